/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.primitives.SignatureCheck;
import dev.imagetrust.primitives.SignatureResult;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.primitives.VerificationKey;
import java.util.Optional;

/** What a signature has to hold over. */
sealed interface SignedOctets {

    /** Their digest, as far as it is known. */
    Optional<Digest> digest(DigestAlgorithm algorithm);

    /** Whether a signature over them holds. */
    SignatureResult verify(VerificationKey key, SignatureScheme scheme, Bytes signature);

    /** The octets themselves. */
    record Whole(Bytes octets) implements SignedOctets {
        @Override
        public Optional<Digest> digest(DigestAlgorithm algorithm) {
            return Optional.of(Digest.of(algorithm, octets));
        }

        @Override
        public SignatureResult verify(VerificationKey key, SignatureScheme scheme, Bytes signature) {
            return SignatureCheck.verify(key, scheme, octets, signature);
        }
    }

    /**
     * A file of which the caller has nothing but a digest.
     *
     * @param digest which the caller vouches for
     */
    record Hashed(Digest digest) implements SignedOctets {
        @Override
        public Optional<Digest> digest(DigestAlgorithm algorithm) {
            return digest.algorithm() == algorithm ? Optional.of(digest) : Optional.empty();
        }

        @Override
        public SignatureResult verify(VerificationKey key, SignatureScheme scheme, Bytes signature) {
            return SignatureCheck.verifyDigest(key, scheme, digest, signature);
        }
    }
}
