/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@link Decider} made of a requirement. Immutable; only the decider makes one.
 *
 * @since 0.1
 */
public final class Decision {

    /** Stands for "never" while moments are compared. */
    static final Instant NEVER = Instant.MAX;

    private final Truth truth;
    private final Instant changesAt;
    private final List<TrustedSigner> signers;
    private final List<Reason> reasons;

    Decision(Truth truth, Instant changesAt, List<TrustedSigner> signers, List<Reason> reasons) {
        if (truth == Truth.MET && signers.isEmpty()) {
            throw new IllegalStateException("nothing is met without a trusted signer");
        }
        this.truth = truth;
        this.changesAt = changesAt;
        this.signers = List.copyOf(signers);
        this.reasons = List.copyOf(reasons);
    }

    /** How far the requirement is met. */
    public Truth truth() {
        return truth;
    }

    /** What follows for the image. */
    public Outcome outcome() {
        return switch (truth) {
            case MET -> Outcome.TRUSTED;
            case WAIVED -> Outcome.EXEMPT;
            case UNKNOWN -> Outcome.UNDETERMINED;
            case REFUSED -> Outcome.UNTRUSTED;
        };
    }

    /** The earliest moment at which the same policy, trust and signatures may give another outcome. Empty: never. */
    public Optional<Instant> changesAt() {
        return changesAt.equals(NEVER) ? Optional.empty() : Optional.of(changesAt);
    }

    /** Who met the requirement; not empty where it is met. */
    public List<TrustedSigner> signers() {
        return signers;
    }

    /** Why it is not met; the first is the one to tell an operator. Empty where it is met. */
    public List<Reason> reasons() {
        return reasons;
    }

    Instant changesAtOrNever() {
        return changesAt;
    }

    @Override
    public String toString() {
        return truth + " " + reasons;
    }
}
