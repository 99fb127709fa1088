/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.spi.Claim;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.ClaimedSigner;
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
        private final @Nullable String statementType;
        private final String claimedSigner;

        Seen(CandidateRef candidate) {
            this.candidate = candidate;
            this.tool = null;
            this.kind = "";
            this.statementType = null;
            this.claimedSigner = "";
        }

        Seen(CandidateRef candidate, Claim claim) {
            this.candidate = candidate;
            this.tool = claim.tool();
            this.kind = claim.kind();
            this.statementType = claim.statementType().orElse(null);
            this.claimedSigner = claim.signer().map(ClaimedSigner::display).orElse("");
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

        /**
         * What type of statement it says it makes: the predicate type of an attestation. Hostile text, only to compare;
         * empty where it says none or cannot be read.
         */
        public Optional<String> statementType() {
            return Optional.ofNullable(statementType);
        }

        /** Who it says signed it: hostile text, never a fact, empty where it says nothing. */
        public String claimedSigner() {
            return claimedSigner;
        }
    }
}
