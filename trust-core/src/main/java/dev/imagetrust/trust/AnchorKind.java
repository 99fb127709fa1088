/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

/**
 * What a trust anchor is for. An anchor of one kind never vouches for another kind of signature.
 *
 * @since 0.1
 */
public enum AnchorKind {
    /** A public key that signs with cosign; PEM. */
    COSIGN_KEY("cosign-key"),
    /** Sigstore's {@code trusted_root.json}. */
    SIGSTORE_ROOT("sigstore-root"),
    /** A certificate authority for certificates under cosign that are not Fulcio's. */
    COSIGN_CA("cosign-ca"),
    /** Certificates in a Notary Project store of type {@code ca}. */
    NOTATION_CA("notation-ca"),
    /** Certificates in a Notary Project store of type {@code signingAuthority}. */
    NOTATION_SIGNING_AUTHORITY("notation-signing-authority"),
    /** Certificates in a Notary Project store of type {@code tsa}. */
    NOTATION_TSA("notation-tsa"),
    /** OpenPGP certificates, armored or binary. */
    OPENPGP_KEY("openpgp-key");

    private final String id;

    AnchorKind(String id) {
        this.id = id;
    }

    /** A stable name, for documents. */
    public String id() {
        return id;
    }
}
