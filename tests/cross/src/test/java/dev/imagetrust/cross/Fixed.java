/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cross;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.Verdict;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Signatures at hand. */
final class Fixed implements SignatureSource {

    private final List<SignatureCandidate> candidates = new ArrayList<>();
    private final Set<Place> failing = new LinkedHashSet<>();

    static Fixed with(SignatureCandidate... candidates) {
        Fixed fixed = new Fixed();
        fixed.candidates.addAll(List.of(candidates));
        return fixed;
    }

    Fixed and(SignatureCandidate candidate) {
        candidates.add(candidate);
        return this;
    }

    Fixed failingAt(Place place) {
        failing.add(place);
        return this;
    }

    @Override
    public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget) {
        List<Look> looks = new ArrayList<>();
        for (Digest digest : about) {
            for (Place place : places) {
                long here = candidates.stream()
                        .filter(c -> c.about().equals(digest) && c.place().equals(place))
                        .count();
                looks.add(
                        failing.contains(place)
                                ? Look.failed(place, digest, Reason.of(CoreReason.PLACE_FAILED))
                                : Look.found(place, digest, (int) here));
            }
        }
        return new Found(candidates, looks);
    }

    ImageTrust under(Requirement requirement) {
        return ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(requirement))
                .signatures(this)
                .clock(InstantSource.fixed(ForgedTime.NOW))
                .build();
    }

    Verdict verify(Requirement requirement) {
        return under(requirement).verify(Format.IMAGE);
    }
}
