/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.trust.AnchorKind;
import java.util.LinkedHashSet;
import java.util.Set;

import static java.util.Objects.requireNonNull;

/**
 * An OpenPGP simple signature by one of several keys: {@code signedBy} in a containers {@code policy.json}.
 *
 * <p>containers-policy.json(5). Any one of the keys suffices; to ask for several signers combine requirements.
 *
 * @since 0.1
 */
public final class SimpleSigningRequirement implements SignatureRequirement {

    private final Set<AnchorSelector> keys;
    private final SignedIdentity signedIdentity;
    private final String canonical;

    private SimpleSigningRequirement(Builder builder) {
        this.keys = Anchors.frozen(builder.keys);
        this.signedIdentity = builder.signedIdentity;
        this.canonical = SignatureRequirement.super.canonical();
    }

    /** Begins a requirement without keys. */
    public static Builder builder() {
        return new Builder();
    }

    /** The name rule: {@code matchRepoDigestOrExact} unless another was given. */
    public SignedIdentity signedIdentity() {
        return signedIdentity;
    }

    @Override
    public String type() {
        return "simpleSigning";
    }

    @Override
    public Set<AnchorSelector> anchors() {
        return keys;
    }

    /** Always {@link Quantifier#SOME}. */
    @Override
    public Quantifier quantifier() {
        return Quantifier.SOME;
    }

    @Override
    public void describe(CanonicalText out) {
        out.putCanonical("keys", keys.stream().map(AnchorSelector::canonical).toList())
                .putCanonical("signedIdentity", signedIdentity.canonical());
    }

    @Override
    public String canonical() {
        return canonical;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SimpleSigningRequirement that && canonical.equals(that.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    @Override
    public String toString() {
        return canonical;
    }

    /** Builds a {@link SimpleSigningRequirement}. Not thread-safe. */
    public static final class Builder {

        private final Set<AnchorSelector> keys = new LinkedHashSet<>();
        private SignedIdentity signedIdentity = new SignedIdentity.MatchRepoDigestOrExact();

        private Builder() {}

        /** Adds the keys of one named store. */
        public Builder keysInStore(String store) {
            keys.add(new AnchorSelector.InStore(AnchorKind.OPENPGP_KEY, store));
            return this;
        }

        /**
         * Adds the keys of one key file.
         *
         * @param keys OpenPGP certificates, armored or binary, or a keybox
         * @param origin what people call the file
         */
        public Builder pinnedKeys(Bytes keys, String origin) {
            this.keys.add(new AnchorSelector.Pinned(AnchorKind.OPENPGP_KEY, keys, origin));
            return this;
        }

        /** Sets the name rule. */
        public Builder signedIdentity(SignedIdentity rule) {
            this.signedIdentity = requireNonNull(rule, "rule");
            return this;
        }

        /**
         * The requirement.
         *
         * @throws IllegalStateException if no key was added
         */
        public SimpleSigningRequirement build() {
            return new SimpleSigningRequirement(this);
        }
    }
}
