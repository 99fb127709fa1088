/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.TrustPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A trust policy document as a policy: the statement that names the repository, else the one for {@code *}, else none.
 *
 * <p>Names are compared exactly as they were written: no prefix, no default registry (trust-store-trust-policy.md,
 * "Selecting a trust policy based on artifact URI").
 */
public final class ScopedPolicy implements TrustPolicy {

    private final Map<String, PolicyRule> byScope = new LinkedHashMap<>();
    private final List<PolicyRule> rules = new ArrayList<>();
    private final Digest id;

    /** A policy of the document's statements. */
    public ScopedPolicy(TrustPolicyDocument document) {
        for (PolicyStatement statement : document.statements()) {
            PolicyRule rule = PolicyRule.of(statement.name(), statement.requirement());
            rules.add(rule);
            statement.scopes().forEach(scope -> byScope.put(scope, rule));
        }
        this.id = CanonicalText.sha256(
                "trustpolicy",
                out -> out.putCanonical(
                        "statements",
                        document.statements().stream()
                                .map(ScopedPolicy::canonical)
                                .toList()));
    }

    @Override
    public Digest id() {
        return id;
    }

    @Override
    public List<PolicyRule> rules() {
        return List.copyOf(rules);
    }

    @Override
    public Optional<PolicyRule> ruleFor(ImageSubject image) {
        return image.name()
                .map(ImageName::asWritten)
                .flatMap(name ->
                        Optional.ofNullable(byScope.get(name)).or(() -> Optional.ofNullable(byScope.get(folded(name)))))
                .or(() -> Optional.ofNullable(byScope.get(RegistryScope.ANY)));
    }

    // Names are compared as written, but DNS knows no case: A.EXAMPLE/r must not get the statement for all others.
    static String folded(String name) {
        int slash = Math.max(0, name.indexOf('/'));
        return name.substring(0, slash).toLowerCase(Locale.ROOT) + name.substring(slash);
    }

    private static String canonical(PolicyStatement statement) {
        return CanonicalText.of(
                "statement",
                out -> out.put("name", statement.name())
                        .put("scopes", statement.scopes())
                        .putCanonical("requirement", statement.requirement().canonical()));
    }
}
