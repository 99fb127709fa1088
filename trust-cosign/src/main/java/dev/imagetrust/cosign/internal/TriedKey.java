/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.primitives.SignatureResult;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.primitives.VerificationKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How it went to verify a signature under a key.
 *
 * @param isWellFormed whether the signature has the form of one of the key's schemes
 * @param scheme under which it holds; null: under none
 */
record TriedKey(boolean isWellFormed, @Nullable SignatureScheme scheme) {

    static TriedKey of(VerificationKey key, SignedOctets signed, Bytes signature) {
        boolean wellFormed = false;
        for (SignatureScheme scheme : schemes(key.type())) {
            SignatureResult result = signed.verify(key, scheme, signature);
            if (result == SignatureResult.VALID) {
                return new TriedKey(true, scheme);
            }
            wellFormed |= result == SignatureResult.INVALID;
        }
        return new TriedKey(wellFormed, null);
    }

    /** The scheme under which it holds. */
    Optional<SignatureScheme> holdsUnder() {
        return Optional.ofNullable(scheme);
    }

    /**
     * The type of the key alone decides what is tried, never the message (section 3.2): first what cosign signs with
     * today, then what older writers used.
     */
    static List<SignatureScheme> schemes(KeyType type) {
        return switch (type) {
            case RSA -> List.of(SignatureScheme.RSA_PKCS1_SHA256);
            case EC_P256 -> List.of(SignatureScheme.ECDSA_SHA256_DER);
            case EC_P384 -> List.of(SignatureScheme.ECDSA_SHA384_DER, SignatureScheme.ECDSA_SHA256_DER);
            case EC_P521 -> List.of(SignatureScheme.ECDSA_SHA512_DER, SignatureScheme.ECDSA_SHA256_DER);
            case ED25519 -> List.of(SignatureScheme.ED25519PH, SignatureScheme.ED25519);
        };
    }
}
