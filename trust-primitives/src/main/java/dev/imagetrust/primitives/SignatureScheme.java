/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.spi.SigningAlgorithm;

/**
 * A signature algorithm with all its parameters and the encoding of its signatures.
 *
 * <p>Nothing here is negotiable: a signature in another encoding, with another hash function or another salt length is
 * one of another scheme. Which hash function a format pairs with which key is the format's rule, not this class's.
 *
 * @since 0.1
 */
public enum SignatureScheme {
    /** ECDSA with SHA-256; the signature is a DER {@code ECDSA-Sig-Value} (RFC 3279 §2.2.3). */
    ECDSA_SHA256_DER(Family.ECDSA_DER, DigestAlgorithm.SHA256),
    /** ECDSA with SHA-384; the signature is a DER {@code ECDSA-Sig-Value}. */
    ECDSA_SHA384_DER(Family.ECDSA_DER, DigestAlgorithm.SHA384),
    /** ECDSA with SHA-512; the signature is a DER {@code ECDSA-Sig-Value}. */
    ECDSA_SHA512_DER(Family.ECDSA_DER, DigestAlgorithm.SHA512),
    /** ECDSA with SHA-256; the signature is r and s, each as long as the field (IEEE P1363; JOSE, COSE). */
    ECDSA_SHA256_P1363(Family.ECDSA_P1363, DigestAlgorithm.SHA256),
    /** ECDSA with SHA-384; the signature is r and s, each as long as the field. */
    ECDSA_SHA384_P1363(Family.ECDSA_P1363, DigestAlgorithm.SHA384),
    /** ECDSA with SHA-512; the signature is r and s, each as long as the field. */
    ECDSA_SHA512_P1363(Family.ECDSA_P1363, DigestAlgorithm.SHA512),
    /** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2). */
    RSA_PKCS1_SHA256(Family.RSA_PKCS1, DigestAlgorithm.SHA256),
    /** RSASSA-PKCS1-v1_5 with SHA-384. */
    RSA_PKCS1_SHA384(Family.RSA_PKCS1, DigestAlgorithm.SHA384),
    /** RSASSA-PKCS1-v1_5 with SHA-512. */
    RSA_PKCS1_SHA512(Family.RSA_PKCS1, DigestAlgorithm.SHA512),
    /** RSASSA-PSS with SHA-256, MGF1 with SHA-256, a salt of 32 octets (RFC 8017 §8.1). */
    RSA_PSS_SHA256(Family.RSA_PSS, DigestAlgorithm.SHA256),
    /** RSASSA-PSS with SHA-384, MGF1 with SHA-384, a salt of 48 octets. */
    RSA_PSS_SHA384(Family.RSA_PSS, DigestAlgorithm.SHA384),
    /** RSASSA-PSS with SHA-512, MGF1 with SHA-512, a salt of 64 octets. */
    RSA_PSS_SHA512(Family.RSA_PSS, DigestAlgorithm.SHA512),
    /** Pure Ed25519 (RFC 8032 §5.1). */
    ED25519(Family.ED25519, DigestAlgorithm.SHA512),
    /** Ed25519ph with an empty context (RFC 8032 §5.1). */
    ED25519PH(Family.ED25519PH, DigestAlgorithm.SHA512);

    /** What decides how a signature is read. */
    enum Family {
        ECDSA_DER,
        ECDSA_P1363,
        RSA_PKCS1,
        RSA_PSS,
        ED25519,
        ED25519PH
    }

    private final Family family;
    private final DigestAlgorithm hash;

    SignatureScheme(Family family, DigestAlgorithm hash) {
        this.family = family;
        this.hash = hash;
    }

    /** What a signer is asked for by an algorithm: the same scheme, ECDSA in DER. */
    public static SignatureScheme of(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ECDSA_SHA256 -> ECDSA_SHA256_DER;
            case ECDSA_SHA384 -> ECDSA_SHA384_DER;
            case ECDSA_SHA512 -> ECDSA_SHA512_DER;
            case RSA_PKCS1_SHA256 -> RSA_PKCS1_SHA256;
            case RSA_PSS_SHA256 -> RSA_PSS_SHA256;
            case RSA_PSS_SHA384 -> RSA_PSS_SHA384;
            case RSA_PSS_SHA512 -> RSA_PSS_SHA512;
            case ED25519 -> ED25519;
            case ED25519PH -> ED25519PH;
        };
    }

    /**
     * The hash function of the scheme.
     *
     * <p>All schemes but {@link #ED25519} apply it to the message alone; that one hashes other values with it.
     */
    public DigestAlgorithm hash() {
        return hash;
    }

    /** Whether signatures of this scheme can be made with keys of a type. */
    public boolean fits(KeyType type) {
        return switch (type) {
            case EC_P256, EC_P384, EC_P521 -> family == Family.ECDSA_DER || family == Family.ECDSA_P1363;
            case RSA -> family == Family.RSA_PKCS1 || family == Family.RSA_PSS;
            case ED25519 -> family == Family.ED25519 || family == Family.ED25519PH;
        };
    }

    Family family() {
        return family;
    }
}
