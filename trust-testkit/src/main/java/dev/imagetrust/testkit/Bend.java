/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

/**
 * One way in which a forged signature differs from a good one. Each format brings an enum of them.
 *
 * @since 0.1
 */
public interface Bend {

    /** The name of the enum constant. */
    String name();

    /**
     * What a verifier has to make of it, under a requirement that trusts the good key and asks for nothing that is
     * optional in its format.
     */
    Expectation expectation();

    /** Whether a verifier that accepts the bent signature is broken. */
    default boolean mustBeRefused() {
        return expectation() == Expectation.REFUSED || expectation() == Expectation.NOT_ACCEPTED;
    }

    /**
     * What a verifier has to make of a signature.
     *
     * @since 0.1
     */
    enum Expectation {
        /** It is as good as before: refusing it would break users. */
        ACCEPTED,
        /** Accepting it would be a hole, or a departure from the format that we do not follow. */
        REFUSED,
        /** Accepting it would be a hole; without the trust material that it speaks of, it may not be judged either. */
        NOT_ACCEPTED,
        /** Both are sound; the case is there to be survived. */
        EITHER
    }
}
