/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.primitives.VerificationKey;
import java.util.Optional;
import java.util.Set;

/** Which signatures logs made of tiles take by default, and how they call them (sections 3.2 and 4.8). */
final class TileLogKeys {

    private static final Set<Integer> RSA_SIZES = Set.of(2048, 3072, 4096);

    private TileLogKeys() {}

    /** The {@code keyDetails}; empty if the log does not take such a signature under such a key. */
    static Optional<String> details(VerificationKey key, SignatureScheme scheme) {
        return switch (scheme) {
            case ECDSA_SHA256_DER -> curve(key, 256, "PKIX_ECDSA_P256_SHA_256");
            case ECDSA_SHA384_DER -> curve(key, 384, "PKIX_ECDSA_P384_SHA_384");
            case ECDSA_SHA512_DER -> curve(key, 521, "PKIX_ECDSA_P521_SHA_512");
            case RSA_PKCS1_SHA256 ->
                Optional.of(key.sizeInBits())
                        .filter(RSA_SIZES::contains)
                        .map(bits -> "PKIX_RSA_PKCS1V15_" + bits + "_SHA256");
            case ED25519PH -> Optional.of("PKIX_ED25519_PH");
            default -> Optional.empty();
        };
    }

    private static Optional<String> curve(VerificationKey key, int bits, String details) {
        return key.sizeInBits() == bits ? Optional.of(details) : Optional.empty();
    }
}
