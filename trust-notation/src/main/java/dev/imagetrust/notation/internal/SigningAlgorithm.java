/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import java.util.Arrays;
import java.util.Optional;

/**
 * The signature algorithms of the Notary Project (signature-specification.md, "Signature Algorithm Requirements").
 *
 * <p>Which one a signature uses is not its choice: the key of the leaf certificate has exactly one.
 */
enum SigningAlgorithm {
    PS256(-37),
    PS384(-38),
    PS512(-39),
    ES256(-7),
    ES384(-35),
    ES512(-36);

    private final long coseNumber;

    SigningAlgorithm(long coseNumber) {
        this.coseNumber = coseNumber;
    }

    /** By its name in JWS, which is the name here. */
    static Optional<SigningAlgorithm> ofJws(String name) {
        return Arrays.stream(values()).filter(a -> a.name().equals(name)).findAny();
    }

    /** By its number in COSE. */
    static Optional<SigningAlgorithm> ofCose(long number) {
        return Arrays.stream(values()).filter(a -> a.coseNumber == number).findAny();
    }
}
