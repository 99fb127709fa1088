/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts sources of signatures together.
 *
 * @since 0.1
 */
public final class SignatureSources {

    private SignatureSources() {}

    /**
     * One source out of several, each of which knows other places: a registry for tags and referrers, a lookaside store.
     *
     * <p>A place belongs to the first source that looks there, whatever comes of it; only what a source did not ask is
     * left for the next. So the order matters where two know the same place, and a source that fails is not replaced by
     * the one behind it. All share one deadline, but the limits hold for each source.
     *
     * @throws IllegalArgumentException if there is no source
     */
    public static SignatureSource combined(SignatureSource... sources) {
        List<SignatureSource> list = List.of(sources);
        if (list.isEmpty()) {
            throw new IllegalArgumentException("no signature source");
        }
        return (image, about, places, budget) -> search(list, image, about, places, budget);
    }

    private static Found search(
            List<SignatureSource> sources,
            ImageSubject image,
            List<Digest> about,
            Set<Place> places,
            SearchBudget budget)
            throws InterruptedException {
        Map<Spot, Look> looks = new LinkedHashMap<>();
        Set<Spot> open = new LinkedHashSet<>();
        about.forEach(digest -> places.stream().sorted().forEach(place -> open.add(new Spot(digest, place))));
        List<SignatureCandidate> candidates = new ArrayList<>();
        for (SignatureSource source : sources) {
            if (open.isEmpty()) {
                break;
            }
            List<Digest> digests = open.stream().map(Spot::about).distinct().toList();
            Set<Place> left = open.stream().map(Spot::place).collect(Collectors.toUnmodifiableSet());
            Found found = source.search(image, digests, left, budget);
            found.candidates().stream()
                    .filter(candidate -> open.contains(new Spot(candidate.about(), candidate.place())))
                    .forEach(candidates::add);
            List<Look> news = found.looks().stream()
                    .filter(look -> open.contains(new Spot(look.about(), look.place())))
                    .toList();
            news.forEach(look -> looks.merge(new Spot(look.about(), look.place()), look, SignatureSources::better));
            news.stream()
                    .filter(SignatureSources::wasAsked)
                    .forEach(look -> open.remove(new Spot(look.about(), look.place())));
        }
        return new Found(candidates, List.copyOf(looks.values()));
    }

    /** What a look is about. */
    private record Spot(Digest about, Place place) {}

    /** A look that was made, or else the first that tells more than that its source does not know the place. */
    private static Look better(Look earlier, Look later) {
        if (wasAsked(later)) {
            return later;
        }
        return earlier.reason()
                        .map(Reason::code)
                        .filter(CoreReason.PLACE_UNKNOWN::equals)
                        .isPresent()
                ? later
                : earlier;
    }

    private static boolean wasAsked(Look look) {
        return look.answer() != Look.Answer.NOT_ASKED;
    }

    static Found notAsked(List<Digest> about, List<Place> places, Reason reason) {
        List<Look> looks = new ArrayList<>();
        for (Digest digest : new LinkedHashSet<>(about)) {
            places.forEach(place -> looks.add(Look.notAsked(place, digest, reason)));
        }
        return new Found(List.of(), looks);
    }
}
