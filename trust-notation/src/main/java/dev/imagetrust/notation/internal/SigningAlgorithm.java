/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.primitives.VerificationKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * The signature algorithms of the Notary Project (signature-specification.md, "Signature Algorithm Requirements").
 *
 * <p>Which one a signature uses is not its choice: the key of the leaf certificate has exactly one.
 */
public enum SigningAlgorithm {
    PS256(-37, KeyType.RSA, 2048, SignatureScheme.RSA_PSS_SHA256),
    PS384(-38, KeyType.RSA, 3072, SignatureScheme.RSA_PSS_SHA384),
    PS512(-39, KeyType.RSA, 4096, SignatureScheme.RSA_PSS_SHA512),
    ES256(-7, KeyType.EC_P256, 256, SignatureScheme.ECDSA_SHA256_P1363),
    ES384(-35, KeyType.EC_P384, 384, SignatureScheme.ECDSA_SHA384_P1363),
    ES512(-36, KeyType.EC_P521, 521, SignatureScheme.ECDSA_SHA512_P1363);

    private final long coseNumber;
    private final KeyType keyType;
    private final int keySize;
    private final SignatureScheme scheme;

    SigningAlgorithm(long coseNumber, KeyType keyType, int keySize, SignatureScheme scheme) {
        this.coseNumber = coseNumber;
        this.keyType = keyType;
        this.keySize = keySize;
        this.scheme = scheme;
    }

    /** By its name in JWS, which is the name here. */
    static Optional<SigningAlgorithm> ofJws(String name) {
        return Arrays.stream(values()).filter(a -> a.name().equals(name)).findAny();
    }

    /** By its number in COSE. */
    static Optional<SigningAlgorithm> ofCose(long number) {
        return Arrays.stream(values()).filter(a -> a.coseNumber == number).findAny();
    }

    /** The one algorithm of a key; empty for keys the specification does not allow, of whatever other size. */
    static Optional<SigningAlgorithm> ofKey(VerificationKey key) {
        return Arrays.stream(values())
                .filter(a -> a.keyType == key.type() && a.keySize == key.sizeInBits())
                .findAny();
    }

    /** The one of a key as plugins describe it, such as {@code EC-256}. */
    static Optional<SigningAlgorithm> ofKeySpec(String keySpec) {
        return Arrays.stream(values())
                .filter(a -> keySpec.equals((a.keyType == KeyType.RSA ? "RSA-" : "EC-") + a.keySize))
                .findAny();
    }

    /** Its number in COSE. */
    long coseNumber() {
        return coseNumber;
    }

    /** What a key is asked for. */
    dev.imagetrust.spi.SigningAlgorithm asked() {
        return switch (this) {
            case PS256 -> dev.imagetrust.spi.SigningAlgorithm.RSA_PSS_SHA256;
            case PS384 -> dev.imagetrust.spi.SigningAlgorithm.RSA_PSS_SHA384;
            case PS512 -> dev.imagetrust.spi.SigningAlgorithm.RSA_PSS_SHA512;
            case ES256 -> dev.imagetrust.spi.SigningAlgorithm.ECDSA_SHA256;
            case ES384 -> dev.imagetrust.spi.SigningAlgorithm.ECDSA_SHA384;
            case ES512 -> dev.imagetrust.spi.SigningAlgorithm.ECDSA_SHA512;
        };
    }

    /** The hash function of the signature, of its timestamp, and of the blob it is about. */
    DigestAlgorithm hash() {
        return scheme.hash();
    }

    /** How it is verified. */
    SignatureScheme scheme() {
        return scheme;
    }
}
