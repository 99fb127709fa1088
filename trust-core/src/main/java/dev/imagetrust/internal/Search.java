/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a source found, after its answer was checked: only what was asked for, each candidate once, one look for each
 * digest and place, no more than the limit.
 */
record Search(Map<CandidateRef, SignatureCandidate> candidates, List<Look> looks) {

    /** What a look is about. */
    private record Spot(Digest about, Place place) {}

    /** Nothing, since nothing was asked. */
    static final Search NONE = new Search(Map.of(), List.of());

    static Search in(
            SignatureSource source, ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget)
            throws InterruptedException {
        if (places.isEmpty()) {
            return NONE;
        }
        Found found = Boundary.search(source, image, about, places, budget);
        Map<CandidateRef, SignatureCandidate> candidates = new LinkedHashMap<>();
        Map<Spot, Look> looks = new LinkedHashMap<>();
        for (Look look : found.looks()) {
            if (about.contains(look.about()) && places.contains(look.place())) {
                looks.merge(new Spot(look.about(), look.place()), look, Search::worse);
            }
        }
        for (SignatureCandidate candidate : found.candidates()) {
            if (!about.contains(candidate.about()) || !places.contains(candidate.place())) {
                // A candidate for another digest would be judged against a digest nobody asked about.
                continue;
            }
            CandidateRef ref = candidate.ref();
            if (candidates.size() < budget.limits().candidates() || candidates.containsKey(ref)) {
                candidates.putIfAbsent(ref, candidate);
            } else {
                truncate(looks, candidate);
            }
        }
        for (Digest digest : about) {
            for (Place place : places) {
                looks.computeIfAbsent(
                        new Spot(digest, place),
                        k -> Look.failed(place, digest, Reason.of(CoreReason.PLACE_UNANSWERED)));
            }
        }
        return new Search(Collections.unmodifiableMap(candidates), sorted(looks));
    }

    private static void truncate(Map<Spot, Look> looks, SignatureCandidate candidate) {
        looks.computeIfPresent(
                new Spot(candidate.about(), candidate.place()),
                (k, look) ->
                        Look.truncated(look.place(), look.about(), look.found(), Reason.of(CoreReason.SEARCH_LIMIT)));
    }

    private static List<Look> sorted(Map<Spot, Look> looks) {
        List<Look> all = new ArrayList<>(looks.values());
        all.sort(Comparator.comparing(Look::about).thenComparing(Look::place));
        return all;
    }

    private static Look worse(Look a, Look b) {
        return a.answer().isComplete() ? b : a;
    }
}
