/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

/**
 * One way in which a certificate chain differs from a good one for signing.
 *
 * <p>Expectations are those of a Notary Project verifier at level {@code strict} that trusts the root of the good
 * chain and judges at {@link ForgedTime#NOW}, without timestamps.
 *
 * @since 0.1
 */
public enum ChainBend implements Bend {
    /** Not at all: leaf, intermediate, root. */
    NONE(Expectation.ACCEPTED),
    /** The root issued the leaf itself. */
    NO_INTERMEDIATE(Expectation.ACCEPTED),
    /** Two intermediates, the upper one for one below it. */
    TWO_INTERMEDIATES(Expectation.ACCEPTED),
    /** The leaf has a critical extension that nobody knows: the specification ignores it. */
    UNKNOWN_CRITICAL_EXTENSION(Expectation.ACCEPTED),
    /** The leaf is for code signing and for something unknown. */
    UNKNOWN_EXTENDED_KEY_USAGE(Expectation.ACCEPTED),
    /** The leaf does not say what it is for beyond its key usage. */
    NO_EXTENDED_KEY_USAGE(Expectation.ACCEPTED),
    /** The leaf may also be used for non-repudiation. */
    NON_REPUDIATION(Expectation.ACCEPTED),

    /** The leaf ended after it signed. */
    EXPIRED_LEAF(Expectation.REFUSED),
    /** The intermediate ended after the leaf signed: CVE-2026-24122. */
    EXPIRED_INTERMEDIATE(Expectation.REFUSED),
    /** The leaf becomes valid tomorrow. */
    FUTURE_LEAF(Expectation.REFUSED),

    /** The leaf is a certificate authority. */
    LEAF_IS_CA(Expectation.REFUSED),
    /** The leaf has no key usage. */
    NO_KEY_USAGE(Expectation.REFUSED),
    /** The key usage of the leaf is not critical. */
    KEY_USAGE_NOT_CRITICAL(Expectation.REFUSED),
    /** The leaf is for encrypting keys, too. */
    KEY_ENCIPHERMENT(Expectation.REFUSED),
    /** The leaf is not for digital signatures. */
    NO_DIGITAL_SIGNATURE(Expectation.REFUSED),
    /** The leaf is for TLS servers, too. */
    SERVER_AUTHENTICATION(Expectation.REFUSED),
    /** The leaf is for timestamps. */
    TIME_STAMPING(Expectation.REFUSED),
    /** The leaf is for everything. */
    ANY_EXTENDED_KEY_USAGE(Expectation.REFUSED),
    /** SHA-1 under the signature of the leaf. */
    SHA1_LEAF(Expectation.REFUSED),

    /** The intermediate is no certificate authority. */
    INTERMEDIATE_IS_NO_CA(Expectation.REFUSED),
    /** The basic constraints of the intermediate are not critical. */
    CA_NOT_CRITICAL(Expectation.REFUSED),
    /** The intermediate must not sign certificates. */
    NO_CERTIFICATE_SIGNING(Expectation.REFUSED),
    /** Of two intermediates, the upper one allows none below it. */
    PATH_LENGTH_TOO_SHORT(Expectation.REFUSED),

    /** The leaf names the intermediate, but another key signed it. */
    FOREIGN_ISSUER(Expectation.REFUSED),
    /** A root that looks like the trusted one, with another key. */
    LOOKALIKE_ROOT(Expectation.REFUSED),
    /** The root is left out. */
    WITHOUT_ROOT(Expectation.REFUSED),
    /** The intermediate is left out. */
    WITHOUT_INTERMEDIATE(Expectation.REFUSED),
    /** The root comes first. */
    ROOT_FIRST(Expectation.REFUSED),
    /** A certificate that has nothing to do with it is appended. */
    UNRELATED_CERTIFICATE(Expectation.REFUSED),
    /** The trusted root is appended to a chain of another root. */
    TRUSTED_ROOT_APPENDED(Expectation.REFUSED),
    /** The leaf is there twice. */
    REPEATED_LEAF(Expectation.REFUSED),
    /** Octets follow the leaf within its element. */
    TRAILING_OCTETS(Expectation.REFUSED),
    /** The leaf is cut short. */
    TRUNCATED_LEAF(Expectation.REFUSED),
    /** The leaf is text. */
    GARBAGE_LEAF(Expectation.REFUSED);

    private final Expectation expectation;

    ChainBend(Expectation expectation) {
        this.expectation = expectation;
    }

    @Override
    public Expectation expectation() {
        return expectation;
    }
}
