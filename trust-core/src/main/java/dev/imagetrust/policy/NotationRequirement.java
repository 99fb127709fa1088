/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.trust.AnchorKind;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import static java.util.Objects.requireNonNull;

/**
 * A Notary Project signature: one statement of a {@code trustpolicy.json}.
 *
 * <p>Notary Project specification, trust-store-trust-policy.md. Level {@code skip} is not here: it is a
 * {@link Waive}.
 *
 * @since 0.1
 */
public final class NotationRequirement implements SignatureRequirement {

    /**
     * The steps whose enforcement a level decides; integrity is always enforced.
     *
     * @since 0.1
     */
    public enum Step {
        /** The chain ends in a trust store, and the identity is a trusted one. */
        AUTHENTICITY,
        /** Certificates were valid when it was signed, as far as that is proved. */
        AUTHENTIC_TIMESTAMP,
        /** The signature has not expired. */
        EXPIRY,
        /** No certificate of the chain is revoked. */
        REVOCATION
    }

    /**
     * The named levels that look at signatures.
     *
     * @since 0.1
     */
    public enum Level {
        /** Everything is enforced. */
        STRICT(Action.ENFORCED, Action.ENFORCED),
        /** Authenticity is enforced, the rest is logged. */
        PERMISSIVE(Action.ENFORCED, Action.LOGGED),
        /** Only integrity is enforced; an unknown root is {@code EXEMPT}. */
        AUDIT(Action.LOGGED, Action.LOGGED);

        private final Action authenticity;
        private final Action others;

        Level(Action authenticity, Action others) {
            this.authenticity = authenticity;
            this.others = others;
        }

        /** What this level does about a step. */
        public Action action(Step step) {
            return step == Step.AUTHENTICITY ? authenticity : others;
        }
    }

    /**
     * When a timestamp is looked at.
     *
     * @since 0.1
     */
    public enum VerifyTimestamp {
        /** Whenever the statement names a store of type {@code tsa}. The default. */
        ALWAYS,
        /** Only once a certificate of the chain has expired. */
        AFTER_CERT_EXPIRY
    }

    private final Level level;
    private final Map<Step, Action> actions;
    private final Set<AnchorSelector> anchors;
    private final List<String> trustedIdentities;
    private final VerifyTimestamp verifyTimestamp;
    private final Map<String, String> userMetadata;
    private final Duration crlsPastTheirTime;
    private final String canonical;

    private NotationRequirement(Builder builder) {
        this.level = builder.level;
        EnumMap<Step, Action> all = new EnumMap<>(Step.class);
        for (Step step : Step.values()) {
            all.put(step, builder.overrides.getOrDefault(step, level.action(step)));
        }
        this.actions = Collections.unmodifiableMap(all);
        this.anchors = Anchors.frozen(builder.anchors);
        this.trustedIdentities = List.copyOf(builder.trustedIdentities);
        if (trustedIdentities.isEmpty()) {
            throw new IllegalStateException("no trusted identity; any subject under the stores is \"*\"");
        }
        this.verifyTimestamp = builder.verifyTimestamp;
        this.userMetadata = Collections.unmodifiableMap(new TreeMap<>(builder.userMetadata));
        this.crlsPastTheirTime = builder.crlsPastTheirTime;
        this.canonical = SignatureRequirement.super.canonical();
    }

    /** Begins a requirement of a level. */
    public static Builder builder(Level level) {
        return new Builder(level);
    }

    /** A builder that begins with all of this requirement. */
    public Builder toBuilder() {
        Builder builder = new Builder(level)
                .trustedIdentities(trustedIdentities)
                .verifyTimestamp(verifyTimestamp)
                .insecurelyAcceptCrlsPastTheirTime(crlsPastTheirTime);
        builder.overrides.putAll(actions);
        builder.anchors.addAll(anchors);
        builder.userMetadata.putAll(userMetadata);
        return builder;
    }

    /** The level that the statement names. */
    public Level level() {
        return level;
    }

    /** What is done about a step, overrides included. */
    public Action action(Step step) {
        return requireNonNull(actions.get(step));
    }

    /** {@code *} alone, or entries such as {@code x509.subject: C=US, ST=WA, O=example}. */
    public List<String> trustedIdentities() {
        return trustedIdentities;
    }

    /** When a timestamp is looked at. */
    public VerifyTimestamp verifyTimestamp() {
        return verifyTimestamp;
    }

