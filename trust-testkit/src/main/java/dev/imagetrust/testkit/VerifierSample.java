/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.trust.TrustSnapshot;

import static java.util.Objects.requireNonNull;

/**
 * A requirement with a signature that meets it at {@link ForgedTime#NOW}, without a network.
 *
 * @param requirement what is asked for
 * @param trust the trust material it draws on
 * @param image what was signed
 * @param good a signature that the requirement accepts
 * @since 0.1
 */
public record VerifierSample(
        SignatureRequirement requirement, TrustSnapshot trust, ImageSubject image, SignatureCandidate good) {

    /** Checks for nulls. */
    public VerifierSample {
        requireNonNull(requirement, "requirement");
        requireNonNull(trust, "trust");
        requireNonNull(image, "image");
        requireNonNull(good, "good");
    }

    SignatureJudge judge(dev.imagetrust.spi.TrustVerifierProvider provider) {
        return SignatureJudge.of(provider, requirement, trust);
    }
}
