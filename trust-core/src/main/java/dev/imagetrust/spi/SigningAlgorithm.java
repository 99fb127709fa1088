/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

/**
 * How a {@link RemoteSigner} signs.
 *
 * @since 0.1
 */
public enum SigningAlgorithm {
    /** ECDSA with SHA-256; the signature in DER. */
    ECDSA_SHA256,
    /** ECDSA with SHA-384; the signature in DER. */
    ECDSA_SHA384,
    /** ECDSA with SHA-512; the signature in DER. */
    ECDSA_SHA512,
    /** RSA PKCS#1 v1.5 with SHA-256. */
    RSA_PKCS1_SHA256,
    /** RSA PSS with SHA-256, MGF1 of the same, salt of 32 bytes. */
    RSA_PSS_SHA256,
    /** RSA PSS with SHA-384, MGF1 of the same, salt of 48 bytes. */
    RSA_PSS_SHA384,
    /** RSA PSS with SHA-512, MGF1 of the same, salt of 64 bytes. */
    RSA_PSS_SHA512,
    /** Ed25519 over the message. */
    ED25519,
    /** Ed25519ph: over the SHA-512 of the message. */
    ED25519PH
}
