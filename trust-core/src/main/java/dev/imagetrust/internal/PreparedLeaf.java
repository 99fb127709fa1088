/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal;

import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.verdict.Place;
import java.util.Set;
import java.util.function.Predicate;

/** A signature requirement, ready to judge candidates. */
record PreparedLeaf(
        SignatureRequirement requirement,
        TrustVerifierProvider provider,
        Predicate<Claim> wants,
        PreparedVerifier verifier,
        Set<Place> places) {}
