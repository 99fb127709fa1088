/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.registry.HttpSettings;
import dev.imagetrust.registry.RegistryRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Debian's docker-registry: pushed over plain HTTP, verified over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerRegistryTest {

    private Corpus corpus;
    private DockerRegistry registry;
    private RegistryRepository client;

    @BeforeAll
    void push() throws Exception {
        corpus = OverHttp.corpus();
        registry = DockerRegistry.start();
        Set<String> repositories = new LinkedHashSet<>();
        corpus.cases().forEach(recorded -> repositories.add(recorded.repository()));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Void>> pushes = threads.invokeAll(repositories.stream()
                    .map(repository -> (Callable<Void>) () -> push(repository))
                    .toList());
            for (Future<Void> push : pushes) {
                push.get();
            }
        } finally {
            threads.shutdownNow();
        }
        client = client();
    }

    private Void push(String repository) throws Exception {
        Path layouts = OverHttp.corpusFolder().resolve("layouts");
        registry.client().push(layouts.resolve(repository.replaceFirst("/", "_")), repository);
        return null;
    }

    private RegistryRepository client() {
        return RegistryRepository.builder()
                .http(HttpSettings.builder()
                        .insecurelyPlainHttp(registry.host())
                        .privateHost(registry.host())
                        .build())
                .readFrom(OverHttp.recordedHost(corpus), registry.host())
                .build();
    }

    @AfterAll
    void stop() throws IOException {
        if (client != null) {
            client.close();
        }
        if (registry != null) {
            registry.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyCaseEndsAsOverItsLayout() {
        return OverHttp.sameAnswers(corpus, repository -> client);
    }

    /** By the registry's own log; cosign needs 11, notation 6. */
    @ParameterizedTest
    @ValueSource(strings = {"cosign-bundle-ecdsa-p256", "notation-jws-ecdsa-p256"})
    void aReferrerCostsFiveRequestsThenFour(String id) throws Exception {
        Case recorded = corpus.cases().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        try (RegistryRepository fresh = client()) {
            long before = registry.requests();
            OverHttp.ask(corpus, recorded, fresh);
            assertThat(registry.requests() - before).isEqualTo(5);
            OverHttp.ask(corpus, recorded, fresh);
            assertThat(registry.requests() - before).isEqualTo(5 + 4);
        }
    }
}
