/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Limits;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What a verifier may use beside the candidate: the one clock reading of the verdict, the time left, and what the
 * caller handed in. Immutable.
 *
 * @since 0.1
 */
public final class VerificationContext {

    private final Instant now;
    private final Deadline deadline;
    private final Limits limits;
    private final @Nullable EvidenceFetcher evidenceFetcher;
    private final Map<String, StatementPolicy> statementPolicies;

    private VerificationContext(Builder builder) {
        this.now = builder.now;
        this.deadline = builder.deadline;
        this.limits = builder.limits;
        this.evidenceFetcher = builder.evidenceFetcher;
        this.statementPolicies = builder.statementPolicies;
    }

    /** Begins with the time against which validities are judged. */
    public static Builder builder(Instant now) {
        return new Builder(now);
    }

    /** A builder that begins with the values of this context. */
    public Builder toBuilder() {
        return new Builder(now)
                .deadline(deadline)
                .limits(limits)
                .evidenceFetcher(evidenceFetcher)
                .statementPolicies(statementPolicies);
    }

    /** The time of day of the whole verdict. */
    public Instant now() {
        return now;
    }

    /** When the answer is wanted. */
    public Deadline deadline() {
        return deadline;
    }

    /** How much is looked at. */
    public Limits limits() {
        return limits;
    }

    /** Fetches revocation answers and the like; empty: the caller allows no network. */
    public Optional<EvidenceFetcher> evidenceFetcher() {
        return Optional.ofNullable(evidenceFetcher);
    }

    /** The caller's rule for statements of a name. */
    public Optional<StatementPolicy> statementPolicy(String name) {
        return Optional.ofNullable(statementPolicies.get(name));
    }

    /** Builds a {@link VerificationContext}. Not thread-safe. */
    public static final class Builder {

        private final Instant now;
        private Map<String, StatementPolicy> statementPolicies = Map.of();
        private Deadline deadline = Deadline.never();
        private Limits limits = Limits.defaults();
        private @Nullable EvidenceFetcher evidenceFetcher;

        private Builder(Instant now) {
            this.now = requireNonNull(now, "now");
        }

        /** See {@link VerificationContext#deadline}. */
        public Builder deadline(Deadline value) {
            this.deadline = requireNonNull(value, "value");
            return this;
        }

        /** See {@link VerificationContext#limits}. */
        public Builder limits(Limits value) {
            this.limits = requireNonNull(value, "value");
            return this;
        }

        /** See {@link VerificationContext#evidenceFetcher}. */
        public Builder evidenceFetcher(@Nullable EvidenceFetcher value) {
            this.evidenceFetcher = value;
            return this;
        }

        /** See {@link VerificationContext#statementPolicy}. */
        public Builder statementPolicies(Map<String, StatementPolicy> values) {
            this.statementPolicies = Map.copyOf(values);
            return this;
        }

        /** The context. */
        public VerificationContext build() {
            return new VerificationContext(this);
        }
    }
}
