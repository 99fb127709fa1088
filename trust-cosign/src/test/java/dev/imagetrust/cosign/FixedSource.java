/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A source that holds the given candidates, and answers for every place it is asked for. */
record FixedSource(List<SignatureCandidate> held) implements SignatureSource {

    @Override
    public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget) {
        List<SignatureCandidate> found = new ArrayList<>();
        List<Look> looks = new ArrayList<>();
        for (Digest digest : about) {
            for (Place place : places) {
                List<SignatureCandidate> here = held.stream()
                        .filter(c -> c.about().equals(digest) && c.place().equals(place))
                        .toList();
                found.addAll(here);
                looks.add(Look.found(place, digest, here.size()));
            }
        }
        return new Found(found, looks);
    }
}