    /** Pairs that the signature must carry. */
    public Map<String, String> userMetadata() {
        return userMetadata;
    }

    /** How long after its time a CRL is still believed; zero unless that was asked for. */
    public Duration crlsPastTheirTime() {
        return crlsPastTheirTime;
    }

    @Override
    public String type() {
        return "notation";
    }

    @Override
    public Set<AnchorSelector> anchors() {
        return anchors;
    }

    /** Always {@link Quantifier#SOME}. */
    @Override
    public Quantifier quantifier() {
        return Quantifier.SOME;
    }

    @Override
    public void describe(CanonicalText out) {
        out.put("level", level.name())
                .put(
                        "actions",
                        actions.entrySet().stream().map(Object::toString).toList())
                .putCanonical(
                        "anchors",
                        anchors.stream().map(AnchorSelector::canonical).toList())
                .put("trustedIdentities", trustedIdentities)
                .put("verifyTimestamp", verifyTimestamp.name())
                // Keys and values apart: "a=b" with "c" is not "a" with "b=c".
                .put("userMetadataKeys", userMetadata.keySet())
                .put("userMetadataValues", userMetadata.values());
        if (!crlsPastTheirTime.isZero()) {
            out.put("crlsPastTheirTime", crlsPastTheirTime.toString());
        }
    }

    @Override
    public String canonical() {
        return canonical;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NotationRequirement that && canonical.equals(that.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    @Override
    public String toString() {
        return canonical;
    }

    /** Builds a {@link NotationRequirement}. Not thread-safe. */
    public static final class Builder {

        private final Level level;
        private final Map<Step, Action> overrides = new EnumMap<>(Step.class);
        private final Set<AnchorSelector> anchors = new LinkedHashSet<>();
        private final Set<String> trustedIdentities = new LinkedHashSet<>();
        private final Map<String, String> userMetadata = new LinkedHashMap<>();
        private VerifyTimestamp verifyTimestamp = VerifyTimestamp.ALWAYS;
        private Duration crlsPastTheirTime = Duration.ZERO;

        private Builder(Level level) {
            this.level = requireNonNull(level, "level");
        }

        /**
         * Replaces what the level does about a step.
         *
         * @throws IllegalArgumentException if anything but revocation is to be skipped
         */
        public Builder override(Step step, Action action) {
            if (action == Action.SKIPPED && step != Step.REVOCATION) {
                throw new IllegalArgumentException("only revocation can be skipped: " + step);
            }
            overrides.put(step, action);
            return this;
        }

        /** Adds a named store of type {@code ca}. */
        public Builder caStore(String name) {
            return anchor(new AnchorSelector.InStore(AnchorKind.NOTATION_CA, name));
        }

        /** Adds a store or pinned certificates of one of the Notary Project kinds. */
        public Builder anchor(AnchorSelector selector) {
            anchors.add(requireNonNull(selector, "selector"));
            return this;
        }

        /** Adds a trusted identity. */
        public Builder trustedIdentity(String identity) {
            trustedIdentities.add(requireNonNull(identity, "identity"));
            return this;
        }

        /** Adds trusted identities. */
        public Builder trustedIdentities(Collection<String> identities) {
            trustedIdentities.addAll(identities);
            return this;
        }

        /** Sets when a timestamp is looked at. */
        public Builder verifyTimestamp(VerifyTimestamp when) {
            this.verifyTimestamp = requireNonNull(when, "when");
            return this;
        }

        /** Asks for a pair of user metadata. */
        public Builder userMetadata(String key, String value) {
            userMetadata.put(requireNonNull(key, "key"), requireNonNull(value, "value"));
            return this;
        }

        /**
         * Believes the last CRL that could be had for so long after the next one should have come: for hosts that are
         * offline for a while. What was revoked since then is taken for good. OCSP answers have no such grace.
         *
         * @throws IllegalArgumentException if it is negative or more than a year
         */
        public Builder insecurelyAcceptCrlsPastTheirTime(Duration by) {
            if (by.isNegative() || by.compareTo(Duration.ofDays(366)) > 0) {
                throw new IllegalArgumentException("a CRL is not believed for less than no time or a year more: " + by);
            }
            this.crlsPastTheirTime = by;
            return this;
        }

        /**
         * The requirement.
         *
         * @throws IllegalStateException if it names no store or no identity
         */
        public NotationRequirement build() {
            return new NotationRequirement(this);
        }
    }
}
