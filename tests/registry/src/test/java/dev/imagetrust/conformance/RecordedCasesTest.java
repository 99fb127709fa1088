/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.Cursor;
import dev.imagetrust.oci.ImageRepository;
import dev.imagetrust.oci.Manifest;
import dev.imagetrust.oci.Page;
import dev.imagetrust.oci.Reference;
import dev.imagetrust.registry.RegistryRepository;
import dev.imagetrust.registry.TestRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** A registry that follows the distribution-spec, with the referrers API and without. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedCasesTest {

    private Corpus corpus;
    private TestRegistry withApi;
    private TestRegistry withoutApi;
    private RegistryRepository clientWithApi;
    private RegistryRepository clientWithoutApi;

    @BeforeAll
    void open() throws IOException {
        corpus = OverHttp.corpus();
        withApi = TestRegistry.withReferrersApi(new Layouts(corpus)).withPagesOf(1);
        withoutApi = TestRegistry.withoutReferrersApi(new Layouts(corpus));
        clientWithApi = client(withApi);
        clientWithoutApi = client(withoutApi);
    }

    @AfterAll
    void close() {
        clientWithApi.close();
        clientWithoutApi.close();
        withApi.close();
        withoutApi.close();
    }

    @TestFactory
    Stream<DynamicTest> everyCaseEndsAsOverItsLayoutWithTheReferrersApi() {
        return OverHttp.sameAnswers(corpus, repository -> clientWithApi);
    }

    @TestFactory
    Stream<DynamicTest> everyCaseEndsAsOverItsLayoutWithTheFallbackTag() {
        return OverHttp.sameAnswers(corpus, repository -> clientWithoutApi);
    }

    private RegistryRepository client(TestRegistry registry) {
        return RegistryRepository.builder()
                .http(registry.settings().build())
                .readFrom(OverHttp.recordedHost(corpus), registry.host())
                .build();
    }

    /** All layouts, each under the path of its repository. */
    private record Layouts(Corpus corpus) implements ImageRepository {

        @Override
        public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                throws IOException, InterruptedException {
            return corpus.layout(name.path()).manifest(name, reference, deadline);
        }

        @Override
        public Answer<Page<Descriptor>> referrers(ImageName name, Digest subject, Cursor cursor, Deadline deadline)
                throws IOException, InterruptedException {
            return corpus.layout(name.path()).referrers(name, subject, cursor, deadline);
        }

        @Override
        public InputStream blob(ImageName name, Descriptor blob, Deadline deadline)
                throws IOException, InterruptedException {
            return corpus.layout(name.path()).blob(name, blob, deadline);
        }
    }
}
