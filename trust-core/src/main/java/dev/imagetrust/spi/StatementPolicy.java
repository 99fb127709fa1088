/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.verdict.TrustedSigner;

import static java.util.Objects.requireNonNull;

/**
 * A caller's own rule about what an attestation says.
 *
 * <p>Called only with statements whose signature, subject and signer were verified, with the very bytes that were
 * signed. What it throws makes that statement not count. Safe for use by several threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface StatementPolicy {

    /** Judges one statement. */
    Answer judge(VerifiedStatement statement);

    /**
     * An answer.
     *
     * @param accepted whether the statement counts
     * @param why for people, where it does not
     */
    record Answer(boolean accepted, String why) {
        /** Checks for null. */
        public Answer {
            requireNonNull(why, "why");
        }

        /** The statement counts. */
        public static Answer accept() {
            return new Answer(true, "");
        }

        /** The statement does not count. */
        public static Answer refuse(String why) {
            return new Answer(false, why);
        }
    }

    /**
     * A statement that a trusted signer made about the image.
     *
     * @param payload the in-toto statement, exactly the bytes that were signed
     * @param predicateType what it is about
     * @param subject the digest it was matched by
     * @param signer who made it
     */
    record VerifiedStatement(Bytes payload, String predicateType, Digest subject, TrustedSigner signer) {
        /** Checks for nulls. */
        public VerifiedStatement {
            requireNonNull(payload, "payload");
            requireNonNull(predicateType, "predicateType");
            requireNonNull(subject, "subject");
            requireNonNull(signer, "signer");
        }
    }
}
