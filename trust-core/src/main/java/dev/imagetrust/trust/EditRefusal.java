/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

/**
 * Why a store refuses an edit. The store is as it was.
 *
 * @since 0.1
 */
public enum EditRefusal {
    /** The store keeps no material of this kind. */
    KIND_UNSUPPORTED("kind-unsupported"),
    /** No name that a named store may have, or not the one name that this kind has. */
    STORE_NAME_INVALID("store-name-invalid"),
    /** More bytes than the store takes. */
    TOO_LONG("too-long"),
    /** A private or secret key; whoever sent it should replace it. */
    PRIVATE_KEY("private-key"),
    /** Not a public key that can verify anything. */
    NOT_A_PUBLIC_KEY("not-a-public-key"),
    /** Not certificates. */
    NOT_CERTIFICATES("not-certificates"),
    /** Certificates that can be no anchors: a leaf that somebody else issued, or no root where only roots count. */
    NOT_AN_ANCHOR("not-an-anchor"),
    /** Not OpenPGP certificates. */
    NOT_AN_OPENPGP_KEY("not-an-openpgp-key"),
    /** Not a Sigstore trusted root. */
    NOT_A_TRUSTED_ROOT("not-a-trusted-root"),
    /** Not a policy. */
    NOT_A_POLICY("not-a-policy"),
    /** The material, or a part of it, is on the deny list. */
    DENIED("denied"),
    /** No such material, or no such denial. */
    NOT_FOUND("not-found"),
    /** Somebody else changed the store since the expected revision. */
    REVISION_CONFLICT("revision-conflict"),
    /** There is no room for more entries. */
    STORE_FULL("store-full");

    private final String id;

    EditRefusal(String id) {
        this.id = id;
    }

    /** A stable name, for documents. */
    public String id() {
        return id;
    }
}
