/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What cosign, notation, skopeo and a real registry left behind. */
class RecordedLayoutsTest {

    static final Place SIGNATURES = new Place.DigestTag(".sig");
    static final Place ATTESTATIONS = new Place.DigestTag(".att");
    static final Place BUNDLES = new Place.Referrers("application/vnd.dev.sigstore.bundle.v0.3+json");
    static final Place NOTATION = new Place.Referrers("application/vnd.cncf.notary.signature");
    static final Set<Place> ALL = Set.of(SIGNATURES, ATTESTATIONS, BUNDLES, NOTATION);

    @Test
    void findsTheSignaturesOfAllThreeToolsOnOneImage() throws Exception {
        OciLayout layout = Corpus.layout("all/three");
        SignatureSource source = SignatureSources.combined(
                new OciSignatureSource(layout),
                new LookasideSource(DirectoryLookaside.open(Corpus.folder().resolve("lookaside"))));
        ImageSubject image = resolve(layout, "all/three");
        Set<Place> places = Set.of(SIGNATURES, ATTESTATIONS, BUNDLES, NOTATION, new Place.Lookaside());

        Found found = source.search(image, List.of(image.image().digest()), places, budget());

        assertThat(found.looks())
                .extracting(look -> look.place().id() + " " + look.answer() + " " + look.found())
                .containsExactlyInAnyOrder(
                        "tag:.sig FOUND 1",
                        "tag:.att ABSENT 0",
                        BUNDLES.id() + " FOUND 1",
                        NOTATION.id() + " FOUND 2",
                        "lookaside FOUND 1");
        assertThat(found.candidates().stream().map(c -> c.artifact().getClass().getSimpleName()))
                .contains("TagLayer", "Referrer", "LookasideBlob")
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cosign/legacy-ecdsa-p256",
                "cosign/bundle-ecdsa-p256",
                "cosign/attested-legacy",
                "notation/jws-ecdsa-p256",
                "notation/cose-multiarch"
            })
    void seesTheSamePlacesWithAndWithoutTheFallbackTag(String repository) throws Exception {
        OciLayout layout = Corpus.layout(repository);
        ImageSubject image = resolve(layout, repository);
        // A repository that lists nothing itself is read through the tag that the tools wrote.
        ImageRepository withoutApi = new Forwarding(layout) {
            @Override
            public Answer<Page<Descriptor>> referrers(
                    ImageName name, Digest subject, Cursor cursor, Deadline deadline) {
                return Answer.unsupported();
            }
        };
        Found scanned = search(layout, image);
        Found fallback = search(withoutApi, image);
        assertThat(fallback.candidates()).isNotEmpty().containsExactlyInAnyOrderElementsOf(scanned.candidates());
        assertThat(fallback.looks()).allMatch(look -> look.answer().isComplete());
    }

    @Test
    void readsEveryRepositoryOfTheCorpusCompletely() throws Exception {
        for (String repository : Corpus.repositories()) {
            OciLayout layout = Corpus.layout(repository);
            Found found = search(layout, resolve(layout, repository));
            assertThat(found.looks())
                    .as(repository)
                    .hasSize(ALL.size())
                    .extracting(Look::answer)
                    .allMatch(Look.Answer::isComplete);
            boolean signedBesides = repository.endsWith("unsigned") || repository.startsWith("gpg/");
            assertThat(found.candidates().isEmpty()).as(repository).isEqualTo(signedBesides);
        }
    }

    private static Found search(ImageRepository repository, ImageSubject image) throws InterruptedException {
        return new OciSignatureSource(repository)
                .search(image, List.of(image.image().digest()), ALL, budget());
    }

    private static ImageSubject resolve(ImageRepository repository, String name) throws Exception {
        return new ImageResolver(repository)
                .resolve(ImageName.parse("registry.example/" + name), new Asked.ByTag("v1"), Deadline.never())
                .value()
                .orElseThrow()
                .subject();
    }

    private static SearchBudget budget() {
        return new SearchBudget(Limits.defaults(), Deadline.never());
    }
}
