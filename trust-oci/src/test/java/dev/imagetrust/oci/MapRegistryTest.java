/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an embedder has to write is short, and enough. */
class MapRegistryTest {

    private static final ImageName NAME = ImageName.parse("registry.example/all/three");

    private final Map<String, Manifest> manifests = new HashMap<>();
    private final Map<String, Bytes> blobs = new HashMap<>();

    @Test
    void findsAllThreeFormats() throws Exception {
        load(Corpus.folder());
        MapRegistry registry = new MapRegistry(manifests, blobs);
        SignatureSource source =
                SignatureSources.combined(new OciSignatureSource(registry), new LookasideSource(registry));
        Descriptor image = manifests.get("all/three:v1").descriptor();

        Found found = source.search(
                ImageSubject.byDigest(NAME, image),
                List.of(image.digest()),
                Set.of(
                        RecordedLayoutsTest.SIGNATURES,
                        RecordedLayoutsTest.BUNDLES,
                        RecordedLayoutsTest.NOTATION,
                        new Place.Lookaside()),
                new SearchBudget(Limits.defaults(), Deadline.never()));

        assertThat(found.looks())
                .extracting(look -> look.place().id() + " " + look.answer() + " " + look.found())
                .containsExactlyInAnyOrder(
                        "tag:.sig FOUND 1",
                        RecordedLayoutsTest.BUNDLES.id() + " FOUND 1",
                        RecordedLayoutsTest.NOTATION.id() + " FOUND 2",
                        "lookaside FOUND 1");
    }

    /** The promise of the package documentation: fewer than forty lines, imports and comments aside. */
    @Test
    void isShort() throws IOException {
        Path source = Path.of(
                System.getProperty("imagetrust.root"), "trust-oci/src/test/java/dev/imagetrust/oci/MapRegistry.java");
        assertThat(Files.readAllLines(source).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("import ") && !line.matches(" ?/?\\*.*")))
                .hasSizeLessThan(40);
    }

    private void load(Path corpus) throws IOException {
        Path layout = corpus.resolve("layouts/all_three");
        Bytes index = Bytes.copyOf(Files.readAllBytes(layout.resolve("index.json")));
        try (Stream<Path> files = Files.list(layout.resolve("blobs/sha256"))) {
            for (Path file : files.toList()) {
                blobs.put("sha256:" + file.getFileName(), Bytes.copyOf(Files.readAllBytes(file)));
            }
        }
        for (Descriptor entry : ((OciIndex) parse(index)).manifests()) {
            Manifest manifest =
                    new Manifest(entry.mediaType(), blobs.get(entry.digest().toString()));
            manifests.put("all/three@" + entry.digest(), manifest);
            entry.annotation(OciLayout.REF_NAME).ifPresent(tag -> manifests.put("all/three:" + tag, manifest));
        }
        Digest image = manifests.get("all/three:v1").descriptor().digest();
        String signature = Lookaside.path(NAME, image, 1);
        Path file = corpus.resolve("lookaside").resolve(signature);
        blobs.put(signature, Bytes.copyOf(Files.readAllBytes(file)));
    }

    private static OciDocument parse(Bytes index) {
        try {
            return OciDocument.parse(Descriptor.of(MediaTypes.OCI_INDEX, index), index, Limits.defaults());
        } catch (MalformedInputException e) {
            throw new IllegalStateException(e);
        }
    }
}
