/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal;

import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A rule with its requirements prepared, or the reason why that cannot be done. */
final class PreparedRule {

    private final PolicyRule rule;
    private final List<PreparedLeaf> leaves;
    private final String requirementText;
    private final Set<Place> places;
    private final Set<AnchorSelector> selectors;
    private final boolean monotone;
    private final @Nullable Reason problem;

    private PreparedRule(PolicyRule rule, List<PreparedLeaf> leaves, @Nullable Reason problem) {
        this.rule = rule;
        this.leaves = leaves;
        this.requirementText = rule.requirement().map(Requirement::canonical).orElse("");
        this.places = union(leaves, PreparedLeaf::places);
        this.selectors = union(leaves, leaf -> leaf.requirement().anchors());
        this.monotone =
                Leaves.isMonotone(leaves.stream().map(PreparedLeaf::requirement).toList());
        this.problem = problem;
    }

    static PreparedRule of(PolicyRule rule, Providers providers, Set<String> statementPolicies, TrustSnapshot trust) {
        Optional<Requirement> requirement = rule.requirement();
        if (requirement.isEmpty()) {
            return unusable(rule, rule.problem());
        }
        List<PreparedLeaf> leaves = new ArrayList<>();
        try {
            for (SignatureRequirement leaf : Leaves.of(requirement.get())) {
                for (String name : leaf.statementPolicies()) {
                    if (!statementPolicies.contains(name)) {
                        return unusable(rule, "no statement policy is registered as " + name);
                    }
                }
                leaves.add(providers.prepare(leaf, trust));
            }
        } catch (SetUpException e) {
            return new PreparedRule(rule, List.of(), e.reason());
        }
        return new PreparedRule(rule, List.copyOf(leaves), null);
    }

    /** A rule that leaves the matter open for every image it applies to. */
    static PreparedRule unusable(PolicyRule rule, String why) {
        return new PreparedRule(rule, List.of(), new Reason(CoreReason.RULE_UNUSABLE, why));
    }

    PolicyRule rule() {
        return rule;
    }

    List<PreparedLeaf> leaves() {
        return leaves;
    }

    /** The text of its requirement; empty where it has none. */
    String requirementText() {
        return requirementText;
    }

    Optional<Reason> problem() {
        return Optional.ofNullable(problem);
    }

    /** Where the requirement of this text looks. */
    Set<Place> placesOf(String canonical) {
        for (PreparedLeaf leaf : leaves) {
            if (leaf.canonical().equals(canonical)) {
                return leaf.places();
            }
        }
        return Set.of();
    }

    /** Whether a rule that is met stays met whatever else is found. */
    boolean isMonotone() {
        return monotone;
    }

    /** Where its requirements look. */
    Set<Place> places() {
        return places;
    }

    /** The anchors that its requirements consult. */
    Set<AnchorSelector> selectors() {
        return selectors;
    }

    private static <T> Set<T> union(List<PreparedLeaf> leaves, Function<PreparedLeaf, Set<T>> part) {
        Set<T> union = new LinkedHashSet<>();
        leaves.forEach(leaf -> union.addAll(part.apply(leaf)));
        return Collections.unmodifiableSet(union);
    }
}
