/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Every case of the corpus that is checked in: the answers of the real tools, and ours. */
class RecordedCorpusTest {

    /** The certificates of the cases called short-lived have expired by then; nothing else has. */
    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

    private static final Path HOME = Path.of(System.getProperty("imagetrust.root"), "tests", "conformance");
    private static final Path CORPUS = HOME.resolve("corpus");

    /**
     * The log key of two roots is no point of its curve, and the log id is another key's; a third has no timestamp authority, and
     * a timestamp is asked for: mistakes that are found before an image is looked at, so that these are refused by never being
     * decided.
     */
    private static final Map<String, String> SET_UP_MISTAKES = Map.of(
            "keyless-root-other-log", "cosign.trusted-root-malformed",
            "keyed-with-log-other-log", "cosign.trusted-root-malformed",
            "keyless-root-no-tsa", "cosign.threshold-unreachable");

    @TestFactory
    Stream<DynamicTest> everyCaseEndsAsRecordedUnlessItIsListed() throws IOException {
        Corpus corpus = Corpus.open(CORPUS);
        Runner runner = new Runner(corpus, InstantSource.fixed(NOW));
        ExpectedMisses misses = expectedMisses();
        return corpus.cases().stream()
                .map(recorded -> DynamicTest.dynamicTest(recorded.id(), () -> {
                    Result result = runner.result(recorded);
                    String mistake = SET_UP_MISTAKES.get(recorded.id());
                    if (mistake != null) {
                        assertThat(result.line()).contains(" undecided " + mistake + " ");
                    } else {
                        assertThat(misses.complaint(result)).isEmpty();
                    }
                }));
    }

    @Test
    void everyListedCaseIsThere() throws IOException {
        assertThat(Corpus.open(CORPUS).cases())
                .extracting(Case::id)
                .containsAll(expectedMisses().features().keySet())
                .containsAll(expectedMisses().disputed().keySet());
    }

    @Test
    void noCaseWasLost() throws IOException {
        List<Case> cases = Corpus.open(CORPUS).cases();
        assertThat(cases).hasSize(117);
        assertThat(cases).extracting(Case::tool).contains("cosign", "cosign-attestation", "notation", "gpg");
        assertThat(cases).extracting(Case::expected).contains(Expectation.ADMITTED, Expectation.REFUSED);
    }

    /** Version control that changes line ends would change what was signed. */
    @Test
    void everyBlobHasTheDigestItIsCalledBy() throws IOException {
        try (Stream<Path> files = Files.walk(CORPUS.resolve("layouts"))) {
            List<Path> blobs = files.filter(file -> file.getParent().endsWith("blobs/sha256"))
                    .toList();
            assertThat(blobs)
                    .hasSizeGreaterThan(300)
                    .allSatisfy(blob -> assertThat(Digest.sha256(Bytes.copyOf(Files.readAllBytes(blob)))
                                    .hex())
                            .isEqualTo(blob.getFileName().toString()));
        }
    }

    @Test
    void theCopyIsTrueToWhatWasRecorded() throws IOException {
        Path recorded = Path.of(System.getProperty("imagetrust.shared"), "fixtures");
        assumeTrue(Files.isDirectory(recorded), () -> "the recorded corpus is not there: " + recorded);
        try (Stream<Path> files = Files.walk(recorded)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.endsWith("README.md"))
                            .toList())
                    .allSatisfy(file -> assertThat(
                                    CORPUS.resolve(recorded.relativize(file).toString()))
                            .hasSameBinaryContentAs(file));
        }
    }

    private static ExpectedMisses expectedMisses() throws IOException {
        return ExpectedMisses.read(HOME.resolve("expected-misses.txt"), HOME.resolve("disputed-answers.txt"));
    }
}
