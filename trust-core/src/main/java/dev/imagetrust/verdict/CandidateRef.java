/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.image.Digest;

import static java.util.Objects.requireNonNull;

/**
 * Which signature a report is about.
 *
 * @param id a digest over everything the verifier was given
 * @param about the digest it was found for
 * @param place where it was found
 * @since 0.1
 */
public record CandidateRef(Digest id, Digest about, Place place) {

    /** Checks for nulls. */
    public CandidateRef {
        requireNonNull(id, "id");
        requireNonNull(about, "about");
        requireNonNull(place, "place");
    }
}
