/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One policy over one snapshot of trust, with every rule prepared once. Immutable. */
public final class PreparedPolicy {

    private final TrustPolicy policy;
    private final TrustSnapshot trust;
    private final Map<String, PreparedRule> rules = new LinkedHashMap<>();

    /** Prepares every rule; what is wrong with one concerns only the images it applies to. */
    public PreparedPolicy(TrustPolicy policy, TrustSnapshot trust, Providers providers, Set<String> statementPolicies) {
        this.policy = policy;
        this.trust = trust;
        for (PolicyRule rule : policy.rules()) {
            rules.put(rule.canonical(), PreparedRule.of(rule, providers, statementPolicies, trust));
        }
    }

    /**
     * Checks that nothing is wrong that an operator could mend. Rules that the policy itself calls unusable are let
     * pass: whoever read it chose to be tolerant.
     *
     * @throws SetUpException with the first trouble
     */
    public void requireUsable() {
        for (PreparedRule prepared : rules.values()) {
            Optional<Reason> problem = prepared.problem();
            if (problem.isPresent() && prepared.rule().requirement().isPresent()) {
                Reason reason = problem.get();
                String detail = reason.detail().isEmpty() ? "" : ": " + reason.detail();
                throw new SetUpException(
                        new Reason(reason.code(), "rule " + prepared.rule().name() + detail));
            }
        }
    }

    /** Whether this is still what is in force. */
    public boolean isOf(Digest policyId, Digest trustId) {
        return policy.id().equals(policyId) && trust.id().equals(trustId);
    }

    Optional<PreparedRule> ruleFor(ImageSubject image) {
        return policy.ruleFor(image).map(rule -> {
            PreparedRule known = rules.get(rule.canonical());
            return known != null
                    ? known
                    : PreparedRule.unusable(rule, "the policy applies a rule that it does not list");
        });
    }
}
