/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern;
import dev.imagetrust.policy.IdentityPattern.Exact;
import dev.imagetrust.policy.IdentityPattern.FullMatch;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.verdict.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real attestation of a real image, under the root of the public Sigstore: legacy layer, first Rekor, embedded SCT. */
class SlsaImageTest {

    private static final Path UPSTREAM = Path.of(System.getProperty("imagetrust.shared"), "upstream");
    private static final Path LAYOUT =
            UPSTREAM.resolve("slsa-verifier/gha_generic_container/v1.4.0/container_workflow_dispatch");
    private static final Path ROOTS = UPSTREAM.resolve("sigstore-trust-roots");
    private static final Digest IMAGE =
            Digest.parse("sha256:a74d89d8dd863ca5dae4a29e0feede81ddf59197849a80784af5a02ab7786925");
    private static final String ATTESTATIONS = "738d456c898daf28d211c2e0b8ecf5dc67b9a1d631c99ef2c4b4669bcb7a0354";
    private static final FullMatch GENERATOR =
            new FullMatch("https://github.com/slsa-framework/slsa-github-generator/.*");
    private static final Exact ACTIONS = new Exact("https://token.actions.githubusercontent.com");

    @BeforeEach
    void theCorpusIsThere() {
        assumeTrue(Files.isDirectory(LAYOUT), () -> "the image is not there: " + LAYOUT);
    }

    @Test
    void refusesAnotherIdentityOrIssuer() {
        assertThat(why(
                        "production_trusted_root.json",
                        ACTIONS,
                        new FullMatch("https://github.com/other/.*"),
                        candidate("", "")))
                .isEqualTo("cosign.identity-mismatch");
        assertThat(why(
                        "production_trusted_root.json",
                        new Exact("https://accounts.google.com"),
                        GENERATOR,
                        candidate("", "")))
                .isEqualTo("cosign.issuer-mismatch");
    }

    @Test
    void refusesItUnderAnotherRoot() {
        assertThat(why("staging_trusted_root.json", ACTIONS, GENERATOR, candidate("", "")))
                .isEqualTo("cosign.log-unknown");
    }

    @Test
    void refusesAFlippedBitOfTheSignature() {
        assertThat(why("production_trusted_root.json", ACTIONS, GENERATOR, candidate("\"sig\":\"M", "\"sig\":\"N")))
                .startsWith("cosign.signature-");
    }

    @Test
    void acceptsTheImage() {
        assertThat(why("production_trusted_root.json", ACTIONS, GENERATOR, candidate("", "")))
                .isEqualTo("ACCEPTED");
    }

    private static String why(
            String root, IdentityPattern issuer, IdentityPattern subject, SignatureCandidate candidate) {
        Bytes json = RecordedLayout.read(ROOTS.resolve(root));
        CosignRequirement.Builder requirement = CosignRequirement.keyless(
                        new Pinned(AnchorKind.SIGSTORE_ROOT, json, root), issuer, subject)
                .attestation("https://slsa.dev/provenance/v0.2");
        return Judging.why(Judging.by(requirement).report(candidate));
    }

    private static SignatureCandidate candidate(String from, String to) {
        JsonObject manifest = RecordedLayout.json(blob(ATTESTATIONS));
        JsonObject layer = RecordedLayout.unchecked(
                () -> manifest.array("layers").objects().get(0));
        Map<String, String> annotations = new LinkedHashMap<>();
        JsonObject all = RecordedLayout.unchecked(() -> layer.object("annotations"));
        all.names().forEach(name -> annotations.put(name, RecordedLayout.text(all, name)));
        Digest digest = Digest.parse(RecordedLayout.text(layer, "digest"));
        String text = new String(blob(digest.hex()).toByteArray(), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        Bytes content = Bytes.utf8(text.replace(from, to));
        Descriptor descriptor =
                Descriptor.of(RecordedLayout.text(layer, "mediaType"), content).withAnnotations(annotations);
        return new SignatureCandidate(new TagLayer(".att", descriptor, content), IMAGE, new Place.DigestTag(".att"));
    }

    private static Bytes blob(String hex) {
        return RecordedLayout.read(LAYOUT.resolve("blobs/sha256").resolve(hex));
    }
}
