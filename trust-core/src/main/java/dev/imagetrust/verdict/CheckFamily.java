/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

/**
 * What a check contributes to the whole. The first four are the proof: without each of them nothing is accepted.
 *
 * @since 0.1
 */
public enum CheckFamily {
    /** The signature is well-formed and holds over its bytes. Always enforced. */
    INTEGRITY(true),
    /** It covers the digest of the image. Always enforced. */
    SUBJECT(true),
    /** The key or certificate is one the trust material vouches for. */
    AUTHENTICITY(true),
    /** The signer, or the name in the signature, is the one the policy asks for. */
    IDENTITY(true),
    /** The signature itself has not expired. */
    EXPIRY(false),
    /** When it was made: certificates were valid then, timestamps hold. */
    TIME(false),
    /** Nobody revoked the key or certificate. */
    REVOCATION(false),
    /** It stands in a transparency log. */
    TRANSPARENCY(false),
    /** What is asserted beside the digest: statement type, annotations, the caller's own rules. */
    STATEMENT(false);

    private final boolean proof;

    CheckFamily(boolean proof) {
        this.proof = proof;
    }

    /** Whether nothing is accepted unless checks of this family passed. */
    public boolean isProof() {
        return proof;
    }

    /** Whether a policy may log or skip checks of this family. */
    public boolean isAlwaysEnforced() {
        return this == INTEGRITY || this == SUBJECT;
    }
}
