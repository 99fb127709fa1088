/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** The syntax of Semantic Versioning 2.0. */
final class SemanticVersion {

    private static final int MAX_LENGTH = 256;
    private static final String NUMBER = "(?:0|[1-9][0-9]*+)";
    private static final String PRE_RELEASE =
            "(?:0(?![0-9A-Za-z-])|[1-9][0-9]*+(?![A-Za-z-])|[0-9]*+[A-Za-z-][0-9A-Za-z-]*+)";
    private static final Pattern VERSION = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER
            + "(?:-" + PRE_RELEASE + "(?:\\." + PRE_RELEASE + ")*+)?+"
            + "(?:\\+[0-9A-Za-z-]++(?:\\.[0-9A-Za-z-]++)*+)?+");

    private SemanticVersion() {}

    static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && VERSION.matcher(text).matches();
    }

    /** Which of two valid versions comes first (Semantic Versioning 2.0, section 11); build metadata counts for nothing. */
    static int compare(String one, String other) {
        String[] first = one.replaceFirst("\\+.*", "").split("-", 2);
        String[] second = other.replaceFirst("\\+.*", "").split("-", 2);
        int byNumbers = compareIdentifiers(first[0], second[0]);
        if (byNumbers != 0) {
            return byNumbers;
        }
        if (first.length == 1 || second.length == 1) {
            // What has no pre-release comes after what has one.
            return Integer.compare(second.length, first.length);
        }
        return compareIdentifiers(first[1], second[1]);
    }

    private static int compareIdentifiers(String one, String other) {
        String[] first = one.split("\\.", -1);
        String[] second = other.split("\\.", -1);
        for (int i = 0; i < Math.min(first.length, second.length); i++) {
            int compared = compareIdentifier(first[i], second[i]);
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(first.length, second.length);
    }

    /** Numbers by value, and before words; numbers may be longer than any type. */
    private static int compareIdentifier(String one, String other) {
        boolean firstIsNumber = one.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean secondIsNumber = other.chars().allMatch(c -> c >= '0' && c <= '9');
        if (firstIsNumber && secondIsNumber) {
            return new BigInteger(one).compareTo(new BigInteger(other));
        }
        return firstIsNumber == secondIsNumber ? one.compareTo(other) : firstIsNumber ? -1 : 1;
    }
}
