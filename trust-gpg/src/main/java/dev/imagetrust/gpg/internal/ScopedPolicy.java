/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.RuleChoice;
import dev.imagetrust.policy.RuleChoice.Basis;
import dev.imagetrust.policy.TrustPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules by transport and scope: containers-policy.json(5), "SUPPORTED TRANSPORTS AND THEIR SCOPES". Immutable. */
final class ScopedPolicy implements TrustPolicy {

    private static final String WHOLE_TRANSPORT = "";

    private final PolicyRule byDefault;
    private final Map<String, Map<String, PolicyRule>> transports;
    private final List<PolicyRule> rules;
    private final Digest id;

    ScopedPolicy(PolicyRule byDefault, Map<String, Map<String, PolicyRule>> transports) {
        this.byDefault = byDefault;
        this.transports = transports;
        List<PolicyRule> all = new ArrayList<>();
        all.add(byDefault);
        transports.values().forEach(scopes -> all.addAll(scopes.values()));
        this.rules = List.copyOf(all);
        // The names of the rules are their transports and scopes.
        this.id = CanonicalText.sha256(
                "containersPolicy",
                out -> out.put("transports", transports.keySet())
                        .putCanonical(
                                "rules",
                                rules.stream().map(PolicyRule::canonical).toList()));
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

    /** The first hit wins completely; a transport without one falls back to the default of all. */
    @Override
    public RuleChoice choiceFor(ImageSubject image) {
        PolicyLocation location = image.location();
        String transport = location.transport();
        @Nullable Map<String, PolicyRule> scopes = transports.get(transport);
        if (scopes == null) {
            return new RuleChoice(byDefault, Basis.DEFAULT, "", List.of(transport));
        }
        List<String> tried = new ArrayList<>();
        for (String scope : candidates(location)) {
            @Nullable PolicyRule rule = scopes.get(scope);
            if (rule != null) {
                return new RuleChoice(rule, basis(scope, location), rule.name(), tried);
            }
            tried.add(transport + ":" + scope);
        }
        return new RuleChoice(byDefault, Basis.DEFAULT, "", tried);
    }

    private static List<String> candidates(PolicyLocation location) {
        List<String> scopes = new ArrayList<>(location.namespaces().size() + 2);
        scopes.add(location.identity());
        scopes.addAll(location.namespaces());
        if (!scopes.contains(WHOLE_TRANSPORT)) {
            scopes.add(WHOLE_TRANSPORT);
        }
        return scopes;
    }

    private static Basis basis(String scope, PolicyLocation location) {
        if (scope.equals(WHOLE_TRANSPORT)) {
            return Basis.TRANSPORT;
        }
        if (scope.equals(location.identity())) {
            return Basis.IMAGE;
        }
        return scope.startsWith("*.") ? Basis.WILDCARD : Basis.NAMESPACE;
    }
}
