/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.TrustPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
        this.id = Digest.sha256(Bytes.utf8(CanonicalText.of(
                "containersPolicy",
                out -> out.put("transports", transports.keySet())
                        .putCanonical(
                                "rules",
                                rules.stream().map(PolicyRule::canonical).toList()))));
    }

    @Override
    public Digest id() {
        return id;
    }

    @Override
    public List<PolicyRule> rules() {
        return rules;
    }

    /** The first hit wins completely; a transport without one falls back to the default of all. */
    @Override
    public Optional<PolicyRule> ruleFor(ImageSubject image) {
        PolicyLocation location = image.location();
        @Nullable Map<String, PolicyRule> scopes = transports.get(location.transport());
        if (scopes == null) {
            return Optional.of(byDefault);
        }
        return Stream.of(Stream.of(location.identity()), location.namespaces().stream(), Stream.of(WHOLE_TRANSPORT))
                .flatMap(names -> names)
                .filter(scopes::containsKey)
                .findFirst()
                .map(scopes::get)
                .or(() -> Optional.of(byDefault));
    }
}
