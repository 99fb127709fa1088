/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * The verdicts about an index and about all that it lists.
 *
 * @param index about the index itself
 * @param members about each image, in the order of the index
 * @since 0.1
 */
public record IndexVerdict(Verdict index, List<Verdict> members) {

    /** Copies the list. */
    public IndexVerdict {
        requireNonNull(index, "index");
        members = List.copyOf(members);
    }

    /** Whether the index and every one of its images may be admitted; of an index that lists nothing, whether it may itself. */
    public boolean admits() {
        return index.admits() && members.stream().allMatch(Verdict::admits);
    }

    /**
     * One outcome for all of it: {@code UNTRUSTED} where a part is, else {@code UNDETERMINED} where a part is, else
     * {@code EXEMPT} where a part is; {@code TRUSTED} only if all of it is.
     */
    public Outcome outcome() {
        List<Outcome> all = new ArrayList<>(List.of(index.outcome()));
        members.forEach(member -> all.add(member.outcome()));
        for (Outcome outcome : List.of(Outcome.UNTRUSTED, Outcome.UNDETERMINED, Outcome.EXEMPT)) {
            if (all.contains(outcome)) {
                return outcome;
            }
        }
        return Outcome.TRUSTED;
    }
}
