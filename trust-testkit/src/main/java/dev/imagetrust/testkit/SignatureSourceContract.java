/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What every {@link SignatureSource} has to do, as tests. Extend it with a way to fill a source.
 *
 * @since 0.1
 */
public abstract class SignatureSourceContract {

    private final ForgedImage image = ImageForge.image("app");
    private final ForgedImage unsigned = ImageForge.image("never signed");
    private final ImageSubject subject = image.at("registry.example/team/app");

    /** For subclasses. */
    protected SignatureSourceContract() {}

    /**
     * A source in which the given signatures of an image lie, all of them at places that it knows.
     *
     * @param subject the image, whose manifest need not be there
     */
    protected abstract SignatureSource sourceWith(ImageSubject subject, List<SignatureCandidate> stored)
            throws Exception;

    /** Signatures of the image to store, of at least two kinds if the source knows more than one place. */
    protected abstract List<SignatureCandidate> signaturesOf(ImageSubject subject);

    /** A place that the source does not know. */
    protected abstract Place unknownPlace();

    /**
     * As {@link #sourceWith}, but one place cannot be read; empty where that cannot be brought about.
     *
     * @param broken the place
     */
    protected Optional<SignatureSource> sourceFailingAt(
            Place broken, ImageSubject subject, List<SignatureCandidate> stored) throws Exception {
        return Optional.empty();
    }

    /** Everything that is there is found, where it is. */
    @Test
    protected void findsWhatIsStored() throws Exception {
        List<SignatureCandidate> stored = signaturesOf(subject);
        Found found = search(sourceWith(subject, stored), places(stored), budget());
        assertThat(found.candidates())
                .extracting(SignatureSourceContract::storedOctets)
                .containsExactlyInAnyOrderElementsOf(stored.stream()
                        .map(SignatureSourceContract::storedOctets)
                        .toList());
        assertThat(found.candidates()).allMatch(candidate -> candidate.about().equals(image.digest()));
        assertThat(found.looks()).allMatch(look -> look.answer() == Look.Answer.FOUND);
    }

    /** "Unsigned" rests on every place having answered, so each has its look. */
    @Test
    protected void hasOneLookForEachDigestAndPlace() throws Exception {
        List<SignatureCandidate> stored = signaturesOf(subject);
        Set<Place> places = new HashSet<>(places(stored));
        places.add(unknownPlace());
        List<Digest> about = List.of(image.digest(), unsigned.digest());
        Found found = sourceWith(subject, stored).search(subject, about, places, budget());
        assertThat(found.looks()).hasSize(about.size() * places.size());
        for (Digest digest : about) {
            for (Place place : places) {
                assertThat(found.looks().stream()
                                .filter(look -> look.about().equals(digest)
                                        && look.place().equals(place)))
                        .as("looks at %s of %s", place.id(), digest)
                        .hasSize(1);
            }
        }
    }

    /** The number in a look is that of the candidates. */
    @Test
    protected void countsWhatItFound() throws Exception {
        List<SignatureCandidate> stored = signaturesOf(subject);
        Found found = search(sourceWith(subject, stored), places(stored), budget());
        for (Look look : found.looks()) {
            assertThat(found.candidates().stream()
                            .filter(candidate -> candidate.place().equals(look.place())))
                    .hasSize(look.found());
        }
    }

    /** Nothing there is an answer, and no trouble. */
    @Test
    protected void saysAbsentWhereNothingLies() throws Exception {
        List<SignatureCandidate> stored = signaturesOf(subject);
        ImageSubject other = unsigned.at("registry.example/team/app");
        Found found = sourceWith(subject, stored).search(other, List.of(unsigned.digest()), places(stored), budget());
        assertThat(found.candidates()).isEmpty();
        assertThat(found.looks()).isNotEmpty().allMatch(look -> look.answer() == Look.Answer.ABSENT);
    }

    /** A source that calls a place empty because it does not know it makes signed images unsigned. */
    @Test
    protected void doesNotCallAnUnknownPlaceAbsent() throws Exception {
        Found found = search(sourceWith(subject, List.of()), Set.of(unknownPlace()), budget());
        assertThat(found.candidates()).isEmpty();
        assertThat(found.looks()).hasSize(1).allMatch(look -> look.answer() == Look.Answer.NOT_ASKED);
        assertThat(found.looks().get(0).reason()).isPresent();
    }

    /** Only what was asked for. */
    @Test
    protected void looksNowhereElse() throws Exception {
        List<SignatureCandidate> stored = signaturesOf(subject);
        for (Place place : places(stored)) {
            Found found = search(sourceWith(subject, stored), Set.of(place), budget());
            assertThat(found.candidates())
                    .isNotEmpty()
                    .allMatch(candidate -> candidate.place().equals(place));
            assertThat(found.looks()).hasSize(1);
        }
        Found nothing = search(sourceWith(subject, stored), Set.of(), budget());
        assertThat(nothing.candidates()).isEmpty();
        assertThat(nothing.looks()).isEmpty();
    }

