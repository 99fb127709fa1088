/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.verdict.Reason;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is asked of the members of a chain that is looked for.
 *
 * @param signer of the first
 * @param authority of all others
 * @param anchor of the last, besides
 */
record ChainRules(
        Function<CertificateFacts, Optional<Reason>> signer,
        Authority authority,
        Function<CertificateFacts, Optional<Reason>> anchor) {

    /** A rule that depends on the place. */
    @FunctionalInterface
    interface Authority {
        Optional<Reason> broken(CertificateFacts certificate, int certificatesBetween);
    }
}
