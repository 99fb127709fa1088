/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Place;
import java.util.Set;

/** Judges Notary Project signatures under a {@link NotationRequirement}. */
public final class NotationVerifier implements TrustVerifier<NotationRequirement> {

    /** Where the signatures lie: manifests of this artifact type, or with it as the type of their config. */
    public static final Place PLACE = new Place.Referrers(NotationManifest.ARTIFACT_TYPE);

    private final NotationSettings settings;

    /** A verifier. */
    public NotationVerifier(NotationSettings settings) {
        this.settings = settings;
    }

    @Override
    public Class<NotationRequirement> requirementType() {
        return NotationRequirement.class;
    }

    @Override
    public Set<Place> places(NotationRequirement requirement) {
        return Set.of(PLACE);
    }

    /** Every one: an envelope that cannot be read has to show as refused, not to vanish. */
    @Override
    public boolean wants(NotationRequirement requirement, Claim claim) {
        return true;
    }

    @Override
    public PreparedVerifier prepare(NotationRequirement requirement, TrustSnapshot trust) {
        return new PreparedNotation(requirement, trust, settings);
    }
}
