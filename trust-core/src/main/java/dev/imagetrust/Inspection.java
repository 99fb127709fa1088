/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that lies where signatures of an image lie, with the verdict of the policy. Immutable.
 *
 * @since 0.1
 */
public final class Inspection {

    private final Verdict verdict;
    private final List<Seen> seen;

    Inspection(Verdict verdict, List<Seen> seen) {
        this.verdict = verdict;
        this.seen = List.copyOf(seen);
    }

    /** The verdict; unlike one of {@code verify} it has a report for every signature that the policy is about. */
    public Verdict verdict() {
        return verdict;
    }

    /** Every candidate, also of tools that the policy does not name, and of no known tool. */
    public List<Seen> seen() {
        return seen;
    }

    /**
     * One candidate. What it says of itself is unverified; whether it is good stands in the reports of the verdict.
     *
     * @since 0.1
     */
    public static final class Seen {

        private final CandidateRef candidate;
        private final @Nullable String tool;
        private final String kind;
        private final String claimedSigner;

        Seen(CandidateRef candidate, @Nullable String tool, String kind, String claimedSigner) {
            this.candidate = candidate;
            this.tool = tool;
            this.kind = kind;
            this.claimedSigner = claimedSigner;
        }

        /** Which candidate. */
        public CandidateRef candidate() {
            return candidate;
        }

        /** Whose format it seems to be; empty: no provider knows it. */
        public Optional<String> tool() {
            return Optional.ofNullable(tool);
        }

        /** Which kind within the format; empty text where that is unknown. */
        public String kind() {
            return kind;
        }

        /** Who it says signed it: hostile text, never a fact, empty where it says nothing. */
        public String claimedSigner() {
            return claimedSigner;
        }
    }
}
