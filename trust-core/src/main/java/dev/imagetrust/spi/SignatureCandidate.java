/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.Digest;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.Place;

import static java.util.Objects.requireNonNull;

/**
 * Something that was found where signatures lie. It may be anything.
 *
 * @param artifact what was found
 * @param about the digest it was found for: the image's or the index's
 * @param place where it was found
 * @since 0.1
 */
public record SignatureCandidate(SignatureArtifact artifact, Digest about, Place place) {

    /** Checks for nulls. */
    public SignatureCandidate {
        requireNonNull(artifact, "artifact");
        requireNonNull(about, "about");
        requireNonNull(place, "place");
    }

    /** What reports call it. */
    public CandidateRef ref() {
        return new CandidateRef(artifact.id(), about, place);
    }
}
