/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.StoreChanges;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What a verdict was derived from, so that a host can tell when to judge again. Immutable.
 *
 * @since 0.1
 */
public final class Dependencies {

    private final @Nullable Digest policy;
    private final @Nullable Digest trust;
    private final String limits;
    private final List<AnchorId> anchorsUsed;
    private final List<AnchorSelector> selectors;
    private final Instant judgedAt;
    private final @Nullable Instant reevaluateAt;

    private Dependencies(Builder builder) {
        this.policy = builder.policy;
        this.trust = builder.trust;
        this.limits = builder.limits;
        this.anchorsUsed = List.copyOf(new TreeSet<>(builder.anchorsUsed));
        this.selectors = List.copyOf(builder.selectors);
        this.judgedAt = builder.judgedAt;
        this.reevaluateAt = builder.reevaluateAt;
    }

    /** Begins with the time of the verdict. */
    public static Builder builder(Instant judgedAt) {
        return new Builder(judgedAt);
    }

    /** The identity of the policy; empty where it could not be read. */
    public Optional<Digest> policy() {
        return Optional.ofNullable(policy);
    }

    /** The identity of the trust snapshot; empty where it could not be read. */
    public Optional<Digest> trust() {
        return Optional.ofNullable(trust);
    }

    /** The limits that held, as their unambiguous text. */
    public String limits() {
        return limits;
    }

    /** The anchors that vouched for a signature: judge again when one of them is removed or disabled. */
    public List<AnchorId> anchorsUsed() {
        return anchorsUsed;
    }

    /** The stores and pinned anchors that were consulted: judge again when something is added there. */
    public List<AnchorSelector> selectors() {
        return selectors;
    }

    /** The time of day against which validities were judged. */
    public Instant judgedAt() {
        return judgedAt;
    }

    /** When the passing of time alone may change the outcome, or when to look again. Empty: never. */
    public Optional<Instant> reevaluateAt() {
        return Optional.ofNullable(reevaluateAt);
    }

    /**
     * Whether the verdict may be another after the trust material changed so. Every denial and every denial taken back
     * concerns every verdict; policies are not looked at, compare {@link #policy} for them.
     */
    public boolean isAffectedBy(StoreChanges changes) {
        return !changes.denied().isEmpty()
                || !changes.allowed().isEmpty()
                || Stream.concat(changes.added().stream(), changes.removed().stream())
                        .anyMatch(this::reliesOn)
                || Stream.concat(changes.broken().stream(), changes.mended().stream())
                        .anyMatch(this::reliesOn);
    }

    private boolean reliesOn(AnchorId anchor) {
        return anchorsUsed.contains(anchor) || selectors.stream().anyMatch(selector -> selector.selects(anchor));
    }

    private boolean reliesOn(SkippedEntry entry) {
        return selectors.stream()
                .anyMatch(selector -> selector instanceof AnchorSelector.InStore in
                        && in.kind() == entry.kind()
                        && (entry.store().isEmpty() || entry.store().equals(in.store())));
    }

    /** Builds {@link Dependencies}. Not thread-safe. */
    public static final class Builder {

        private final Instant judgedAt;
        private @Nullable Digest policy;
        private @Nullable Digest trust;
        private String limits = "";
        private List<AnchorId> anchorsUsed = List.of();
        private List<AnchorSelector> selectors = List.of();
        private @Nullable Instant reevaluateAt;

        private Builder(Instant judgedAt) {
            this.judgedAt = requireNonNull(judgedAt, "judgedAt");
        }

        /** See {@link Dependencies#policy}. */
        public Builder policy(Digest value) {
            this.policy = value;
            return this;
        }

        /** See {@link Dependencies#trust}. */
        public Builder trust(Digest value) {
            this.trust = value;
            return this;
        }

        /** See {@link Dependencies#limits}. */
        public Builder limits(String value) {
            this.limits = value;
            return this;
        }

        /** See {@link Dependencies#anchorsUsed}. */
        public Builder anchorsUsed(Collection<AnchorId> values) {
            this.anchorsUsed = List.copyOf(values);
            return this;
        }

        /** See {@link Dependencies#selectors}. */
        public Builder selectors(Collection<AnchorSelector> values) {
            this.selectors = List.copyOf(values);
            return this;
        }

        /** See {@link Dependencies#reevaluateAt}. */
        public Builder reevaluateAt(@Nullable Instant value) {
            this.reevaluateAt = value;
            return this;
        }

        /** The dependencies. */
        public Dependencies build() {
            return new Dependencies(this);
        }
    }
}
