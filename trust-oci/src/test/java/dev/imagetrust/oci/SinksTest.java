/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.ReferrerManifest;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureSink;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.oci.Registry.KIND;
import static dev.imagetrust.oci.Registry.NAME;
import static dev.imagetrust.oci.Registry.REFERRERS;
import static dev.imagetrust.oci.Registry.SIGNATURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SinksTest {

    @TempDir
    Path folder;

    private Registry registry;
    private OciSignatureSink sink;

    @BeforeEach
    void pushAnImage() throws IOException {
        registry = Registry.withoutReferrersApi();
        sink = new OciSignatureSink(registry.memory);
    }

    @Test
    void refusesWhatCannotBeStoredThere() throws IOException {
        DirectoryLookaside lookaside = DirectoryLookaside.open(folder);
        assertThat(sink.accepts(blob("x"))).isFalse();
        assertThat(lookaside.accepts(layer("x"))).isFalse();
        assertThatThrownBy(() -> sink.store(registry.subject(), blob("x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> lookaside.store(registry.subject(), layer("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAReferrerThatIsOnlyAPartOfItsManifest() {
        Referrer part = referrer("x", 2);
        assertThat(sink.accepts(part)).isFalse();
        assertThatThrownBy(() -> sink.store(registry.subject(), part)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnImageWithoutName() throws IOException {
        ImageSubject unnamed = ImageSubject.unnamed(registry.image, new PolicyLocation("dir", "/x", List.of()));
        DirectoryLookaside lookaside = DirectoryLookaside.open(folder);
        assertThatThrownBy(() -> sink.store(unnamed, layer("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> lookaside.store(unnamed, blob("x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesADigestThatNoTagCanName() {
        Digest sha512 = Digest.of(DigestAlgorithm.SHA512, Bytes.utf8("x"));
        ImageSubject image = ImageSubject.byDigest(NAME, Descriptor.of(MediaTypes.OCI_MANIFEST, sha512, 1));
        assertThatThrownBy(() -> sink.store(image, layer("x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {".sig", ""})
    void overwritesNothingThatItDoesNotUnderstand(String suffix) throws Exception {
        String tag = registry.image.digest().inTag() + suffix;
        Manifest other =
                suffix.isEmpty() ? ManifestWriter.image(registry.config(), List.of()) : ManifestWriter.index(List.of());
        registry.tag(tag, other);
        SignatureArtifact artifact = suffix.isEmpty() ? referrer("x", 1) : layer("x");
        assertThatThrownBy(() -> sink.store(registry.subject(), artifact)).isInstanceOf(IOException.class);
        assertThat(registry.memory
                        .manifest(NAME, Reference.tag(tag), Deadline.never())
                        .value())
                .contains(other);
    }

    @Test
    void saysSoWhenAnotherWriterKeepsWinning() {
        WritableRepository contested = new Contested(registry.memory, Integer.MAX_VALUE);
        assertThatThrownBy(() -> new OciSignatureSink(contested).store(registry.subject(), layer("x")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another writer");
        assertThatThrownBy(() -> new OciSignatureSink(contested).store(registry.subject(), referrer("x", 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another writer");
    }

    @Test
    void writesAgainWhenAnotherWriterCameBetween() throws Exception {
        OciSignatureSink contested = new OciSignatureSink(new Contested(registry.memory, 2));
        contested.store(registry.subject(), layer("x"));
        assertThat(registry.look(SIGNATURES).found()).isEqualTo(1);
    }

    @Test
    void replacesNothingWhereItCannotReadWhatIsThere() {
        WritableRepository blind = new Contested(registry.memory, 0) {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline) {
                return Answer.unsupported();
            }
        };
        for (SignatureArtifact artifact : List.of(layer("x"), referrer("x", 1))) {
            assertThatThrownBy(() -> new OciSignatureSink(blind).store(registry.subject(), artifact))
                    .isInstanceOf(IOException.class);
        }
        assertThat(registry.memory
                        .manifest(NAME, Reference.tag(registry.image.digest().inTag() + ".sig"), Deadline.never())
                        .value())
                .isEmpty();
    }

    @Test
    void refusesContentOfAnotherLayer() {
        Descriptor other = Descriptor.of("x/y", Bytes.utf8("other"));
        for (SignatureArtifact artifact : List.of(
                new TagLayer(".sig", other, Bytes.utf8("x")),
                new Referrer(referrer("x", 1).manifest(), other, Bytes.utf8("x")))) {
            assertThatThrownBy(() -> sink.store(registry.subject(), artifact))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesAReferrerOfAnotherImage() {
        ImageSubject other = ImageSubject.byDigest(NAME, Descriptor.of(MediaTypes.OCI_MANIFEST, Bytes.utf8("other")));
        assertThatThrownBy(() -> sink.store(other, referrer("x", 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void appendsLayersAndStoresEachOnce() throws Exception {
        sink.store(registry.subject(), layer("one"));
        SignatureSink.StoredAt at = sink.store(registry.subject(), layer("two"));
        sink.store(registry.subject(), layer("one"));
        assertThat(at.location()).isEqualTo(registry.image.digest().inTag() + ".sig");
        Found found = registry.search(SIGNATURES);
        assertThat(found.candidates().stream().map(c -> c.artifact().id()))
                .containsExactly(layer("one").id(), layer("two").id());
    }

    @Test
    void storesTheConfigThatItsManifestsName() throws Exception {
        for (SignatureArtifact artifact : List.of(layer("x"), referrer("x", 1))) {
            MemoryRepository fresh = MemoryRepository.withReferrersApi();
            new OciSignatureSink(fresh).store(registry.subject(), artifact);
            Descriptor config = Descriptor.of(MediaTypes.OCI_EMPTY, ManifestWriter.emptyConfig());
            assertThat(fresh.blob(NAME, config, Deadline.never())).hasContent("{}");
        }
    }

    @Test
    void keepsWhatOthersWroteIntoASignatureManifest() throws Exception {
        Bytes odd = Bytes.utf8(
                "{\"schemaVersion\":2,\"other\":[1.50],\"config\":" + json(registry.config()) + ",\"layers\":null}");
        registry.tag(registry.image.digest().inTag() + ".sig", new Manifest(MediaTypes.OCI_MANIFEST, odd));
        sink.store(registry.subject(), layer("one"));
        Manifest now = registry.memory
                .manifest(NAME, Reference.tag(registry.image.digest().inTag() + ".sig"), Deadline.never())
                .value()
                .orElseThrow();
        assertThat(new String(now.content().toByteArray(), StandardCharsets.UTF_8))
                .contains("\"other\":[1.50]", "\"layers\":[{");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void storesReferrersWhereTheyAreFound(boolean api) throws Exception {
        Registry target = api ? Registry.withReferrersApi() : registry;
        SignatureSink to = new OciSignatureSink(target.memory);
        SignatureSink.StoredAt first = to.store(target.subject(), referrer("one", 1));
        to.store(target.subject(), referrer("two", 1));
        to.store(target.subject(), referrer("one", 1));
        Found found = target.search(REFERRERS);
        assertThat(found.looks()).singleElement().extracting(Look::answer).isEqualTo(Look.Answer.FOUND);
        assertThat(found.candidates()).hasSize(2);
        assertThat(found.candidates().get(0).artifact().id()).isEqualTo(first.artifact());
        assertThat(target.memory
                        .manifest(NAME, Reference.tag(target.image.digest().inTag()), Deadline.never())
                        .value()
                        .isPresent())
                .isEqualTo(!api);
    }

    @Test
    void storesIntoALayout() throws Exception {
        OciLayout layout = OciLayout.create(folder);
        SignatureSink to = OciSignatureSink.in(layout, ImageName.parse("any/name"));
        to.store(registry.subject(), referrer("one", 1));
        to.store(registry.subject(), layer("two"));
        Found found = registry.search(OciLayout.open(folder), SIGNATURES, REFERRERS);
        assertThat(found.candidates()).hasSize(2);
        assertThat(found.looks()).allMatch(look -> look.answer() == Look.Answer.FOUND);
    }

    @Test
    void lookasideSignaturesAreAppendedAndStoredOnce() throws Exception {
        DirectoryLookaside lookaside = DirectoryLookaside.open(folder);
        lookaside.store(registry.subject(), blob("one"));
        SignatureSink.StoredAt two = lookaside.store(registry.subject(), blob("two"));
        lookaside.store(registry.subject(), blob("one"));
        assertThat(two.location()).endsWith("/signature-2");
        Found found = new LookasideSource(lookaside)
                .search(
                        registry.subject(),
                        List.of(registry.image.digest()),
                        Set.of(new Place.Lookaside()),
                        new SearchBudget(Limits.defaults(), Deadline.never()));
        assertThat(found.candidates().stream().map(c -> c.artifact().id()))
                .containsExactly(blob("one").id(), blob("two").id());
        try (Stream<Path> files = Files.list(folder.resolve(two.location()).getParent())) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("signature-1", "signature-2");
        }
    }

    @Test
    void storesNoLookasideSignatureBehindALink() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path store = Files.createDirectory(folder.resolve("store"));
        Files.createSymbolicLink(store.resolve("team"), outside);
        DirectoryLookaside lookaside = DirectoryLookaside.open(store);
        assertThatThrownBy(() -> lookaside.store(registry.subject(), blob("x"))).isInstanceOf(IOException.class);
        try (Stream<Path> files = Files.walk(outside)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void storesNoMoreLookasideSignaturesThanAreRead() throws Exception {
        DirectoryLookaside lookaside = DirectoryLookaside.open(folder);
        String first = lookaside.store(registry.subject(), blob("1")).location();
        for (int number = 2; number < Lookaside.MAX_SIGNATURES; number++) {
            Files.writeString(folder.resolve(first).resolveSibling("signature-" + number), "" + number);
        }
        assertThat(lookaside.accepts(blob("last"))).isTrue();
        assertThat(lookaside.store(registry.subject(), blob("last")).location())
                .endsWith("/signature-" + Lookaside.MAX_SIGNATURES);
        assertThatThrownBy(() -> lookaside.store(registry.subject(), blob("one more")))
                .isInstanceOf(IOException.class);
    }

    private static String json(Descriptor descriptor) {
        return "{\"mediaType\":\"" + descriptor.mediaType() + "\",\"digest\":\"" + descriptor.digest() + "\",\"size\":"
                + descriptor.size() + "}";
    }

    private static LookasideBlob blob(String content) {
        return new LookasideBlob("signature-1", Bytes.utf8(content));
    }

    private static TagLayer layer(String content) {
        Bytes bytes = Bytes.utf8(content);
        return new TagLayer(".sig", Descriptor.of("x/y", bytes).withAnnotations(Map.of("signature", "MEUC")), bytes);
    }

    private Referrer referrer(String content, int layers) {
        Bytes bytes = Bytes.utf8(content);
        ReferrerManifest manifest = new ReferrerManifest(
                registry.image, KIND, MediaTypes.OCI_EMPTY, registry.image, Map.of("note", content), layers);
        return new Referrer(manifest, Descriptor.of("x/y", bytes), bytes);
    }

    /** A repository where somebody else writes a tag right after us, some times. */
    private static class Contested extends Forwarding implements WritableRepository {

        private final MemoryRepository real;
        private int times;

        private Contested(MemoryRepository real, int times) {
            super(real);
            this.real = real;
            this.times = times;
        }

        @Override
        public void putBlob(ImageName name, Bytes content) {
            real.putBlob(name, content);
        }

        @Override
        public boolean putManifest(ImageName name, Reference reference, Manifest manifest) throws IOException {
            if (reference instanceof Reference.Tag && times-- > 0) {
                return false;
            }
            return real.putManifest(name, reference, manifest);
        }
    }
}
