/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

/**
 * One way in which an answer about revocation differs from one that calls the certificate good.
 *
 * <p>Expectations are those of a verifier that enforces revocation and judges at {@link ForgedTime#NOW}: what proves
 * nothing leaves the question open.
 *
 * @since 0.1
 */
public enum RevocationBend implements Bend {
    /** Not at all. */
    NONE(Expectation.ACCEPTED),
    /** The certificate has been revoked. */
    REVOKED(Expectation.REFUSED),
    /** A newer answer should have come yesterday. */
    PAST_ITS_TIME(Expectation.NOT_ACCEPTED),
    /** It holds from tomorrow on. */
    FROM_THE_FUTURE(Expectation.NOT_ACCEPTED),
    /** It does not say when there will be a newer one. */
    FOR_EVER(Expectation.NOT_ACCEPTED),
    /** Somebody of the issuer's name signed it with another key. */
    FOREIGN_KEY(Expectation.NOT_ACCEPTED),
    /** It is about a certificate of another issuer. */
    OTHER_ISSUER(Expectation.NOT_ACCEPTED),
    /** It is cut short. */
    TRUNCATED(Expectation.NOT_ACCEPTED),
    /** It is text. */
    GARBAGE(Expectation.NOT_ACCEPTED);

    private final Expectation expectation;

    RevocationBend(Expectation expectation) {
        this.expectation = expectation;
    }

    @Override
    public Expectation expectation() {
        return expectation;
    }
}
