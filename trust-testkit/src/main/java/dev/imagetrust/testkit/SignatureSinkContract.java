/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSink;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.Place;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What every {@link SignatureSink} has to do, as tests. Extend it with a sink over an empty store, and the source that
 * reads the same store.
 *
 * @since 0.1
 */
public abstract class SignatureSinkContract {

    private final ForgedImage image = ImageForge.image("app");
    private final ImageSubject subject = image.at("registry.example/team/app");
    private final List<SignatureCandidate> signatures = AllCandidates.ofEveryKind(subject).stream()
            .map(NamedCandidate::candidate)
            .toList();

    /** For subclasses. */
    protected SignatureSinkContract() {}

    /**
     * An empty store in which the image is, where signatures of an image need it to be.
     *
     * @param forged the image
     * @param at where it is
     */
    protected abstract Storage storage(ForgedImage forged, ImageSubject at) throws Exception;

    /**
     * Both sides of one store.
     *
     * @param sink writes into it
     * @param source reads from it
     */
    public record Storage(SignatureSink sink, SignatureSource source) {}

    /** A sink that accepts nothing stores nothing. */
    @Test
    protected void acceptsSomething() throws Exception {
        assertThat(accepted(storage(image, subject).sink())).isNotEmpty();
    }

    /** What was stored is found, octet for octet, and nothing beside it. */
    @Test
    protected void whatIsStoredIsFound() throws Exception {
        Storage storage = storage(image, subject);
        List<SignatureCandidate> accepted = accepted(storage.sink());
        for (SignatureCandidate candidate : accepted) {
            SignatureSink.StoredAt stored = storage.sink().store(subject, candidate.artifact());
            assertThat(stored.location()).isNotBlank();
        }
        assertThat(found(storage.source()))
                .containsExactlyInAnyOrderElementsOf(
                        accepted.stream().map(SignatureSinkContract::octets).toList());
    }

    /** Storing adds: other signatures stay where they are, whoever made them. */
    @Test
    protected void keepsTheOthersOfTheSameKind() throws Exception {
        Storage storage = storage(image, subject);
        List<SignatureCandidate> accepted = accepted(storage.sink());
        List<SignatureCandidate> more = AllCandidates.ofEveryKind(subject).stream()
                .map(NamedCandidate::candidate)
                .filter(candidate -> storage.sink().accepts(candidate.artifact()))
                .toList();
        for (SignatureCandidate candidate : accepted) {
            storage.sink().store(subject, candidate.artifact());
        }
        for (SignatureCandidate candidate : more) {
            storage.sink().store(subject, candidate.artifact());
        }
        Set<String> all = more.stream().map(SignatureSinkContract::octets).collect(Collectors.toSet());
        all.addAll(accepted.stream().map(SignatureSinkContract::octets).toList());
        assertThat(Set.copyOf(found(storage.source()))).isEqualTo(all);
    }

    /** Storing the same again changes nothing. */
    @Test
    protected void storesTheSameOnlyOnce() throws Exception {
        Storage storage = storage(image, subject);
        for (SignatureCandidate candidate : accepted(storage.sink())) {
            SignatureSink.StoredAt first = storage.sink().store(subject, candidate.artifact());
            List<String> before = found(storage.source());
            assertThat(storage.sink().store(subject, candidate.artifact())).isEqualTo(first);
            assertThat(found(storage.source())).isEqualTo(before);
        }
    }

    /** What a sink does not accept it does not half store. */
    @Test
    protected void refusesWhatItDoesNotAccept() throws Exception {
        Storage storage = storage(image, subject);
        for (SignatureCandidate candidate : signatures) {
            SignatureArtifact artifact = candidate.artifact();
            if (!storage.sink().accepts(artifact)) {
                assertThatThrownBy(() -> storage.sink().store(subject, artifact))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThat(found(storage.source())).isEmpty();
    }

    private List<SignatureCandidate> accepted(SignatureSink sink) {
        return signatures.stream()
                .filter(candidate -> sink.accepts(candidate.artifact()))
                .toList();
    }

    private List<String> found(SignatureSource source) throws InterruptedException {
        Set<Place> places = signatures.stream().map(SignatureCandidate::place).collect(Collectors.toSet());
        SearchBudget budget = new SearchBudget(Limits.defaults(), Deadline.never());
        return source.search(subject, List.of(image.digest()), places, budget).candidates().stream()
                .map(SignatureSinkContract::octets)
                .sorted()
                .toList();
    }

    private static String octets(SignatureCandidate candidate) {
        return candidate.place().id() + ' ' + Digest.sha256(AllCandidates.content(candidate));
    }
}
