/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.peers;

import dev.imagetrust.gpg.GpgVerifierProvider;
import dev.imagetrust.gpg.OpenPgpSigningKey;
import dev.imagetrust.gpg.SimpleSigner;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.testkit.SignatureJudge;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.SignatureReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/** What trust-gpg makes of the cases. */
final class OurSide {

    /** The time of the peers, which cannot be told another; after everything that happens to the keys. */
    private static final Instant NOW = Instant.now();

    private static final Instant SIGNED = Instant.parse("2024-06-01T00:00:00Z");

    private OurSide() {}

    /** {@code accepted}, or the id of the reason. */
    static String judge(PeerCase each) {
        try {
            SignatureJudge judge = SignatureJudge.of(
                            new GpgVerifierProvider(),
                            SimpleSigningRequirement.builder()
                                    .pinnedKeys(PeerCase.read(each.certificate()), each.name())
                                    .build(),
                            TrustSnapshot.empty())
                    .in(VerificationContext.builder(NOW).build());
            ImageSubject image = image(each);
            SignatureCandidate candidate = new SignatureCandidate(
                    new LookasideBlob("signature-1", PeerCase.read(each.signature())),
                    image.image().digest(),
                    new Place.Lookaside());
            SignatureReport report = judge.judge(candidate, image);
            return report.decisive()
                    .flatMap(Check::reason)
                    .map(reason -> reason.code().id().replaceFirst("^gpg\\.", ""))
                    .orElse(report.status().name().toLowerCase(Locale.ROOT));
        } catch (SetUpException e) {
            return e.reason().code().id().replaceFirst("^gpg\\.", "");
        }
    }

    /** Signs the manifest of a case with its secret key. */
    static void sign(PeerCase each) throws IOException, InterruptedException {
        Path secret = each.folder().resolve(each.name() + ".secret");
        OpenPgpSigningKey key =
                OpenPgpSigningKey.insecurelyUnprotected(PeerCase.read(secret), each.fingerprint(), SIGNED);
        LookasideBlob made = (LookasideBlob)
                SimpleSigner.of(key).sign(image(each), SigningContext.offline(SIGNED, Deadline.never()));
        Files.write(each.signature(), made.content().toByteArray());
    }

    private static ImageSubject image(PeerCase each) {
        Bytes manifest = PeerCase.read(each.manifest());
        return ImageSubject.of(
                ImageName.parse("registry.example/app"),
                new Asked.ByTag("1"),
                Descriptor.of(
                        "application/vnd.oci.image.manifest.v1+json", Digest.sha256(manifest), manifest.length()));
    }
}
