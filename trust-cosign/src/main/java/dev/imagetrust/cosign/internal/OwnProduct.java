/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignSigningReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.CheckRecorder;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies what was signed, as any verifier would, before anybody gets it. */
final class OwnProduct {

    private final CosignRequirement requirement;
    private final PreparedVerifier verifier;
    private final OwnKey key;
    private final @Nullable TrustedRoot root;

    /**
     * Under a requirement for the key.
     *
     * @param root whose logs and authorities have to vouch; null where nobody is asked
     */
    OwnProduct(CosignRequirement requirement, OwnKey key, @Nullable TrustedRoot root) {
        this.requirement = requirement;
        this.verifier = new CosignVerifier().prepare(requirement, TrustSnapshot.empty());
        this.key = key;
        this.root = root;
    }

    /**
     * Requires that the signature is accepted, and that each log and authority vouches for it.
     *
     * @throws SigningException if not
     */
    void require(SignatureArtifact artifact, ImageSubject image, Instant now) throws IOException, InterruptedException {
        Digest digest = image.image().digest();
        SignatureCandidate candidate = new SignatureCandidate(artifact, digest, place(artifact));
        CheckRecorder log = new CheckRecorder(verifier.plan());
        verifier.check(
                candidate, digest, image, VerificationContext.builder(now).build(), log);
        SignatureReport report =
                log.complete(SignatureReport.builder(candidate.ref(), "cosign", requirement.canonical()));
        if (report.status() != SignatureReport.Status.ACCEPTED) {
            throw refused(report);
        }
        if (root != null) {
            requireEvidence(candidate, root);
        }
    }

    private static SigningException refused(SignatureReport report) {
        String why = report.decisive()
                .map(check -> check.id().id()
                        + check.reason().map(reason -> ": " + reason).orElse(""))
                .orElse(report.status().name());
        return new SigningException(new Reason(CosignSigningReason.PRODUCT_REFUSED, why));
    }

    /** A verifier is content with one log and one time; whoever was asked and does not vouch is a fault of the set-up. */
    private void requireEvidence(SignatureCandidate candidate, TrustedRoot trusted) throws SigningException {
        UnverifiedSignature parts = new CandidateReader(requirement)
                .open(candidate, Limits.defaults(), new CheckRecorder(verifier.plan()))
                .orElseThrow();
        try {
            for (Unread<LogEntry> entry : parts.logEntries()) {
                LogEvidence.require(held(parts, List.of(entry), List.of()), trusted.logs(), 1);
            }
            for (Unread<Bytes> timestamp : parts.timestamps()) {
                HeldSignature held = held(parts, List.of(), List.of(timestamp));
                if (TimestampEvidence.verify(held, trusted.timestampAuthorities())
                        .times()
                        .isEmpty()) {
                    throw new SigningException(new Reason(
                            CosignSigningReason.PRODUCT_REFUSED,
                            "no timestamp authority of the root made the timestamp"));
                }
            }
        } catch (MalformedInputException e) {
            throw new SigningException(
                    new Reason(CosignSigningReason.PRODUCT_REFUSED, e.reason().toString()), e);
        }
    }

    private HeldSignature held(
            UnverifiedSignature parts, List<Unread<LogEntry>> entries, List<Unread<Bytes>> timestamps) {
        UnverifiedSignature some = new UnverifiedSignature(
                parts.kind(),
                parts.signature(),
                parts.signed(),
                parts.payload(),
                parts.material(),
                parts.envelope(),
                entries,
                timestamps);
        return new HeldSignature(some, key.key(), key.scheme(), null);
    }

    private static Place place(SignatureArtifact artifact) {
        return artifact instanceof TagLayer layer
                ? new Place.DigestTag(layer.suffix())
                : new Place.Referrers(((Referrer) artifact).manifest().artifactType());
    }
}
