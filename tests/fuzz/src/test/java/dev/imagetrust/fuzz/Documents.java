/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.fuzz;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.Receipts;
import dev.imagetrust.gpg.ContainersPolicy;
import dev.imagetrust.gpg.KeyFiles;
import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.gpg.OpenPgpSigningKey;
import dev.imagetrust.gpg.RegistriesConfiguration;
import dev.imagetrust.gpg.UnverifiedSimpleSignature;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.DockerReference;
import dev.imagetrust.image.Limits;
import dev.imagetrust.notation.NotationPolicy;
import dev.imagetrust.oci.OciDocument;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Policies, key files, manifests, names, receipts. */
final class Documents {

    /** The key among the seeds. */
    private static final String SEEDED_KEY = "75E1446333B6509CC6C9A6CE79328C0AEC6168E5";

    private static final KeyFiles NO_FILES = path -> {
        throw new NoSuchFileException(path);
    };
    private static final KeyFiles ONE_KEY = path -> Seeds.trust("openpgp.asc");
    private static final List<String> MANIFESTS = List.of(
            ImageForge.MANIFEST,
            ImageForge.INDEX,
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.docker.distribution.manifest.list.v2+json");

    private static final Pattern TRUSTED = Pattern.compile("\"outcome\"\\s*:\\s*\"TRUSTED\"");

    private Documents() {}

    /** Wrong set-up is told by one exception. */
    private static void setUp(Runnable step) {
        try {
            step.run();
        } catch (SetUpException e) {
            Check.that(!e.reason().text().isEmpty(), "a refusal says why");
        }
    }

    static void cosignKeyFile(Bytes input) {
        setUp(() -> Layout.COSIGN_BUNDLE.judge(input));
    }

    static void notationTrustFile(Bytes input) {
        setUp(() -> Layout.NOTATION_JWS.judge(input));
    }

    static void keyring(Bytes input) {
        setUp(() -> OpenPgpKey.readAll(input, ForgedTime.NOW));
        setUp(() -> Layout.SIMPLE_SIGNING.judge(input));
    }

    static void notationPolicy(Bytes input) {
        setUp(() -> NotationPolicy.parse(input));
    }

    static void containersPolicy(Bytes input) {
        for (KeyFiles files : List.of(NO_FILES, ONE_KEY)) {
            setUp(() -> ContainersPolicy.parse(input, files));
            setUp(() -> ContainersPolicy.parseTolerantly(input, files));
        }
    }

    static void registries(Bytes input) {
        setUp(() -> RegistriesConfiguration.parse(Map.of("any.yaml", input)));
    }

    /** Without a passphrase, which costs time by design. */
    static void secretKeys(Bytes input) {
        setUp(() -> OpenPgpSigningKey.insecurelyUnprotected(input, SEEDED_KEY, ForgedTime.NOW));
    }

    static void unverifiedSimpleSignature(Bytes input) {
        UnverifiedSimpleSignature.find(input).ifPresent(claim -> {
            Check.that(claim.claimedReference() != null, "a claim names an image");
            Check.that(claim.claimedDigest() != null, "a claim names a digest");
        });
    }

    static void ociDocument(Bytes input) {
        for (String type : MANIFESTS) {
            Primitives.attempt(() -> {
                OciDocument document = OciDocument.parse(Descriptor.of(type, input), input, Limits.defaults());
                Check.that(document.content().equals(input), "a document keeps its octets");
                Check.that(document.descriptor().matches(input), "a document fits its descriptor");
            });
        }
    }

    static void dockerReference(Bytes input) {
        DockerReference.find(new String(input.toByteArray(), StandardCharsets.UTF_8))
                .ifPresent(found -> {
                    Check.that(!found.name().isEmpty() && !found.path().isEmpty(), "a reference names something");
                    Check.that(
                            DockerReference.find(found.toString())
                                    .filter(found::equals)
                                    .isPresent(),
                            "a reference is found again");
                });
    }

    /** A document decides nothing: what it lists is judged again. */
    static void verdictDocument(Bytes input) {
        String text = new String(input.toByteArray(), StandardCharsets.UTF_8);
        ImageTrust.Builder others = trust();
        try {
            String replayed = Receipts.replay(
                    text, Layout.OTHER, others, id -> Optional.of(new LookasideBlob("signature-1", good())));
            Check.that(!TRUSTED.matcher(replayed).find(), "nobody signed this image");
        } catch (IllegalArgumentException | SetUpException e) {
            Check.that(e.getMessage() != null, "a refusal says why");
        }
    }

    private static Bytes good() {
        return Seeds.read("seeds/SIMPLE_SIGNING/good");
    }

    static ImageTrust.Builder trust() {
        return ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(Layout.SIMPLE_SIGNING.requirement(Seeds.trust("openpgp.asc"))));
    }
}
