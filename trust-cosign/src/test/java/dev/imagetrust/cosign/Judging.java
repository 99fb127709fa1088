/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.spi.CheckRecorder;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.CheckId;
import dev.imagetrust.verdict.SignatureReport;
import java.io.IOException;
import java.time.Instant;

/** One requirement, prepared, as the engine uses it. */
final class Judging {

    static final VerificationContext CONTEXT =
            VerificationContext.builder(Instant.parse("2026-11-24T00:00:00Z")).build();

    private final CosignRequirement requirement;
    private final TrustVerifier<CosignRequirement> verifier;
    private final PreparedVerifier prepared;

    private Judging(CosignRequirement requirement, TrustSnapshot trust) {
        this.requirement = requirement;
        this.verifier = verifier();
        this.prepared = verifier.prepare(requirement, trust);
    }

    static Judging by(CosignRequirement.Builder requirement) {
        return by(requirement.build());
    }

    static Judging by(CosignRequirement requirement) {
        return by(requirement, TrustSnapshot.empty());
    }

    static Judging by(CosignRequirement requirement, TrustSnapshot trust) {
        return new Judging(requirement, trust);
    }

    @SuppressWarnings("unchecked") // the provider has one verifier, and a test says for which type
    static TrustVerifier<CosignRequirement> verifier() {
        return (TrustVerifier<CosignRequirement>)
                new CosignVerifierProvider().verifiers().get(0);
    }

    /** Whether the candidate is recognised and wanted. */
    boolean wants(SignatureCandidate candidate) {
        return new CosignVerifierProvider()
                .recognise(candidate)
                .filter(claim -> verifier.wants(requirement, claim))
                .isPresent();
    }

    SignatureReport report(SignatureCandidate candidate) {
        return report(candidate, candidate.about());
    }

    SignatureReport report(SignatureCandidate candidate, Digest mustCover) {
        return report(candidate, mustCover, CONTEXT);
    }

    SignatureReport report(SignatureCandidate candidate, Digest mustCover, VerificationContext context) {
        return report(candidate, image("127.0.0.1:5011/some/image", mustCover), context);
    }

    SignatureReport report(SignatureCandidate candidate, ImageSubject image, VerificationContext context) {
        CheckRecorder log = new CheckRecorder(prepared.plan());
        try {
            prepared.check(candidate, image.image().digest(), image, context, log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return log.complete(SignatureReport.builder(candidate.ref(), "cosign", requirement.canonical()));
    }

    static ImageSubject image(String name, Digest digest) {
        return ImageSubject.byDigest(
                ImageName.parse(name), Descriptor.of("application/vnd.oci.image.manifest.v1+json", digest, 418));
    }

    /** The id of the reason for which a report is refused or unavailable; the status where it is neither. */
    static String why(SignatureReport report) {
        return report.decisive()
                .flatMap(Check::reason)
                .map(reason -> reason.code().id())
                .orElse(report.status().name());
    }

    static Check check(SignatureReport report, CheckId id) {
        return report.checks().stream().filter(c -> c.id() == id).findFirst().orElseThrow();
    }
}
