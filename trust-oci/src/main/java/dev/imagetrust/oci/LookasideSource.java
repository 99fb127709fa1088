/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static java.util.Objects.requireNonNull;

/**
 * Finds simple signatures in a lookaside store.
 *
 * <p>Knows {@link Place.Lookaside} only. Reads {@code signature-1} and up until the first that is absent: like the
 * reference implementation, it does not see what lies behind a gap. One that is longer than
 * {@code Limits.signatureBytes} makes the look {@code FAILED} without hiding the others; {@value Lookaside#MAX_SIGNATURES}
 * signatures, the limits of the budget or its deadline truncate it. Safe for use by several threads if the store is.
 *
 * @since 0.1
 */
public final class LookasideSource implements SignatureSource {

    private final Lookaside lookaside;

    /** Finds signatures in the given store. */
    public LookasideSource(Lookaside lookaside) {
        this.lookaside = requireNonNull(lookaside, "lookaside");
    }

    @Override
    public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget)
            throws InterruptedException {
        LookasideSearch search = new LookasideSearch(lookaside, budget);
        List<Look> looks = new ArrayList<>();
        Optional<ImageName> name = image.name();
        for (Digest digest : new LinkedHashSet<>(about)) {
            for (Place place : places.stream().sorted().toList()) {
                if (!(place instanceof Place.Lookaside)) {
                    looks.add(Look.notAsked(place, digest, new Reason(CoreReason.PLACE_UNKNOWN, place.id())));
                } else if (name.isEmpty()) {
                    looks.add(Look.notAsked(place, digest, Reason.of(OciReason.NO_NAME)));
                } else {
                    looks.add(search.look(name.get(), place, digest));
                }
            }
        }
        return new Found(search.candidates(), looks);
    }
}
