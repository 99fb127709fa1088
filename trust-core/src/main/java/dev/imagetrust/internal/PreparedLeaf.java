/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal;

import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.PlannedCheck;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A signature requirement, ready to judge candidates.
 *
 * @param canonical the text of the requirement
 * @param plan the checks of the verifier, which are the same for all candidates
 */
record PreparedLeaf(
        SignatureRequirement requirement,
        String canonical,
        TrustVerifierProvider provider,
        Predicate<Claim> wants,
        PreparedVerifier verifier,
        List<PlannedCheck> plan,
        Set<Place> places) {}
