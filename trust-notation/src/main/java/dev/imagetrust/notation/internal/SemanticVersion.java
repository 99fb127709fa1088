/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

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
}
