/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The source for tests keeps the contract of sources, but for the places that it does not know: it knows all. */
class ForgedSourceTest extends SignatureSourceContract {

    @Override
    protected SignatureSource sourceWith(ImageSubject subject, List<SignatureCandidate> stored) {
        return ForgedSource.of(stored);
    }

    @Override
    protected Optional<SignatureSource> sourceFailingAt(
            Place broken, ImageSubject subject, List<SignatureCandidate> stored) {
        return Optional.of(ForgedSource.of(stored).failingAt(broken));
    }

    @Override
    protected List<SignatureCandidate> signaturesOf(ImageSubject subject) {
        return AllCandidates.ofEveryKind(subject).stream()
                .map(NamedCandidate::candidate)
                .toList();
    }

    @Override
    protected Place unknownPlace() {
        return new Place.Referrers("nothing of this type");
    }

    @Test
    @Override
    protected void doesNotCallAnUnknownPlaceAbsent() throws InterruptedException {
        ForgedImage image = ImageForge.image("app");
        Found found = ForgedSource.of()
                .search(
                        image.at("registry.example/app"),
                        List.of(image.digest()),
                        Set.of(unknownPlace()),
                        new SearchBudget(Limits.defaults(), Deadline.never()));
        assertThat(found.looks()).hasSize(1).allMatch(look -> look.answer() == Look.Answer.ABSENT);
    }
}
