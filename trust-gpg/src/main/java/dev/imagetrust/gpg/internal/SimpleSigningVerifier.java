/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Place;
import java.util.Set;

/** The verifier for {@link SimpleSigningRequirement}. */
public final class SimpleSigningVerifier implements TrustVerifier<SimpleSigningRequirement> {

    /** A registry that has the signature extension keeps no lookaside store; which of the two, the source knows. */
    public static final Set<Place> PLACES = Set.of(new Place.Lookaside(), new Place.SignatureExtension());

    @Override
    public Class<SimpleSigningRequirement> requirementType() {
        return SimpleSigningRequirement.class;
    }

    @Override
    public Set<Place> places(SimpleSigningRequirement requirement) {
        return PLACES;
    }

    @Override
    public boolean wants(SimpleSigningRequirement requirement, Claim claim) {
        return true;
    }

    @Override
    public PreparedVerifier prepare(SimpleSigningRequirement requirement, TrustSnapshot trust) {
        return new PreparedSimpleSigning(KeySources.load(requirement.anchors(), trust), requirement.signedIdentity());
    }
}
