/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.Printable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Which rule a policy has for one image, and why that one and no other.
 *
 * @param found the rule; null where there is none, which refuses the image
 * @param basis why it is that one
 * @param scope under which the policy has it; empty for a default, and where there is none
 * @param tried the more specific scopes that were looked for before and are not in the policy, in order
 * @since 0.1
 */
public record RuleChoice(@Nullable PolicyRule found, Basis basis, String scope, List<String> tried) {

    /**
     * How a rule was found.
     *
     * @since 0.1
     */
    public enum Basis {
        /** It is the rule of exactly this image: its tag, its digest, its path. */
        IMAGE("a rule of exactly this image"),
        /** It is the rule of a repository, a group of repositories, a registry or a folder that contains the image. */
        NAMESPACE("the most specific rule that contains this image"),
        /** It is the rule of all hosts below a domain. */
        WILDCARD("a rule of all hosts below a domain"),
        /** It is the rule of everything that comes by this transport. */
        TRANSPORT("the rule of the whole transport"),
        /** It is the rule of everything that has no other. */
        DEFAULT("the rule of everything that has no other"),
        /** The policy chose it and says no more. */
        CHOSEN("the rule that the policy chose"),
        /** There is none. */
        NONE("there is no rule for this image");

        private final String text;

        Basis(String text) {
            this.text = text;
        }
    }

    /** Copies the list. */
    public RuleChoice {
        requireNonNull(basis, "basis");
        requireNonNull(scope, "scope");
        tried = List.copyOf(tried);
    }

    /** The choice of a policy that does not say why. */
    public static RuleChoice of(Optional<PolicyRule> rule) {
        return rule.map(found -> new RuleChoice(found, Basis.CHOSEN, "", List.of()))
                .orElseGet(() -> new RuleChoice(null, Basis.NONE, "", List.of()));
    }

    /** The rule; empty where there is none. */
    public Optional<PolicyRule> rule() {
        return Optional.ofNullable(found);
    }

    /** One line for people; what came from outside is escaped. */
    public String text() {
        String name = rule().map(rule -> Printable.of(rule.name()) + ": ").orElse("");
        String before = tried.stream().map(Printable::of).collect(Collectors.joining(", "));
        return name + basis.text + (before.isEmpty() ? "" : "; not in the policy: " + before);
    }

    /** The {@linkplain #text() text}. */
    @Override
    public String toString() {
        return text();
    }
}
