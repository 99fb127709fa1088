/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A policy by repository names: the longest name that the image's repository equals or lies below decides.
 *
 * <p>Names are compared as docker normalises them. An image without a name has only the rule for all others.
 *
 * @since 0.1
 */
public final class RepositoryPolicy implements TrustPolicy {

    private final Map<String, PolicyRule> byPrefix;
    private final @Nullable PolicyRule otherwise;
    private final List<PolicyRule> rules;
    private final Digest id;

    private RepositoryPolicy(Map<String, PolicyRule> byPrefix, @Nullable PolicyRule otherwise) {
        this.byPrefix = byPrefix;
        this.otherwise = otherwise;
        List<PolicyRule> all = new ArrayList<>(byPrefix.values());
        if (otherwise != null) {
            all.add(otherwise);
        }
        this.rules = List.copyOf(all);
        this.id = CanonicalText.sha256("repositoryPolicy", out -> {
            out.put("prefixes", byPrefix.keySet());
            out.putCanonical("rules", rules.stream().map(PolicyRule::canonical).toList());
        });
    }

    static Builder builder() {
        return new Builder();
    }

    // DNS knows no case: whoever names the image as A.EXAMPLE/app must not get the rule for all others.
    private static String key(ImageName name) {
        return name.host().toLowerCase(Locale.ROOT) + '/' + name.path();
    }

    @Override
    public Digest id() {
        return id;
    }

    @Override
    public List<PolicyRule> rules() {
        return rules;
    }

    @Override
    public Optional<PolicyRule> ruleFor(ImageSubject image) {
        return choiceFor(image).rule();
    }

    @Override
    public RuleChoice choiceFor(ImageSubject image) {
        List<String> tried = new ArrayList<>();
        String prefix = image.name().map(RepositoryPolicy::key).orElse("");
        while (!prefix.isEmpty()) {
            PolicyRule rule = byPrefix.get(prefix);
            if (rule != null) {
                return new RuleChoice(rule, RuleChoice.Basis.NAMESPACE, prefix, tried);
            }
            tried.add(prefix);
            prefix = prefix.substring(0, Math.max(0, prefix.lastIndexOf('/')));
        }
        RuleChoice.Basis basis = otherwise == null ? RuleChoice.Basis.NONE : RuleChoice.Basis.DEFAULT;
        return new RuleChoice(otherwise, basis, "", tried);
    }

    /** Builds a {@link RepositoryPolicy}. Not thread-safe. */
    public static final class Builder {

        private final Map<String, PolicyRule> byPrefix = new LinkedHashMap<>();
        private @Nullable PolicyRule otherwise;

        private Builder() {}

        /**
         * What a repository, and every repository below it, requires.
         *
         * @param name for example {@code registry.example/team} or {@code registry.example/team/app}
         * @throws IllegalArgumentException if it is no repository name, or has a rule already
         */
        public Builder repository(String name, Requirement requirement) {
            return repository(name, PolicyRule.of(name, requirement));
        }

        /** As {@link #repository(String, Requirement)}, with a rule of the caller's making. */
        public Builder repository(String name, PolicyRule rule) {
            return put(key(ImageName.parse(name)), rule);
        }

        /**
         * What every repository of a registry requires.
         *
         * @param host with its port, for example {@code registry.example:5000}
         * @throws IllegalArgumentException if it is no host, or has a rule already
         */
        public Builder registry(String host, Requirement requirement) {
            ImageName probe = ImageName.parse(requireNonNull(host, "host") + "/x");
            if (!probe.host().equals(host)) {
                throw new IllegalArgumentException("not a registry host: " + host);
            }
            return put(probe.host().toLowerCase(Locale.ROOT), PolicyRule.of(host, requirement));
        }

        /** What all other images require; without it they are refused. */
        public Builder otherwise(Requirement requirement) {
            this.otherwise = PolicyRule.of("otherwise", requirement);
            return this;
        }

        /** As {@link #otherwise(Requirement)}, with a rule of the caller's making. */
        public Builder otherwise(PolicyRule rule) {
            this.otherwise = requireNonNull(rule, "rule");
            return this;
        }

        /**
         * The policy.
         *
         * @throws IllegalStateException if it has no rule at all
         */
        public RepositoryPolicy build() {
            if (byPrefix.isEmpty() && otherwise == null) {
                throw new IllegalStateException("a policy without a rule refuses everything; say so with a rule");
            }
            return new RepositoryPolicy(new LinkedHashMap<>(byPrefix), otherwise);
        }

        private Builder put(String prefix, PolicyRule rule) {
            if (byPrefix.putIfAbsent(prefix, requireNonNull(rule, "rule")) != null) {
                throw new IllegalArgumentException("two rules for " + prefix);
            }
            return this;
        }
    }
}
