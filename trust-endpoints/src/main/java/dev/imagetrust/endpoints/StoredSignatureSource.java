/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

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
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import static java.util.Objects.requireNonNull;

/**
 * Finds the simple signatures that a registry keeps itself, without going through its API. Knows
 * {@link Place.SignatureExtension} only. What an auditor noted about a signature plays no part: it is verified anew.
 *
 * @since 0.1
 */
public final class StoredSignatureSource implements SignatureSource {

    private final SignatureObjectStore objects;

    /** A source over a store of signatures. */
    public StoredSignatureSource(SignatureObjectStore objects) {
        this.objects = requireNonNull(objects, "objects");
    }

    @Override
    public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget) {
        List<SignatureCandidate> candidates = new ArrayList<>();
        List<Look> looks = new ArrayList<>();
        for (Digest digest : new LinkedHashSet<>(about)) {
            for (Place place : places.stream().sorted().toList()) {
                looks.add(
                        place instanceof Place.SignatureExtension
                                ? look(place, digest, budget, candidates)
                                : Look.notAsked(place, digest, new Reason(CoreReason.PLACE_UNKNOWN, place.id())));
            }
        }
        return new Found(candidates, looks);
    }

    private Look look(Place place, Digest digest, SearchBudget budget, List<SignatureCandidate> candidates) {
        if (budget.deadline().isPast()) {
            return Look.notAsked(place, digest, Reason.of(CoreReason.TIME_UP));
        }
        try {
            List<StoredSignature> stored = objects.list(digest);
            int room = Math.min(stored.size(), budget.limits().candidates() - candidates.size());
            stored.subList(0, room).forEach(s -> candidates.add(new SignatureCandidate(s.object(), digest, place)));
            return room < stored.size()
                    ? Look.truncated(place, digest, room, Reason.of(CoreReason.SEARCH_LIMIT))
                    : Look.found(place, digest, room);
        } catch (IOException e) {
            return Look.failed(place, digest, new Reason(CoreReason.PLACE_FAILED, String.valueOf(e.getMessage())));
        }
    }
}
