/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.sketch;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSink;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Signatures in memory; some places fail. Counts how often it was asked. */
final class CannedSource implements SignatureSource, SignatureSink {

    private final List<SignatureCandidate> stored = new ArrayList<>();
    private final Set<Place> failing = new LinkedHashSet<>();
    private int searches;

    CannedSource holding(Digest about, Canned signature) {
        stored.add(signature.candidate(about));
        return this;
    }

    CannedSource holding(ImageSubject image, Canned signature) {
        return holding(image.image().digest(), signature);
    }

    CannedSource failingAt(Place place) {
        failing.add(place);
        return this;
    }

    int searches() {
        return searches;
    }

    @Override
    public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget) {
        searches++;
        List<SignatureCandidate> found = new ArrayList<>();
        List<Look> looks = new ArrayList<>();
        for (Digest digest : about) {
            for (Place place : places) {
                List<SignatureCandidate> here = stored.stream()
                        .filter(c -> c.about().equals(digest) && c.place().equals(place))
                        .toList();
                found.addAll(here);
                looks.add(
                        failing.contains(place)
                                ? Look.failed(place, digest, new Reason(CoreReason.PLACE_FAILED, "503"))
                                : Look.found(place, digest, here.size()));
            }
        }
        return new Found(found, looks);
    }

    @Override
    public boolean accepts(SignatureArtifact artifact) {
        return artifact instanceof SignatureArtifact.LookasideBlob;
    }

    @Override
    public StoredAt store(ImageSubject image, SignatureArtifact artifact) {
        Digest about = image.image().digest();
        stored.add(new SignatureCandidate(artifact, about, Canned.PLACE));
        return new StoredAt("signature-" + stored.size(), artifact.id());
    }
}
