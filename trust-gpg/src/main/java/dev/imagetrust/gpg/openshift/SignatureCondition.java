/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.openshift;

import java.time.Instant;

import static java.util.Objects.requireNonNull;

/**
 * What OpenShift keeps about one aspect of a signature: {@code image.openshift.io/v1}, {@code SignatureCondition}.
 *
 * @param type {@link #TRUSTED} or {@link #FOR_IMAGE}; others may occur
 * @param status whether it is so
 * @param at when it was last looked at and last changed
 * @param reason one word or the id of a reason
 * @param message for people
 * @since 0.1
 */
public record SignatureCondition(String type, Status status, Instant at, String reason, String message) {

    /** Somebody verified the signature, or found that it does not hold. */
    public static final String TRUSTED = "Trusted";

    /** The signature is about the image it is kept with. */
    public static final String FOR_IMAGE = "ForImage";

    /**
     * Whether a condition is met.
     *
     * @since 0.1
     */
    public enum Status {
        /** It is. */
        TRUE("True"),
        /** It is not. */
        FALSE("False"),
        /** Nobody knows. */
        UNKNOWN("Unknown");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** As the API spells it. */
        public String text() {
            return text;
        }
    }

    /** Checks for nulls. */
    public SignatureCondition {
        requireNonNull(type, "type");
        requireNonNull(status, "status");
        requireNonNull(at, "at");
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
    }
}
