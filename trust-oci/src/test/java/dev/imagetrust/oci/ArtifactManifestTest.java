/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.verdict.Look;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.imagetrust.oci.Registry.KIND;
import static dev.imagetrust.oci.Registry.REFERRERS;
import static org.assertj.core.api.Assertions.assertThat;

/** The withdrawn artifact manifest, which signatures of early tools are written as. */
class ArtifactManifestTest {

    private static final String TYPE = "application/vnd.oci.artifact.manifest.v1+json";

    private final Registry registry = newRegistry();

    private static Registry newRegistry() {
        try {
            return Registry.withReferrersApi();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String json(Descriptor descriptor) {
        return "{\"mediaType\":\"" + descriptor.mediaType() + "\",\"digest\":\"" + descriptor.digest() + "\",\"size\":"
                + descriptor.size() + "}";
    }

    private Manifest artifact(String more, Descriptor... blobs) {
        String list = String.join(
                ",", Stream.of(blobs).map(ArtifactManifestTest::json).toList());
        return new Manifest(
                TYPE,
                Bytes.utf8("{\"mediaType\":\"" + TYPE + "\",\"artifactType\":\"" + KIND + "\",\"blobs\":[" + list
                        + "],\"subject\":" + json(registry.image) + ",\"annotations\":{\"note\":\"unsigned\"}" + more
                        + "}"));
    }

    /** A registry of that time, which has it and lists it. */
    private ImageRepository serving(Manifest manifest) {
        return new Forwarding(registry.memory) {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                    throws IOException, InterruptedException {
                return reference.text().equals(manifest.descriptor().digest().toString())
                        ? Answer.present(manifest)
                        : super.manifest(name, reference, deadline);
            }

            @Override
            public Answer<Page<Descriptor>> referrers(
                    ImageName name, Digest subject, Cursor cursor, Deadline deadline) {
                return Answer.present(Page.last(List.of(manifest.descriptor().withArtifactType(KIND))));
            }
        };
    }

    @Test
    void isReadWhereAListingAnnouncesIt() throws Exception {
        Descriptor layer = registry.layer("signature");
        Manifest manifest = artifact("", layer);
        Found found = registry.search(serving(manifest), REFERRERS);
        assertThat(found.looks()).extracting(Look::answer).containsExactly(Look.Answer.FOUND);
        SignatureArtifact.Referrer referrer =
                (SignatureArtifact.Referrer) found.candidates().get(0).artifact();
        assertThat(referrer.layer()).isEqualTo(layer);
        assertThat(referrer.content()).isEqualTo(Bytes.utf8("signature"));
        assertThat(referrer.manifest().descriptor()).isEqualTo(manifest.descriptor());
        assertThat(referrer.manifest().artifactType()).isEqualTo(KIND);
        assertThat(referrer.manifest().configMediaType()).isEmpty();
        assertThat(referrer.manifest().layers()).isEqualTo(1);
        assertThat(referrer.manifest().annotation("note")).contains("unsigned");
    }

    @Test
    void countsAllOfItsBlobs() throws Exception {
        Found found = registry.search(serving(artifact("", registry.layer("one"), registry.layer("two"))), REFERRERS);
        assertThat(found.candidates())
                .hasSize(2)
                .allSatisfy(candidate -> assertThat(((SignatureArtifact.Referrer) candidate.artifact())
                                .manifest()
                                .layers())
                        .isEqualTo(2));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("layers as well", ",\"layers\":[]", OciReason.AMBIGUOUS_MANIFEST),
                Arguments.of("a config as well", ",\"config\":null", OciReason.AMBIGUOUS_MANIFEST),
                Arguments.of("manifests as well", ",\"manifests\":[]", OciReason.AMBIGUOUS_MANIFEST),
                Arguments.of("Blobs as well", ",\"Blobs\":[]", OciReason.MEMBER_SPELLING));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefusedWhereTwoReadersWouldReadTwoThings(String name, String more, OciReason reason) throws Exception {
        Found found = registry.search(serving(artifact(more, registry.layer("signature"))), REFERRERS);
        assertThat(found.candidates()).isEmpty();
        assertThat(found.looks().get(0).reason().orElseThrow().code()).isEqualTo(reason);
    }

    @Test
    void isRefusedWithoutBlobs() throws Exception {
        Found found = registry.search(serving(artifact("")), REFERRERS);
        assertThat(found.looks().get(0).reason().orElseThrow().code()).isEqualTo(OciReason.NO_LAYERS);
    }

    @Test
    void isRefusedWhereItDoesNotSayThatItIsOne() throws Exception {
        Bytes content = artifact("", registry.layer("signature")).content();
        Bytes silent = Bytes.utf8(new String(content.toByteArray(), StandardCharsets.UTF_8)
                .replaceFirst("\"mediaType\":\"[^\"]*\",", ""));
        Found found = registry.search(serving(new Manifest(TYPE, silent)), REFERRERS);
        assertThat(found.looks().get(0).reason().orElseThrow().code()).isEqualTo(OciReason.MEDIA_TYPE_MISMATCH);
    }

    @Test
    void isFoundInALayout(@TempDir Path folder) throws Exception {
        OciLayout layout = OciLayout.create(folder);
        layout.putManifest(Registry.NAME, Reference.tag("v1"), ManifestWriter.image(registry.config(), List.of()));
        Descriptor image = layout.manifest(Registry.NAME, Reference.tag("v1"), Deadline.never())
                .value()
                .orElseThrow()
                .descriptor();
        Bytes signature = Bytes.utf8("signature");
        layout.putBlob(Registry.NAME, signature);
        Bytes manifest = Bytes.utf8("{\"mediaType\":\"" + TYPE + "\",\"artifactType\":\"" + KIND + "\",\"blobs\":["
                + json(Descriptor.of("application/x", signature)) + "],\"subject\":" + json(image) + "}");
        layout.putBlob(Registry.NAME, manifest);
        Path index = folder.resolve("index.json");
        Files.writeString(
                index,
                Files.readString(index)
                        .replaceFirst(
                                "\"manifests\":\\[", "\"manifests\":[" + json(Descriptor.of(TYPE, manifest)) + ","));
        assertThat(new OciSignatureSource(layout)
                        .search(
                                ImageSubject.byDigest(Registry.NAME, image),
                                List.of(image.digest()),
                                Set.of(REFERRERS),
                                new SearchBudget(Limits.defaults(), Deadline.never()))
                        .candidates())
                .hasSize(1);
    }
}
