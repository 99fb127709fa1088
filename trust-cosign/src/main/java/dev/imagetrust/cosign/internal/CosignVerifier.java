/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.cosign.internal.EvidenceRules.Needs;
import dev.imagetrust.policy.CosignAuthority;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.CosignRequirement.Format;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The verifier for {@link CosignRequirement}. */
public final class CosignVerifier implements TrustVerifier<CosignRequirement> {

    private static final Place SIGNATURE_TAG = new Place.DigestTag(CosignFormat.SIGNATURE_TAG);
    private static final Place ATTESTATION_TAG = new Place.DigestTag(CosignFormat.ATTESTATION_TAG);
    private static final Place LEGACY_REFERRERS = new Place.Referrers(CosignFormat.LEGACY_REFERRER);
    private static final Place BUNDLES = new Place.Referrers(CosignFormat.BUNDLE);

    @Override
    public Class<CosignRequirement> requirementType() {
        return CosignRequirement.class;
    }

    /** Every place of every format. */
    public static Set<Place> everyPlace() {
        return Set.of(SIGNATURE_TAG, ATTESTATION_TAG, LEGACY_REFERRERS, BUNDLES);
    }

    /** All formats that are asked for, whatever is found first: a stray bundle must not hide a legacy signature. */
    @Override
    public Set<Place> places(CosignRequirement requirement) {
        Set<Place> places = new LinkedHashSet<>();
        if (requirement.formats().contains(Format.BUNDLE)) {
            places.add(BUNDLES);
        }
        if (requirement.formats().contains(Format.LEGACY)) {
            places.add(requirement.isAttestation() ? ATTESTATION_TAG : SIGNATURE_TAG);
        }
        if (requirement.formats().contains(Format.LEGACY_REFERRER) && !requirement.isAttestation()) {
            places.add(LEGACY_REFERRERS);
        }
        return places;
    }

    /**
     * A statement of another type is not what the requirement is about: it neither meets it nor, where every one must
     * be good, stands against it. One whose type cannot be read is judged, and refused.
     */
    @Override
    public boolean wants(CosignRequirement requirement, Claim claim) {
        for (CosignKind kind : CosignKind.askedBy(requirement)) {
            if (kind.id().equals(claim.kind())) {
                return claim.statementType()
                        .map(ContentRules.predicateTypes(requirement)::contains)
                        .orElse(true);
            }
        }
        return false;
    }

    @Override
    public PreparedVerifier prepare(CosignRequirement requirement, TrustSnapshot trust) {
        return new PreparedCosign(requirement, signers(requirement, trust));
    }

    /** Whose signatures count, whatever they are about. */
    static SignerRules signers(CosignRequirement requirement, TrustSnapshot trust) {
        CosignAuthority authority = requirement.authority();
        if (authority instanceof CosignAuthority.OwnCa) {
            throw new SetUpException(Reason.of(CosignReason.OWN_CA_UNSUPPORTED));
        }
        if (authority instanceof CosignAuthority.Keyless keyless) {
            return keyless(requirement, keyless, trust);
        }
        @Nullable
        EvidenceRules evidence = requirement
                .transparencyLog()
                .map(root -> evidence(requirement, SelectedRoot.of(root, trust), Needs.LOG_ENTRY))
                .orElse(null);
        return new KeySigners(SelectedKeys.of(authority.anchors(), trust), evidence);
    }

    /** A certificate needs a log entry, of the root's own logs unless the requirement names others. */
    private static SignerRules keyless(
            CosignRequirement requirement, CosignAuthority.Keyless authority, TrustSnapshot trust) {
        SelectedRoot root = SelectedRoot.of(authority.root(), trust);
        SelectedRoot logs = requirement
                .transparencyLog()
                .map(named -> SelectedRoot.of(named, trust))
                .orElse(root);
        return new CertificateSigners(requirement, authority, evidence(requirement, logs, Needs.TIME), root);
    }

    private static EvidenceRules evidence(CosignRequirement requirement, SelectedRoot logs, Needs otherwise) {
        return new EvidenceRules(logs.root(), requirement.requiresTimestamp() ? Needs.TIMESTAMP : otherwise);
    }
}
