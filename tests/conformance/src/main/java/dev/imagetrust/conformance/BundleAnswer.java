/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Printable;

/**
 * What we say to a bundle.
 *
 * @param kind in one word
 * @param reason for people; one line, hostile text in it escaped
 */
record BundleAnswer(Kind kind, String reason) {

    /** The answer in one word. */
    enum Kind {
        VERIFIED,
        REFUSED,
        /** A file could not be read, or the case cannot be understood. It counts as no verification. */
        FAILED
    }

    BundleAnswer {
        reason = Printable.of(reason);
    }

    boolean isVerified() {
        return kind == Kind.VERIFIED;
    }

    String word() {
        return switch (kind) {
            case VERIFIED -> "verified";
            case REFUSED -> "refused";
            case FAILED -> "failed";
        };
    }

    String text() {
        return word() + (reason.isEmpty() ? "" : ": " + reason);
    }
}
