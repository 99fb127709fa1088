/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.oci.Registry.KIND;
import static dev.imagetrust.oci.Registry.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OciLayoutTest {

    private static final Deadline NEVER = Deadline.never();

    @TempDir
    Path root;

    @Test
    void refusesADirectoryWithoutVersion() {
        assertThatThrownBy(() -> OciLayout.open(root))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("oci-layout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"imageLayoutVersion\":\"2.0.0\"}", "{}", "x"})
    void refusesAnotherVersion(String version) throws IOException {
        OciLayout.create(root);
        Files.writeString(root.resolve("oci-layout"), version);
        assertThatThrownBy(() -> OciLayout.open(root)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"schemaVersion\":2}",
                "{\"schemaVersion\":2,\"manifests\":[{}]}",
                "{\"schemaVersion\":2,\"manifests\":[],\"manifests\":[]}"
            })
    void refusesAnIndexThatCannotBeRead(String index) throws IOException {
        OciLayout layout = OciLayout.create(root);
        Files.writeString(root.resolve("index.json"), index);
        assertThatThrownBy(() -> OciLayout.open(root)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> layout.manifest(NAME, Reference.tag("v1"), NEVER))
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesAnIndexOverTheLimit() throws IOException {
        OciLayout.create(root);
        Limits limits = Limits.builder().manifestBytes(10).build();
        assertThatThrownBy(() -> OciLayout.open(root, limits))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("10");
    }

    @Test
    void refusesATagThatPointsToTwoManifests() throws Exception {
        OciLayout layout = OciLayout.create(root);
        Descriptor one = push(layout, "one");
        Descriptor two = push(layout, "two");
        Map<String, String> tag = Map.of(OciLayout.REF_NAME, "v1");
        Manifest index = ManifestWriter.index(List.of(one.withAnnotations(tag), two.withAnnotations(tag)));
        Files.write(root.resolve("index.json"), index.content().toByteArray());
        assertThatThrownBy(() -> layout.manifest(NAME, Reference.tag("v1"), NEVER))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aTaggedManifestWithoutItsBlobIsNotAMissingTag() throws Exception {
        OciLayout layout = OciLayout.create(root);
        Descriptor image = push(layout, "one");
        layout.putManifest(NAME, Reference.tag("v1"), manifest("one"));
        Files.delete(blob(image));
        assertThatThrownBy(() -> layout.manifest(NAME, Reference.tag("v1"), NEVER))
                .isInstanceOf(IOException.class);
        assertThat(layout.manifest(NAME, Reference.digest(image.digest()), NEVER))
                .isInstanceOf(Answer.Absent.class);
    }

    @Test
    void refusesABlobThatIsNoFile() throws Exception {
        OciLayout layout = OciLayout.create(root);
        Descriptor image = push(layout, "one");
        Files.delete(blob(image));
        Files.createDirectory(blob(image));
        assertThatThrownBy(() -> layout.blob(NAME, image, NEVER)).isInstanceOf(IOException.class);
    }

    @Test
    void refusesABlobThatIsNoManifest() throws Exception {
        OciLayout layout = OciLayout.create(root);
        Bytes junk = Bytes.utf8("junk");
        layout.putBlob(NAME, junk);
        assertThatThrownBy(() -> layout.manifest(NAME, Reference.digest(Digest.sha256(junk)), NEVER))
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesToListReferrersOfTooManyEntries() throws Exception {
        OciLayout layout = OciLayout.create(root);
        push(layout, "one");
        push(layout, "two");
        OciLayout limited = OciLayout.open(root, Limits.builder().candidates(1).build());
        assertThatThrownBy(() -> limited.referrers(NAME, Digest.sha256(Bytes.empty()), Cursor.START, NEVER))
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesAFallbackTagThatIsNoIndex() throws Exception {
        OciLayout layout = OciLayout.create(root);
        Descriptor image = push(layout, "one");
        layout.putManifest(NAME, Reference.tag(image.digest().inTag()), manifest("two"));
        assertThatThrownBy(() -> layout.referrers(NAME, image.digest(), Cursor.START, NEVER))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anUntaggedEntryThatCannotBeReadMayBeASignature() throws Exception {
        OciLayout layout = OciLayout.create(root);
        Descriptor image = push(layout, "one");
        Descriptor referrer = refer(layout, image);
        Files.writeString(blob(referrer), "junk");
        Look look = search(layout, image).looks().get(0);
        assertThat(look.answer()).isEqualTo(Look.Answer.FAILED);
    }

    @Test
    void refusesToStoreAManifestUnderAnotherDigest() throws IOException {
        OciLayout layout = OciLayout.create(root);
        Reference other = Reference.digest(Digest.sha256(Bytes.utf8("other")));
        assertThatThrownBy(() -> layout.putManifest(NAME, other, manifest("one")))
                .isInstanceOf(IOException.class);
        assertThat(root.resolve("blobs")).doesNotExist();
    }

    @Test
    void refusesToMakeALayoutWhereThereIsOne() throws IOException {
        OciLayout.create(root);
        assertThatThrownBy(() -> OciLayout.create(root)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void findsUntaggedReferrers() throws Exception {
        OciLayout layout = OciLayout.create(root);
        Descriptor image = push(layout, "one");
        refer(layout, push(layout, "two"));
        Descriptor referrer = refer(layout, image);
        assertThat(search(layout, image).candidates()).singleElement();
        assertThat(layout.referrers(NAME, image.digest(), Cursor.START, NEVER)
                        .value()
                        .orElseThrow()
                        .items())
                .extracting(Descriptor::digest)
                .containsExactly(referrer.digest());
    }

    @Test
    void seesWhatIsWrittenAfterItWasOpened() throws Exception {
        OciLayout reader = OciLayout.create(root);
        OciLayout.open(root).putManifest(NAME, Reference.tag("v1"), manifest("one"));
        assertThat(reader.manifest(NAME, Reference.tag("v1"), NEVER).value()).contains(manifest("one"));
    }

    @Test
    void aTagMovesToWhatIsStoredLast() throws Exception {
        OciLayout layout = OciLayout.create(root);
        layout.putManifest(NAME, Reference.tag("v1"), manifest("one"));
        layout.putManifest(NAME, Reference.tag("v2"), manifest("one"));
        layout.putManifest(NAME, Reference.tag("v1"), manifest("two"));
        assertThat(layout.manifest(NAME, Reference.tag("v1"), NEVER).value()).contains(manifest("two"));
        assertThat(layout.manifest(NAME, Reference.tag("v2"), NEVER).value()).contains(manifest("one"));
    }

    @Test
    void keepsWhatOthersWroteIntoTheIndex() throws Exception {
        OciLayout layout = OciLayout.create(root);
        Descriptor image = push(layout, "one");
        String entry = "{\"mediaType\":\"" + image.mediaType() + "\",\"digest\":\"" + image.digest() + "\",\"size\":"
                + image.size() + ",\"platform\":{\"os\":\"linux\"}}";
        Files.writeString(
                root.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":[" + entry + "],\"other\":[1.50]}");
        layout.putManifest(NAME, Reference.tag("v1"), manifest("two"));
        push(layout, "one");
        assertThat(root.resolve("index.json")).content().contains(entry, "\"other\":[1.50]");
    }

    @Test
    void readsABlobBehindALink() throws Exception {
        OciLayout layout = OciLayout.create(root);
        Descriptor image = push(layout, "one");
        Path moved = Files.move(blob(image), root.resolve("moved"));
        Files.createSymbolicLink(blob(image), moved);
        try (InputStream in = layout.blob(NAME, image, NEVER)) {
            assertThat(Bytes.copyOf(in.readAllBytes()))
                    .isEqualTo(manifest("one").content());
        }
    }

    @Test
    void tellsTheTypeOfAManifestThatDoesNotSayIt() throws Exception {
        OciLayout layout = OciLayout.create(root);
        Bytes image = Bytes.utf8("{\"schemaVersion\":2,\"config\":{},\"layers\":[]}");
        Bytes index = Bytes.utf8("{\"schemaVersion\":2,\"manifests\":[]}");
        layout.putBlob(NAME, image);
        layout.putBlob(NAME, index);
        assertThat(mediaType(layout, image)).isEqualTo(MediaTypes.OCI_MANIFEST);
        assertThat(mediaType(layout, index)).isEqualTo(MediaTypes.OCI_INDEX);
    }

    /** The three formats as they were recorded. */
    @ParameterizedTest
    @CsvSource({
        "cosign_legacy-ecdsa-p256, tag:.sig",
        "cosign_bundle-ecdsa-p256, referrers:application/vnd.dev.sigstore.bundle.v0.3+json",
        "notation_cose-ecdsa-p256, referrers:application/vnd.cncf.notary.signature"
    })
    void findsRecordedSignatures(String folder, String place) throws Exception {
        OciLayout layout = OciLayout.open(Path.of(OciLayoutTest.class
                        .getResource("/" + folder + "/index.json")
                        .toURI())
                .getParent());
        Descriptor image = layout.manifest(NAME, Reference.tag("v1"), NEVER)
                .value()
                .orElseThrow()
                .descriptor();
        Found found = search(layout, image, RecordedLayoutsTest.ALL.toArray(Place[]::new));
        assertThat(found.looks()).allMatch(look -> look.answer().isComplete());
        assertThat(found.candidates())
                .singleElement()
                .extracting(candidate -> candidate.place().id())
                .isEqualTo(place);
    }

    private static Manifest manifest(String content) {
        return ManifestWriter.image(Descriptor.of(MediaTypes.OCI_CONFIG, Bytes.utf8(content)), List.of());
    }

    private static Descriptor push(OciLayout layout, String content) throws IOException {
        Manifest manifest = manifest(content);
        layout.putManifest(NAME, Reference.digest(manifest.descriptor().digest()), manifest);
        return manifest.descriptor();
    }

    private static Descriptor refer(OciLayout layout, Descriptor image) throws IOException {
        Bytes content = Bytes.utf8("signature of " + image);
        layout.putBlob(NAME, content);
        Manifest manifest = ManifestWriter.referrer(
                KIND,
                Descriptor.of(MediaTypes.OCI_EMPTY, Bytes.utf8("{}")),
                Descriptor.of("x/y", content),
                image,
                Map.of());
        layout.putManifest(NAME, Reference.digest(manifest.descriptor().digest()), manifest);
        return manifest.descriptor();
    }

    private Path blob(Descriptor descriptor) {
        return root.resolve("blobs/sha256").resolve(descriptor.digest().hex());
    }

    private static String mediaType(OciLayout layout, Bytes content) throws IOException {
        return layout.manifest(NAME, Reference.digest(Digest.sha256(content)), NEVER)
                .value()
                .orElseThrow()
                .mediaType();
    }

    private static Found search(OciLayout layout, Descriptor image, Place... places) throws InterruptedException {
        Set<Place> asked = places.length == 0 ? Set.of(Registry.REFERRERS) : Set.of(places);
        return new OciSignatureSource(layout)
                .search(
                        ImageSubject.byDigest(NAME, image),
                        List.of(image.digest()),
                        asked,
                        new SearchBudget(Limits.defaults(), NEVER));
    }
}
