/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.oci.ImageRepository;
import dev.imagetrust.oci.ImageResolver;
import dev.imagetrust.oci.OciSignatureSource;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the tools left behind looks the same over HTTP as it lies on disk. */
class RecordedLayoutsTest {

    static final Place SIGNATURES = new Place.DigestTag(".sig");
    static final Place ATTESTATIONS = new Place.DigestTag(".att");
    static final Place BUNDLES = new Place.Referrers("application/vnd.dev.sigstore.bundle.v0.3+json");
    static final Place NOTATION = new Place.Referrers("application/vnd.cncf.notary.signature");
    static final Set<Place> ALL = Set.of(SIGNATURES, ATTESTATIONS, BUNDLES, NOTATION);

    @ParameterizedTest
    @ValueSource(strings = {"all/three", "cosign/attested-legacy", "cosign/multi-bundle", "notation/cose-multiarch"})
    void looksTheSameWithoutTheReferrersApi(String repository) throws Exception {
        ImageRepository layout = Corpus.layout(repository);
        try (TestRegistry registry = TestRegistry.withoutReferrersApi(layout);
                RegistryRepository client = registry.client()) {
            assertSame(layout, client, registry.name(repository));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all/three", "cosign/attested-legacy", "cosign/multi-bundle", "notation/cose-multiarch"})
    void looksTheSameWithTheReferrersApiInPages(String repository) throws Exception {
        ImageRepository layout = Corpus.layout(repository);
        try (TestRegistry registry = TestRegistry.withReferrersApi(layout).withPagesOf(1);
                RegistryRepository client = registry.client()) {
            assertSame(layout, client, registry.name(repository));
        }
    }

    private static void assertSame(ImageRepository layout, ImageRepository client, ImageName name) throws Exception {
        Found direct = search(layout, name);
        Found overHttp = search(client, name);
        assertThat(overHttp.candidates()).isNotEmpty().containsExactlyInAnyOrderElementsOf(direct.candidates());
        assertThat(overHttp.looks())
                .extracting(Look::toString)
                .containsExactlyElementsOf(
                        direct.looks().stream().map(Look::toString).toList());
    }

    static Found search(ImageRepository repository, ImageName name) throws Exception {
        ImageSubject image = resolve(repository, name);
        return new OciSignatureSource(repository)
                .search(
                        image,
                        List.of(image.image().digest()),
                        ALL,
                        new SearchBudget(Limits.defaults(), Deadline.never()));
    }

    static ImageSubject resolve(ImageRepository repository, ImageName name) throws Exception {
        return new ImageResolver(repository)
                .resolve(name, new Asked.ByTag("v1"), Deadline.never())
                .value()
                .orElseThrow()
                .subject();
    }
}
