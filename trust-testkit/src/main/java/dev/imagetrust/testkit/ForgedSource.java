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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static java.util.Objects.requireNonNull;

/**
 * A source over candidates in memory, for verdicts in tests. It knows every place: one where nothing was put is empty.
 * Immutable and safe for use by several threads.
 *
 * @since 0.1
 */
public final class ForgedSource implements SignatureSource {

    private final List<SignatureCandidate> candidates;
    private final Set<Place> broken;

    private ForgedSource(List<SignatureCandidate> candidates, Set<Place> broken) {
        this.candidates = List.copyOf(candidates);
        this.broken = Set.copyOf(broken);
    }

    /** A source with the given candidates, each where and for what it says it was found. */
    public static ForgedSource of(SignatureCandidate... candidates) {
        return of(List.of(candidates));
    }

    /** A source with the given candidates. */
    public static ForgedSource of(List<SignatureCandidate> candidates) {
        return new ForgedSource(candidates, Set.of());
    }

    /** The same, where one more place cannot be read. */
    public ForgedSource failingAt(Place place) {
        Set<Place> more = new HashSet<>(broken);
        more.add(requireNonNull(place, "place"));
        return new ForgedSource(candidates, more);
    }

    @Override
    public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget)
            throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("interrupted before the search");
        }
        List<SignatureCandidate> found = new ArrayList<>();
        List<Look> looks = new ArrayList<>();
        for (Digest digest : new LinkedHashSet<>(about)) {
            for (Place place : new TreeSet<>(places)) {
                looks.add(look(digest, place, budget, found));
            }
        }
        return new Found(found, looks);
    }

    private Look look(Digest digest, Place place, SearchBudget budget, List<SignatureCandidate> found) {
        if (budget.deadline().isPast()) {
            return Look.notAsked(place, digest, Reason.of(CoreReason.TIME_UP));
        }
        if (broken.contains(place)) {
            return Look.failed(place, digest, new Reason(CoreReason.PLACE_FAILED, "made to fail"));
        }
        List<SignatureCandidate> here = candidates.stream()
                .filter(candidate ->
                        candidate.about().equals(digest) && candidate.place().equals(place))
                .toList();
        int room = Math.min(here.size(), budget.limits().candidates() - found.size());
        found.addAll(here.subList(0, room));
        return room < here.size()
                ? Look.truncated(place, digest, room, Reason.of(CoreReason.SEARCH_LIMIT))
                : Look.found(place, digest, room);
    }
}
