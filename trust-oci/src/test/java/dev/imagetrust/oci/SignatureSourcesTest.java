/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Limits;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.oci.Registry.REFERRERS;
import static dev.imagetrust.oci.Registry.SIGNATURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignatureSourcesTest {

    private static final Place LOOKASIDE = new Place.Lookaside();

    private Registry registry;
    private Digest image;

    @BeforeEach
    void pushAnImage() throws IOException {
        registry = Registry.withoutReferrersApi();
        image = registry.image.digest();
    }

    @Test
    void refusesToBeEmpty() {
        assertThatThrownBy(SignatureSources::combined).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachPlaceIsAnsweredByTheSourceThatKnowsIt() throws Exception {
        registry.sign(registry.layer("x"));
        SignatureSource both = SignatureSources.combined(
                new LookasideSource((name, digest, number, deadline) ->
                        number == 1 ? Answer.present(Bytes.utf8("blob").newInputStream()) : Answer.absent()),
                new OciSignatureSource(registry.memory));
        Found found = search(both, SIGNATURES, REFERRERS, LOOKASIDE);
        assertThat(found.looks())
                .extracting(look -> look.place().id() + " " + look.answer())
                .containsExactlyInAnyOrder("tag:.sig FOUND", REFERRERS.id() + " ABSENT", "lookaside FOUND");
        assertThat(found.candidates()).hasSize(2);
    }

    @Test
    void aPlaceThatNobodyKnowsStaysUnasked() throws Exception {
        SignatureSource both = SignatureSources.combined(
                new OciSignatureSource(registry.memory), new OciSignatureSource(registry.memory));
        Look look = search(both, LOOKASIDE).looks().get(0);
        assertThat(look.answer()).isEqualTo(Look.Answer.NOT_ASKED);
        assertThat(look.reason()).map(Reason::code).contains(CoreReason.PLACE_UNKNOWN);
    }

    @Test
    void aFailureIsNotHiddenByTheNextSource() throws Exception {
        SignatureSource failing = fixed(Look.failed(SIGNATURES, image, Reason.of(OciReason.READ_FAILED)));
        Found found = search(SignatureSources.combined(failing, new OciSignatureSource(registry.memory)), SIGNATURES);
        assertThat(found.looks()).singleElement().extracting(Look::answer).isEqualTo(Look.Answer.FAILED);
    }

    @Test
    void aReasonForNotAskingIsNotHiddenByASourceThatDoesNotKnowThePlace() throws Exception {
        SignatureSource late = fixed(Look.notAsked(LOOKASIDE, image, Reason.of(CoreReason.TIME_UP)));
        for (SignatureSource both : List.of(
                SignatureSources.combined(late, new OciSignatureSource(registry.memory)),
                SignatureSources.combined(new OciSignatureSource(registry.memory), late))) {
            assertThat(search(both, LOOKASIDE).looks().get(0).reason())
                    .map(Reason::code)
                    .contains(CoreReason.TIME_UP);
        }
    }

    @Test
    void aSourceIsNotAskedWhereTheOneBeforeHasLooked() throws Exception {
        List<Set<Place>> asked = new ArrayList<>();
        SignatureSource recording = (subject, about, places, budget) -> {
            asked.add(places);
            return new Found(List.of(), List.of());
        };
        search(SignatureSources.combined(new OciSignatureSource(registry.memory), recording), SIGNATURES, LOOKASIDE);
        search(SignatureSources.combined(new OciSignatureSource(registry.memory), recording), SIGNATURES);
        assertThat(asked).containsExactly(Set.of(LOOKASIDE));
    }

    @Test
    void whatASourceFindsWhereItWasNotAskedDoesNotCount() throws Exception {
        SignatureCandidate uncalled =
                new SignatureCandidate(new LookasideBlob("signature-1", Bytes.utf8("x")), image, SIGNATURES);
        SignatureSource eager = (subject, about, places, budget) ->
                new Found(List.of(uncalled), List.of(Look.found(SIGNATURES, image, 1)));
        Found found = search(
                SignatureSources.combined(new OciSignatureSource(registry.memory), eager), SIGNATURES, LOOKASIDE);
        assertThat(found.candidates()).isEmpty();
        assertThat(found.looks())
                .extracting(Look::answer)
                .containsExactlyInAnyOrder(Look.Answer.ABSENT, Look.Answer.NOT_ASKED);
    }

    private static SignatureSource fixed(Look look) {
        return (subject, about, places, budget) -> new Found(List.of(), List.of(look));
    }

    private Found search(SignatureSource source, Place... places) throws InterruptedException {
        return source.search(
                registry.subject(),
                List.of(image),
                Set.of(places),
                new SearchBudget(Limits.defaults(), Deadline.never()));
    }
}
