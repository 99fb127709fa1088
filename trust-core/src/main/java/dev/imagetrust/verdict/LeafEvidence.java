/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import java.util.List;

/**
 * All that is known for one signature requirement.
 *
 * @param reports the signatures that its verifier wanted, judged
 * @param gaps why the search is incomplete for the places this requirement looks in; empty: everything was seen
 * @since 0.1
 */
public record LeafEvidence(List<SignatureReport> reports, List<Reason> gaps) {

    /** Copies the lists. */
    public LeafEvidence {
        reports = List.copyOf(reports);
        gaps = List.copyOf(gaps);
    }

    /** Whether every place was seen as a whole. */
    public boolean isComplete() {
        return gaps.isEmpty();
    }
}
