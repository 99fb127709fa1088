/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.trust.AnchorId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A named rule of a policy: what is required, or why it cannot be used. Immutable.
 *
 * @since 0.1
 */
public final class PolicyRule {

    private final String name;
    private final @Nullable Requirement requirement;
    private final String problem;
    private final RuleScope scope;
    private final String canonical;

    private PolicyRule(String name, @Nullable Requirement requirement, String problem, RuleScope scope) {
        this.name = requireNonNull(name, "name");
        this.requirement = requirement;
        this.problem = problem;
        this.scope = scope;
        this.canonical = canonical(name, requirement, problem, scope);
    }

    /** A rule. The name is for people and unique within a policy. */
    public static PolicyRule of(String name, Requirement requirement) {
        return new PolicyRule(name, requireNonNull(requirement, "requirement"), "", RuleScope.IMAGE_ONLY);
    }

    /**
     * A rule that cannot be used, such as one whose key file is missing. Images it applies to are {@code UNDETERMINED};
     * others are not concerned.
     */
    public static PolicyRule unusable(String name, String problem) {
        return new PolicyRule(name, null, requireNonNull(problem, "problem"), RuleScope.IMAGE_ONLY);
    }

    /** The same rule with other images in view. */
    public PolicyRule over(RuleScope newScope) {
        return new PolicyRule(name, requirement, problem, requireNonNull(newScope, "newScope"));
    }

    /** What people call it. */
    public String name() {
        return name;
    }

    /** What is required; empty for a rule that cannot be used. */
    public Optional<Requirement> requirement() {
        return Optional.ofNullable(requirement);
    }

    /** Why it cannot be used; empty text for a rule that can. */
    public String problem() {
        return problem;
    }

    /** Whose signatures count. */
    public RuleScope scope() {
        return scope;
    }

    /**
     * Whether the rule looks at an anchor, so that adding, disabling or deleting it may change what the rule says of
     * images; false for a rule that cannot be used.
     */
    public boolean reliesOn(AnchorId anchor) {
        return requirement != null && reliesOn(requirement, anchor);
    }

    private static boolean reliesOn(Requirement requirement, AnchorId anchor) {
        if (requirement instanceof SignatureRequirement leaf) {
            return leaf.anchors().stream().anyMatch(selector -> selector.selects(anchor));
        }
        if (requirement instanceof AllOf all) {
            return all.requirements().stream().anyMatch(part -> reliesOn(part, anchor));
        }
        if (requirement instanceof AnyOf any) {
            return any.requirements().stream().anyMatch(part -> reliesOn(part, anchor));
        }
        return requirement instanceof DistinctSigners distinct
                && distinct.among().stream().anyMatch(part -> reliesOn(part, anchor));
    }

    /** The rule as one unambiguous text. */
    public String canonical() {
        return canonical;
    }

    private static String canonical(String name, @Nullable Requirement requirement, String problem, RuleScope scope) {
        return CanonicalText.of("rule", out -> {
            out.put("name", name).put("scope", scope.name());
            if (requirement == null) {
                out.put("unusable", problem);
            } else {
                out.putCanonical("requirement", requirement.canonical());
            }
        });
    }

    @Override
    public String toString() {
        return canonical;
    }
}
