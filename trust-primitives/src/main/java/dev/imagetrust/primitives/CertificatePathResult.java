/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.verdict.Reason;

/**
 * What {@link CertificatePathSearch} came to.
 *
 * @since 0.1
 */
public sealed interface CertificatePathResult {

    /**
     * A path that keeps all rules and was valid at all times. Whether one of its certificates was revoked is another
     * question.
     *
     * @param path the shortest, or one of them
     */
    record Found(CertificatePath path) implements CertificatePathResult {}

    /**
     * No such path.
     *
     * @param obstacle what stands in the way
     * @param reason the same for people, about the first certificate that it was found out about
     */
    record NotFound(Obstacle obstacle, Reason reason) implements CertificatePathResult {}

    /** What may stand in the way. */
    enum Obstacle {
        /** The leaf is not what it has to be. */
        LEAF_RULE,
        /** Nobody who is known issued a certificate, or too many certificates would stand between. */
        NO_ISSUER,
        /** A certificate was issued by one that is no authority, or not one that may stand there. */
        AUTHORITY_RULE,
        /** A certificate was not valid at one of the times. */
        NOT_VALID
    }
}
