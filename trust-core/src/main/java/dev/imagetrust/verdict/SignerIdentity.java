/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.image.Printable;

import static java.util.Objects.requireNonNull;

/**
 * Who a signer counts as: two signatures with equal identities are by one signer.
 *
 * @param kind what identifies the signer
 * @param value the identifying text, in one spelling only
 * @since 0.1
 */
public record SignerIdentity(Kind kind, String value) {

    /**
     * What identifies a signer.
     *
     * @since 0.1
     */
    public enum Kind {
        /** The SHA-256 digest of a public key's SubjectPublicKeyInfo. */
        KEY,
        /** Issuer and subject of an OpenID Connect identity. */
        OIDC,
        /** Trust anchor and subject name of a certificate. */
        CERTIFICATE,
        /** The fingerprint of an OpenPGP primary key. */
        OPENPGP
    }

    /** Checks for nulls. */
    public SignerIdentity {
        requireNonNull(kind, "kind");
        requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return kind + " " + Printable.of(value);
    }
}
