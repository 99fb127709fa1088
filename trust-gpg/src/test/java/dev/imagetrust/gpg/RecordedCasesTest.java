/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.gpg.internal.Recorded;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DockerReference;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Every recorded case that skopeo 1.9.3 and GnuPG 2.2.40 answered, from policy file to verdict. */
class RecordedCasesTest {

    private static final Path FIXTURES =
            Path.of(System.getProperty("imagetrust.shared")).resolve("fixtures");

    @TestFactory
    Stream<DynamicTest> casesEndAsRecorded() throws Exception {
        Path file = FIXTURES.resolve("expected.json");
        assumeTrue(Files.exists(file), () -> "the recorded corpus is not there: " + file);
        JsonObject corpus = Json.parseObject(read(file), JsonLimits.BUNDLE);
        List<JsonObject> cases = new ArrayList<>();
        for (JsonObject recorded : corpus.array("cases").objects()) {
            if (recorded.text("tool").equals("gpg")) {
                cases.add(recorded);
            }
        }
        assertThat(cases).hasSizeGreaterThan(15);
        return cases.stream().map(recorded -> DynamicTest.dynamicTest(id(recorded), () -> endsAsRecorded(recorded)));
    }

    private static void endsAsRecorded(JsonObject recorded) throws Exception {
        JsonObject config = recorded.object("config");
        ImageTrust trust = ImageTrust.builder()
                .policy(ContainersPolicy.parse(
                        JsonWriter.write(config.object("policy")), KeyFiles.relativeTo(FIXTURES)))
                .signatures(new FolderOfBlobs(recorded.text("repository")))
                .clock(InstantSource.fixed(Recorded.CORPUS_NOW))
                .build();
        Verdict verdict = trust.verify(image(recorded.text("reference"), config.text("pullSpec")));
        assertThat(verdict.outcome()).as(verdict.toString()).isNotEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.admits()).as(verdict.toString()).isEqualTo(recorded.bool("expected"));
    }

    private static ImageSubject image(String digest, String pullSpec) {
        DockerReference reference = DockerReference.parse(pullSpec);
        return ImageSubject.of(
                ImageName.parse(reference.name()),
                new Asked.ByTag(reference.tag().orElseThrow()),
                Descriptor.of("application/vnd.oci.image.manifest.v1+json", Digest.parse(digest), 418));
    }

    private static String id(JsonObject recorded) {
        try {
            return recorded.text("id");
        } catch (dev.imagetrust.primitives.MalformedInputException e) {
            throw new AssertionError(e);
        }
    }

    private static Bytes read(Path file) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(file));
    }

    /** A lookaside store as skopeo lays it out. */
    private record FolderOfBlobs(String repository) implements SignatureSource {

        @Override
        public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget) {
            List<SignatureCandidate> candidates = new ArrayList<>();
            List<Look> looks = new ArrayList<>();
            for (Digest digest : about) {
                for (Place place : places) {
                    List<SignatureCandidate> found =
                            place instanceof Place.Lookaside ? blobs(digest, place) : List.of();
                    candidates.addAll(found);
                    looks.add(Look.found(place, digest, found.size()));
                }
            }
            return new Found(candidates, looks);
        }

        private List<SignatureCandidate> blobs(Digest digest, Place place) {
            List<SignatureCandidate> found = new ArrayList<>();
            Path folder = FIXTURES.resolve("lookaside")
                    .resolve(repository + "@" + digest.toString().replace(':', '='));
            for (int n = 1; Files.exists(folder.resolve("signature-" + n)); n++) {
                try {
                    LookasideBlob blob = new LookasideBlob("signature-" + n, read(folder.resolve("signature-" + n)));
                    found.add(new SignatureCandidate(blob, digest, place));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
            return found;
        }
    }
}
