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

    /** Checks for nulls. */
    public Reason {
        requireNonNull(code, "code");
        requireNonNull(detail, "detail");
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
