/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Place;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Judges Notary Project signatures under a {@link NotationRequirement}. */
public final class NotationVerifier implements TrustVerifier<NotationRequirement> {

    /** Where the signatures lie: manifests of this artifact type, or with it as the type of their config. */
    public static final Place PLACE = new Place.Referrers(NotationManifest.ARTIFACT_TYPE);

    private final @Nullable Supplier<Bytes> ocspNonces;

    /**
     * A verifier.
     *
     * @param ocspNonces null for none
     */
    public NotationVerifier(@Nullable Supplier<Bytes> ocspNonces) {
        this.ocspNonces = ocspNonces;
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
        return new PreparedNotation(requirement, trust, ocspNonces);
    }
}
