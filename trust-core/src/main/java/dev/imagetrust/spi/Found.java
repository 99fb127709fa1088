/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.verdict.Look;
import java.util.List;

/**
 * What a search found, and where it looked.
 *
 * @param candidates in the order they should be judged
 * @param looks one for each digest and place
 * @since 0.1
 */
public record Found(List<SignatureCandidate> candidates, List<Look> looks) {

    /** Copies the lists. */
    public Found {
        candidates = List.copyOf(candidates);
        looks = List.copyOf(looks);
    }
}
