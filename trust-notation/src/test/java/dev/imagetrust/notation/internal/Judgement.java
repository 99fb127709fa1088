/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.image.VerifiedIndex;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.plugin.VerificationPlugins;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.spi.CheckRecorder;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/** Judges one envelope the way the engine would, and reads the report. */
final class Judgement {

    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    static final Descriptor IMAGE =
            Descriptor.of("application/vnd.oci.image.manifest.v1+json", Digest.parse("sha256:" + "a".repeat(64)), 42);
    static final TrustSnapshot TRUST = trust(AnchorKind.NOTATION_CA, TestChain.ROOT.der());

    private final NotationRequirement requirement;
    private TrustSnapshot trust = TRUST;
    private Instant now = NOW;
    private Descriptor image = IMAGE;
    private Digest mustCover = IMAGE.digest();
    private VerifiedIndex index;
    private int layers = 1;
    private Limits limits = Limits.defaults();
    private EvidenceFetcher fetcher;
    private Supplier<Bytes> nonces;
    private VerificationPlugins plugins = VerificationPlugins.none();

    private Judgement(NotationRequirement requirement) {
        this.requirement = requirement;
    }

    static Judgement under(NotationRequirement.Builder requirement) {
        return new Judgement(requirement.build());
    }

    static Judgement strictly() {
        return under(anybody(Level.STRICT));
    }

    static NotationRequirement.Builder anybody(Level level) {
        return NotationRequirement.builder(level).caStore("acme").trustedIdentity("*");
    }

    static TrustSnapshot trust(AnchorKind kind, Bytes... certificates) {
        return TrustSnapshot.of(Arrays.stream(certificates)
                .map(der -> new TrustAnchor(kind, "acme", "root.crt", der))
                .toList());
    }

    Judgement trusting(TrustSnapshot newTrust) {
        trust = newTrust;
        return this;
    }

    Judgement at(Instant newNow) {
        now = newNow;
        return this;
    }

    Judgement of(Descriptor newImage) {
        image = newImage;
        return this;
    }

    Judgement asking(EvidenceFetcher newFetcher) {
        fetcher = newFetcher;
        return this;
    }

    Judgement withNonces(Supplier<Bytes> newNonces) {
        nonces = newNonces;
        return this;
    }

    Judgement withPlugins(VerificationPlugins newPlugins) {
        plugins = newPlugins;
        return this;
    }

    Judgement within(Limits newLimits) {
        limits = newLimits;
        return this;
    }

    Judgement covering(Digest newMustCover) {
        mustCover = newMustCover;
        return this;
    }

    Judgement foundThrough(VerifiedIndex newIndex) {
        index = newIndex;
        return this;
    }

    Judgement layers(int newLayers) {
        layers = newLayers;
        return this;
    }

    SignatureReport judge(EnvelopeForge forge) {
        return judge(forge.format.mediaType(), forge.build());
    }

    SignatureReport judge(String mediaType, Bytes envelope) {
        return judge(candidate(mediaType, envelope, layers));
    }

    SignatureReport judge(SignatureArtifact artifact) {
        return judge(new SignatureCandidate(artifact, IMAGE.digest(), NotationVerifier.PLACE));
    }

    private SignatureReport judge(SignatureCandidate candidate) {
        PreparedVerifier prepared =
                new NotationVerifier(new NotationSettings(nonces, plugins)).prepare(requirement, trust);
        CheckRecorder log = new CheckRecorder(prepared.plan());
        ImageName name = ImageName.parse("registry.example/app");
        ImageSubject subject = index == null
                ? ImageSubject.byDigest(name, image)
                : ImageSubject.byDigest(name, index.descriptor()).memberOf(index, image.digest());
        try {
            prepared.check(
                    candidate,
                    mustCover,
                    subject,
                    VerificationContext.builder(now)
                            .limits(limits)
                            .evidenceFetcher(fetcher)
                            .build(),
                    log);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return log.complete(SignatureReport.builder(candidate.ref(), "notation", requirement.canonical()));
    }

    static SignatureCandidate candidate(String mediaType, Bytes envelope, int layers) {
        return new SignatureCandidate(
                new SignatureArtifact.Referrer(
                        new SignatureArtifact.ReferrerManifest(
                                Descriptor.of("application/vnd.oci.image.manifest.v1+json", Bytes.utf8("{}")),
                                NotationManifest.ARTIFACT_TYPE,
                                "application/vnd.oci.empty.v1+json",
                                IMAGE,
                                Map.of(),
                                layers),
                        Descriptor.of(mediaType, envelope),
                        envelope),
                IMAGE.digest(),
                NotationVerifier.PLACE);
    }

    static Check check(SignatureReport report, NotationCheck id) {
        return report.checks().stream()
                .filter(c -> c.id() == id)
                .findAny()
                .orElseThrow(() -> new AssertionError(id + " is not in the report"));
    }

    static Result result(SignatureReport report, NotationCheck id) {
        return check(report, id).result();
    }

    static List<NotationCheck> withResult(SignatureReport report, Result result) {
        return report.checks().stream()
                .filter(c -> c.result() == result)
                .map(c -> (NotationCheck) c.id())
                .toList();
    }

    static void assertEnds(
            SignatureReport report, SignatureReport.Status status, NotationCheck check, NotationReason reason) {
        assertThat(report.checks()).as("checks").anySatisfy(c -> {
            assertThat(c.id()).isEqualTo(check);
            assertThat(c.reason().orElseThrow().code()).isEqualTo(reason);
        });
        assertThat(report.status()).as(report.toString()).isEqualTo(status);
    }
}
