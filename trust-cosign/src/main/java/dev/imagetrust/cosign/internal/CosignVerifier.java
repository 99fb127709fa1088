/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.internal.EvidenceRules.Needs;
import dev.imagetrust.policy.CosignAuthority;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.CosignRequirement.Format;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Place;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The verifier for {@link CosignRequirement}. */
public final class CosignVerifier implements TrustVerifier<CosignRequirement> {

    private static final Place SIGNATURE_TAG = new Place.DigestTag(CosignFormat.SIGNATURE_TAG);
    private static final Place ATTESTATION_TAG = new Place.DigestTag(CosignFormat.ATTESTATION_TAG);
    private static final Place LEGACY_REFERRERS = new Place.Referrers(CosignFormat.LEGACY_REFERRER);
    private static final Place LEGACY_REFERRER_ATTESTATIONS =
            new Place.Referrers(CosignFormat.LEGACY_REFERRER_ATTESTATION);
    private static final Place LEGACY_REFERRER_STATEMENTS = new Place.Referrers(CosignFormat.LEGACY_REFERRER_STATEMENT);
    private static final Place BUNDLES = new Place.Referrers(CosignFormat.BUNDLE);

    @Override
    public Class<CosignRequirement> requirementType() {
        return CosignRequirement.class;
    }

    /** Every place of every format. */
    public static Set<Place> everyPlace() {
        return Set.of(
                SIGNATURE_TAG,
                ATTESTATION_TAG,
                LEGACY_REFERRERS,
                LEGACY_REFERRER_ATTESTATIONS,
                LEGACY_REFERRER_STATEMENTS,
                BUNDLES);
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
        if (requirement.formats().contains(Format.LEGACY_REFERRER)) {
            places.addAll(
                    requirement.isAttestation()
                            ? Set.of(LEGACY_REFERRER_ATTESTATIONS, LEGACY_REFERRER_STATEMENTS)
                            : Set.of(LEGACY_REFERRERS));
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
        if (authority instanceof CosignAuthority.OwnCa own) {
            return own(requirement, own, trust);
        }
        if (authority instanceof CosignAuthority.Keyless keyless) {
            return keyless(requirement, keyless, trust);
        }
        return new KeySigners(
                SelectedKeys.of(authority.anchors(), trust),
                requirement
                        .transparencyLog()
                        .map(root -> evidence(requirement, SelectedRoot.of(root, trust)))
                        .orElse(null));
    }

    /** Logs of the root's own unless the requirement names others. */
    private static SignerRules keyless(
            CosignRequirement requirement, CosignAuthority.Keyless authority, TrustSnapshot trust) {
        SelectedRoot root = SelectedRoot.of(authority.root(), trust);
        SelectedRoot logs = requirement
                .transparencyLog()
                .map(named -> SelectedRoot.of(named, trust))
                .orElse(root);
        int timestamps = requirement.certificateTimestampThreshold();
        List<LogKey> certificateLogs = root.root().certificateLogs();
        if (timestamps > 1) {
            EvidenceRules.requireReachable(
                    "certificate transparency logs", timestamps, DistinctSources.countLogs(certificateLogs));
        }
        return new CertificateSigners(
                new CertificateSigners.Issuing(root.root().certificateAuthorities(), certificateLogs, timestamps),
                new FulcioNaming(new IdentityRules(authority.identities()), root.anchor()),
                evidence(requirement, logs),
                requirement.judgesCertificatesNow());
    }

    private static SignerRules own(
            CosignRequirement requirement, CosignAuthority.OwnCa authority, TrustSnapshot trust) {
        OwnAuthority own = OwnAuthority.of(authority, trust);
        return new CertificateSigners(
                new CertificateSigners.Issuing(own.authorities(), List.of(), 0),
                own,
                requirement
                        .transparencyLog()
                        .map(root -> evidence(requirement, SelectedRoot.of(root, trust)))
                        .orElse(null),
                requirement.judgesCertificatesNow());
    }

    /** A certificate needs to be valid at some time that somebody vouches for, unless the requirement says now. */
    private static EvidenceRules evidence(CosignRequirement requirement, SelectedRoot logs) {
        boolean time =
                !(requirement.authority() instanceof CosignAuthority.Keys) && !requirement.judgesCertificatesNow();
        return EvidenceRules.of(
                logs.root(), new Needs(requirement.logThreshold(), requirement.timestampThreshold(), time));
    }
}
