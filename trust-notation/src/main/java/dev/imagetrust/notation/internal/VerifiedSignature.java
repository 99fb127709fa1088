/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.primitives.CertificateFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature that holds, with everything it covers and the chain under which it holds. Nobody vouches for the chain
 * yet.
 *
 * @param algorithm the one of the leaf's key
 * @param attributes what the signer said about the signature
 * @param chain a chain for code signing, leaf first
 * @param payload the artifact that is signed
 * @param value the signature itself, what a timestamp is over
 * @param timestamp a timestamp token, not covered by the signature and not verified
 */
record VerifiedSignature(
        SigningAlgorithm algorithm,
        SignedAttributes attributes,
        List<CertificateFacts> chain,
        NotationPayload payload,
        Bytes value,
        @Nullable Bytes timestamp) {

    VerifiedSignature {
        chain = List.copyOf(chain);
    }

    CertificateFacts leaf() {
        return chain.get(0);
    }

    /** The hash function of the signature, of timestamps over it and of the blob it may be about. */
    DigestAlgorithm hash() {
        return algorithm.hash();
    }
}
