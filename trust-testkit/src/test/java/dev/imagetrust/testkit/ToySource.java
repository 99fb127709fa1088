/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A source over a list, with one fault at a time. */
record ToySource(List<SignatureCandidate> stored, @Nullable Place broken, Fault fault) implements SignatureSource {

    enum Fault {
        NONE,
        LOSES_ONE,
        UNKNOWN_IS_ABSENT,
        LOOKS_FOR_ONE_DIGEST_ONLY,
        MISCOUNTS,
        LOOKS_EVERYWHERE,
        ALWAYS_FAILS,
        ONE_FAILS_ALL,
        FAILURE_IS_ABSENT,
        NO_LIMIT,
        TIME_UP_IS_ABSENT,
        SWALLOWS_INTERRUPTION,
        CHANGES_ITS_MIND,
        THROWS_WITHOUT_NAME
    }

    @Override
    public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget)
            throws InterruptedException {
        checkCall(image);
        List<SignatureCandidate> found = new ArrayList<>();
        List<Look> looks = new ArrayList<>();
        for (Digest digest : fault == Fault.LOOKS_FOR_ONE_DIGEST_ONLY ? about.subList(0, 1) : about) {
            for (Place place : fault == Fault.LOOKS_EVERYWHERE ? all(places) : new TreeSet<>(places)) {
                looks.add(look(digest, place, budget, found));
            }
        }
        if (fault == Fault.CHANGES_ITS_MIND) {
            Collections.shuffle(found, new java.util.Random(System.identityHashCode(looks)));
        }
        return new Found(found, looks);
    }

    private void checkCall(ImageSubject image) throws InterruptedException {
        if (fault == Fault.SWALLOWS_INTERRUPTION) {
            Thread.interrupted();
        } else if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (fault == Fault.THROWS_WITHOUT_NAME) {
            image.name().orElseThrow();
        }
    }

    private Look look(Digest digest, Place place, SearchBudget budget, List<SignatureCandidate> found) {
        if (place instanceof Place.SignatureExtension) {
            return fault == Fault.UNKNOWN_IS_ABSENT
                    ? Look.found(place, digest, 0)
                    : Look.notAsked(place, digest, Reason.of(CoreReason.PLACE_UNANSWERED));
        }
        if (budget.deadline().isPast()) {
            return fault == Fault.TIME_UP_IS_ABSENT
                    ? Look.found(place, digest, 0)
                    : Look.notAsked(place, digest, Reason.of(CoreReason.TIME_UP));
        }
        if (place.equals(broken) || fault == Fault.ALWAYS_FAILS || (broken != null && fault == Fault.ONE_FAILS_ALL)) {
            return fault == Fault.FAILURE_IS_ABSENT
                    ? Look.found(place, digest, 0)
                    : Look.failed(place, digest, Reason.of(CoreReason.PLACE_FAILED));
        }
        List<SignatureCandidate> here = stored.stream()
                .filter(c -> c.about().equals(digest) && c.place().equals(place))
                .toList();
        return take(digest, place, here, budget, found);
    }

    private Look take(
            Digest digest,
            Place place,
            List<SignatureCandidate> here,
            SearchBudget budget,
            List<SignatureCandidate> found) {
        int room = fault == Fault.NO_LIMIT
                ? here.size()
                : Math.min(here.size(), budget.limits().candidates() - found.size());
        int taken = fault == Fault.LOSES_ONE && found.isEmpty() ? Math.max(0, room - 1) : room;
        found.addAll(here.subList(0, taken));
        if (room < here.size()) {
            return Look.truncated(place, digest, taken, Reason.of(CoreReason.SEARCH_LIMIT));
        }
        return Look.found(place, digest, fault == Fault.MISCOUNTS && taken > 0 ? taken + 1 : taken);
    }

    private Set<Place> all(Set<Place> asked) {
        Set<Place> all = new TreeSet<>(asked);
        stored.forEach(candidate -> all.add(candidate.place()));
        return all;
    }
}
