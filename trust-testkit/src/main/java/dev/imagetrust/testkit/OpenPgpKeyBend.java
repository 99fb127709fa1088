/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

/**
 * One way in which the certificate of an OpenPGP key differs from a good one.
 *
 * <p>Signatures by the key, made at {@link ForgedTime#SIGNED}, are good in themselves; expectations are those of a
 * verifier that trusts the bent certificate and judges at {@link ForgedTime#NOW}.
 *
 * @since 0.1
 */
public enum OpenPgpKeyBend implements Bend {
    /** Not at all. */
    NONE(Expectation.ACCEPTED),
    /** The certificate says nothing about what the key is for. */
    NO_FLAGS(Expectation.ACCEPTED),
    /** The key is for certifying only. */
    CERTIFY_ONLY(Expectation.REFUSED),
    /** The key expired after it signed. */
    EXPIRED(Expectation.REFUSED),
    /** The key was revoked as stolen, after it signed. */
    COMPROMISED(Expectation.REFUSED),
    /** The key was revoked without a reason, which counts as stolen. */
    REVOKED(Expectation.REFUSED),
    /** The key was replaced by another, after it signed. */
    SUPERSEDED(Expectation.REFUSED),
    /** A revocation that another key signed: anybody can make one. */
    FOREIGN_REVOCATION(Expectation.ACCEPTED),
    /** The name is bound to the key by another key. */
    FOREIGN_SELF_SIGNATURE(Expectation.REFUSED),
    /** The key signs by a subkey. */
    SUBKEY(Expectation.ACCEPTED),
    /** The key signs by a subkey that does not sign back: it may belong to somebody else. */
    SUBKEY_WITHOUT_BACK_SIGNATURE(Expectation.REFUSED),
    /** The key signs by a subkey for encryption. */
    SUBKEY_FOR_ENCRYPTION(Expectation.REFUSED),
    /** The key signs by a subkey that was revoked as stolen. */
    SUBKEY_COMPROMISED(Expectation.REFUSED),
    /** The key signs by a subkey, and the primary key was revoked as stolen. */
    SUBKEY_OF_COMPROMISED(Expectation.REFUSED);

    private final Expectation expectation;

    OpenPgpKeyBend(Expectation expectation) {
        this.expectation = expectation;
    }

    @Override
    public Expectation expectation() {
        return expectation;
    }

    boolean hasSubkey() {
        return name().startsWith("SUBKEY");
    }
}
