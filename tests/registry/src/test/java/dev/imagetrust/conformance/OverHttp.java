/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.oci.ImageRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Puts the recorded cases to what a registry serves, and compares with what the layouts say. */
final class OverHttp {

    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-11-25T00:00:00Z"));

    private OverHttp() {}

    static Path corpusFolder() {
        return Path.of(System.getProperty("imagetrust.root"), "tests/conformance/corpus");
    }

    static Corpus corpus() throws IOException {
        return Corpus.open(corpusFolder());
    }

    /** What the cases call the registry that they were recorded from. */
    static String recordedHost(Corpus corpus) {
        return corpus.name("x").host();
    }

    static Stream<DynamicTest> sameAnswers(Corpus corpus, Function<String, ImageRepository> served) {
        Runner layouts = new Runner(corpus, NOW);
        Runner registry = new Runner(corpus, NOW, served::apply);
        return corpus.cases().stream()
                .map(recorded -> DynamicTest.dynamicTest(
                        recorded.id(),
                        () -> assertThat(registry.result(recorded).answer())
                                .isEqualTo(layouts.result(recorded).answer())));
    }

    /** One case, which has to be admitted. */
    static void ask(Corpus corpus, Case recorded, ImageRepository served) throws InterruptedException {
        assertThat(new Runner(corpus, NOW, repository -> served)
                        .result(recorded)
                        .answer()
                        .kind())
                .isEqualTo(Answer.Kind.ADMITTED);
    }
}
