/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.verdict.Place;
import java.util.List;
import java.util.Set;

/**
 * Finds signatures. {@code trust-oci} has one over any image repository.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1
 */
public interface SignatureSource {

    /**
     * Looks at places for the signatures of digests.
     *
     * <p>Trouble at one place is a look that failed and never hides what other places hold; every combination of digest
     * and place has exactly one look in the answer. A place the source does not know is one it did not look at:
     * {@code NOT_ASKED} because of {@link dev.imagetrust.verdict.CoreReason#PLACE_UNKNOWN}, not {@code ABSENT}. A
     * requirement passes over such places as long as some other place of its own was looked at.
     *
     * @param about whose signatures: the image, its index, or both
     * @throws InterruptedException if the thread was interrupted
     */
    Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget)
            throws InterruptedException;
}
