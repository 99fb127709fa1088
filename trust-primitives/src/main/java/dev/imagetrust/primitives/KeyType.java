/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

/**
 * The kinds of public key this library verifies with.
 *
 * @since 0.1
 */
public enum KeyType {
    /** A point on NIST P-256 (secp256r1). */
    EC_P256,
    /** A point on NIST P-384 (secp384r1). */
    EC_P384,
    /** A point on NIST P-521 (secp521r1). */
    EC_P521,
    /** An RSA modulus and exponent ({@code rsaEncryption}), for PKCS#1 v1.5 as well as PSS. */
    RSA,
    /** A point on edwards25519, for pure and pre-hashed Ed25519. */
    ED25519
}