    /** Trouble at one place is a look that failed, and hides nothing of the others. */
    @Test
    protected void troubleAtOnePlaceDoesNotHideTheOthers() throws Exception {
        List<SignatureCandidate> stored = signaturesOf(subject);
        boolean tried = false;
        for (Place broken : places(stored)) {
            Optional<SignatureSource> source = sourceFailingAt(broken, subject, stored);
            if (source.isPresent()) {
                tried = true;
                assertOneFailed(search(source.get(), places(stored), budget()), broken, stored);
            }
        }
        assumeTrue(tried, "the source cannot be made to fail");
    }

    private static void assertOneFailed(Found found, Place broken, List<SignatureCandidate> stored) {
        for (Look look : found.looks()) {
            if (look.place().equals(broken)) {
                assertThat(look.answer()).isEqualTo(Look.Answer.FAILED);
                assertThat(look.reason()).isPresent();
            } else {
                assertThat(look.answer()).isEqualTo(Look.Answer.FOUND);
            }
        }
        assertThat(found.candidates().stream()
                        .filter(candidate -> !candidate.place().equals(broken)))
                .hasSize((int) stored.stream()
                        .filter(candidate -> !candidate.place().equals(broken))
                        .count());
    }

    /** A search that a limit ended is incomplete, and says so. */
    @Test
    protected void saysSoWhenALimitEndedTheSearch() throws Exception {
        List<SignatureCandidate> stored = signaturesOf(subject);
        assumeTrue(stored.size() > 1, "one signature is within every limit");
        Limits one = Limits.builder().candidates(1).build();
        Found found = search(sourceWith(subject, stored), places(stored), new SearchBudget(one, Deadline.never()));
        assertThat(found.candidates()).hasSizeLessThan(stored.size());
        assertThat(found.looks())
                .anyMatch(look -> !look.answer().isComplete())
                .noneMatch(look -> look.answer() == Look.Answer.ABSENT)
                .allMatch(look -> look.answer().isComplete() || look.reason().isPresent());
    }

    /** Time that is up makes nothing absent. */
    @Test
    protected void callsNothingAbsentBecauseTimeWasUp() throws Exception {
        List<SignatureCandidate> stored = signaturesOf(subject);
        SearchBudget noTime = new SearchBudget(Limits.defaults(), Deadline.after(Duration.ZERO, () -> 0L));
        Found found = search(sourceWith(subject, stored), places(stored), noTime);
        assertThat(found.looks()).hasSize(places(stored).size()).noneMatch(look -> look.answer() == Look.Answer.ABSENT);
    }

    /** An interruption ends the search by an exception, or is left for the caller to see. */
    @Test
    protected void doesNotSwallowAnInterruption() throws Exception {
        List<SignatureCandidate> stored = signaturesOf(subject);
        SignatureSource source = sourceWith(subject, stored);
        boolean seen;
        Thread.currentThread().interrupt();
        try {
            search(source, places(stored), budget());
            seen = Thread.currentThread().isInterrupted();
        } catch (InterruptedException e) {
            seen = true;
        } finally {
            Thread.interrupted();
        }
        assertThat(seen).as("the interruption was seen or kept").isTrue();
    }

    /** The same question has the same answer. */
    @Test
    protected void findsTheSameAgain() throws Exception {
        List<SignatureCandidate> stored = signaturesOf(subject);
        SignatureSource source = sourceWith(subject, stored);
        Found first = search(source, places(stored), budget());
        Found second = search(source, places(stored), budget());
        assertThat(second.candidates()).isEqualTo(first.candidates());
        assertThat(second.looks().toString()).isEqualTo(first.looks().toString());
    }

    /** An image that has no name, as from a directory, is no reason to throw. */
    @Test
    protected void survivesAnImageWithoutAName() throws Exception {
        List<SignatureCandidate> stored = signaturesOf(subject);
        SignatureSource source = sourceWith(subject, stored);
        ImageSubject unnamed = ImageSubject.unnamed(image.descriptor(), subject.location());
        assertThatCode(() -> source.search(unnamed, List.of(image.digest()), places(stored), budget()))
                .doesNotThrowAnyException();
    }

    private Found search(SignatureSource source, Set<Place> places, SearchBudget budget) throws InterruptedException {
        return source.search(subject, List.of(image.digest()), places, budget);
    }

    /** Not the id of the artifact: who stores a signature may write a manifest of its own around it. */
    private static String storedOctets(SignatureCandidate candidate) {
        return candidate.place().id() + ' ' + Digest.sha256(AllCandidates.content(candidate));
    }

    private static Set<Place> places(List<SignatureCandidate> stored) {
        Set<Place> places = new HashSet<>();
        stored.forEach(candidate -> places.add(candidate.place()));
        return places;
    }

    private static SearchBudget budget() {
        return new SearchBudget(Limits.defaults(), Deadline.never());
    }
}
