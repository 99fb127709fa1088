/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.Recorded;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.spi.CheckRecorder;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.SignatureReport;
import java.io.IOException;

/** Judges blobs as the engine does: prepare, plan, check, report. */
final class Judging {

    static final VerificationContext CONTEXT =
            VerificationContext.builder(Recorded.LATER).build();

    /** The image that the recorded signatures are about. */
    static final ImageSubject IMAGE = tagged("registry.example/app", "1");

    private final SimpleSigningRequirement requirement;
    private final PreparedVerifier prepared;

    private Judging(SimpleSigningRequirement requirement, TrustSnapshot trust) {
        this.requirement = requirement;
        this.prepared = verifier().prepare(requirement, trust);
    }

    static Judging by(Bytes keys) {
        return by(SimpleSigningRequirement.builder().pinnedKeys(keys, "keys"));
    }

    static Judging by(SimpleSigningRequirement.Builder requirement) {
        return by(requirement, TrustSnapshot.empty());
    }

    static Judging by(SimpleSigningRequirement.Builder requirement, TrustSnapshot trust) {
        return new Judging(requirement.build(), trust);
    }

    static ImageSubject tagged(String name, String tag) {
        return ImageSubject.of(ImageName.parse(name), new Asked.ByTag(tag), descriptor());
    }

    static Descriptor descriptor() {
        Digest digest = Digest.parse("sha256:" + "0".repeat(64));
        return Descriptor.of("application/vnd.oci.image.manifest.v1+json", digest, 418);
    }

    static ImageSubject image(Digest digest) {
        return ImageSubject.of(
                ImageName.parse("registry.example/app"),
                new Asked.ByTag("1"),
                Descriptor.of("application/vnd.oci.image.manifest.v1+json", digest, 418));
    }

    static SignatureCandidate candidate(Bytes blob, Digest about) {
        return new SignatureCandidate(new LookasideBlob("signature-1", blob), about, new Place.Lookaside());
    }

    PreparedVerifier prepared() {
        return prepared;
    }

    SignatureReport report(Bytes blob) {
        return report(blob, IMAGE, CONTEXT);
    }

    SignatureReport report(Bytes blob, ImageSubject image) {
        return report(blob, image, CONTEXT);
    }

    SignatureReport report(Bytes blob, ImageSubject image, VerificationContext context) {
        return report(candidate(blob, image.image().digest()), image, context);
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
        return log.complete(SignatureReport.builder(candidate.ref(), "gpg", requirement.canonical()));
    }

    /** The id of the reason for which a report is refused; the status where it is not. */
    static String why(SignatureReport report) {
        return report.decisive()
                .flatMap(Check::reason)
                .map(reason -> reason.code().id())
                .orElse(report.status().name());
    }

    private static TrustVerifier<SimpleSigningRequirement> verifier() {
        return cast(new GpgVerifierProvider().verifiers().get(0));
    }

    @SuppressWarnings("unchecked") // the provider has one verifier, for this type
    private static TrustVerifier<SimpleSigningRequirement> cast(TrustVerifier<?> verifier) {
        return (TrustVerifier<SimpleSigningRequirement>) verifier;
    }
}
