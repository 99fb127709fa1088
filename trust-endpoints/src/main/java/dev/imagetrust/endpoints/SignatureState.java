/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import java.time.Instant;

import static java.util.Objects.requireNonNull;

/**
 * What is known about a stored signature. It is a note of what an auditor found out once; whoever decides about an image
 * verifies the signature, and does not ask for notes.
 *
 * @since 0.1
 */
public sealed interface SignatureState {

    /** {@code UNVERIFIED}, {@code VERIFIED} or {@code REJECTED}. */
    String name();

    /** Nobody has looked yet: how every signature begins, uploaded or imported. */
    record Unverified() implements SignatureState {
        @Override
        public String name() {
            return "UNVERIFIED";
        }
    }

    /**
     * It was good.
     *
     * @param by who had it verified
     * @param when the time it was judged for
     * @param signer for people: whose it is
     */
    record Verified(String by, Instant when, String signer) implements SignatureState {
        /** Checks for nulls. */
        public Verified {
            requireNonNull(by, "by");
            requireNonNull(when, "when");
            requireNonNull(signer, "signer");
        }

        @Override
        public String name() {
            return "VERIFIED";
        }
    }

    /**
     * It was refused. Its content stays: a wrong key in the hand of an auditor must not destroy anything.
     *
     * @param by who had it verified
     * @param when the time it was judged for
     * @param code the {@link dev.imagetrust.verdict.ReasonCode#id}
     * @param why for people
     */
    record Rejected(String by, Instant when, String code, String why) implements SignatureState {
        /** Checks for nulls. */
        public Rejected {
            requireNonNull(by, "by");
            requireNonNull(when, "when");
            requireNonNull(code, "code");
            requireNonNull(why, "why");
        }

        @Override
        public String name() {
            return "REJECTED";
        }
    }
}
