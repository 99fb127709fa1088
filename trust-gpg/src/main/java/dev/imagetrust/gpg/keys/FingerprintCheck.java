/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Compares a key's fingerprint with what a person got elsewhere: from a vendor's web site, by telephone, on paper.
 *
 * <p>Only the whole fingerprint counts. Ids of 8 or 16 digits can be made to fit any key, so that they match nothing.
 *
 * @since 0.1
 */
public enum FingerprintCheck {
    /** It is the key's fingerprint. */
    MATCHES,
    /** It is a fingerprint, of another key. */
    DIFFERS,
    /** It is an end of a fingerprint, or another short id. */
    TOO_SHORT,
    /** It is none at all. */
    NOT_A_FINGERPRINT;

    private static final int DIGITS = 40;
    private static final Pattern SPACES = Pattern.compile("[\\s\u00a0]+");
    private static final Pattern HEX = Pattern.compile("[0-9A-F]{1,40}");
    private static final int MAX_LENGTH = 200;

    /**
     * Compares.
     *
     * @param fingerprint of the key, as {@link dev.imagetrust.gpg.OpenPgpKey#fingerprint} has it
     * @param typed what the person has, at most 200 characters; spaces and case do not count
     */
    public static FingerprintCheck compare(String fingerprint, String typed) {
        String digits = digits(typed);
        if (!HEX.matcher(digits).matches()) {
            return NOT_A_FINGERPRINT;
        }
        if (digits.length() < DIGITS) {
            return TOO_SHORT;
        }
        return digits.equals(fingerprint) ? MATCHES : DIFFERS;
    }

    /** The fingerprint that somebody typed, as this library spells it; empty if it is none, or only an end of one. */
    public static Optional<String> find(String typed) {
        String digits = digits(typed);
        return digits.length() == DIGITS && HEX.matcher(digits).matches() ? Optional.of(digits) : Optional.empty();
    }

    private static String digits(String typed) {
        return typed.length() > MAX_LENGTH
                ? ""
                : SPACES.matcher(typed).replaceAll("").toUpperCase(Locale.ROOT);
    }
}
