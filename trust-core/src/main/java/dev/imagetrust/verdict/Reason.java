/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.image.Printable;

import static java.util.Objects.requireNonNull;

/**
 * A {@link ReasonCode} with the details of one case.
 *
 * @param code what happened
 * @param detail which input, and what was expected; may quote hostile text, is empty where there is nothing to add
 * @since 0.1
 */
public record Reason(ReasonCode code, String detail) {

    private static final int MAX_DETAIL = 4096;
    private static final String CUT_OFF = "... (cut off)";

    /** Checks for nulls. */
    public Reason {
        requireNonNull(code, "code");
        requireNonNull(detail, "detail");
        detail = bounded(detail);
    }

    // A detail often quotes what a stranger wrote. Thousands of reports would keep thousands of such texts of
    // megabytes.
    private static String bounded(String text) {
        return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL - CUT_OFF.length()) + CUT_OFF;
    }

    /** A reason without details. */
    public static Reason of(ReasonCode code) {
        return new Reason(code, "");
    }

    /** The sentence and the details, escaped by {@link Printable}. */
    public String text() {
        return detail.isEmpty() ? code.sentence() : code.sentence() + ": " + Printable.of(detail);
    }

    /** The id and the {@linkplain #text() text}. */
    @Override
    public String toString() {
        return code.id() + " (" + text() + ")";
    }
}
