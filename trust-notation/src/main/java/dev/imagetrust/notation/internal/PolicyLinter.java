/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.PolicyFinding;
import dev.imagetrust.notation.PolicyFinding.Kind;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.AnchorSelector.InStore;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Step;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.CertificateRules;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static java.util.Objects.requireNonNull;

/** Looks through the statements of one document for what a careful reader would ask about. */
public final class PolicyLinter {

    private static final Map<Step, Kind> NOT_ENFORCED = Map.of(
            Step.AUTHENTICITY, Kind.AUTHENTICITY_NOT_ENFORCED,
            Step.EXPIRY, Kind.EXPIRY_NOT_ENFORCED,
            Step.AUTHENTIC_TIMESTAMP, Kind.TIMESTAMP_NOT_ENFORCED,
            Step.REVOCATION, Kind.REVOCATION_NOT_ENFORCED);

    private final List<PolicyStatement> statements;
    private final List<PolicyFinding> findings = new ArrayList<>();

    /** A linter for one look. */
    public PolicyLinter(List<PolicyStatement> statements) {
        this.statements = List.copyOf(statements);
    }

    /** What the document itself tells. */
    public List<PolicyFinding> findings() {
        for (PolicyStatement statement : statements) {
            if (statement.requirement() instanceof NotationRequirement requirement) {
                lint(statement, requirement);
            } else {
                boolean all = statement.scopes().contains(RegistryScope.ANY);
                find(all ? Kind.SKIPS_ALL_OTHERS : Kind.SKIPS, statement, "");
            }
            statement.scopes().forEach(scope -> lintScope(statement, scope));
        }
        compareStatements();
        compareScopes();
        return List.copyOf(findings);
    }

    /** The same, and what lies in the stores. */
    public List<PolicyFinding> findings(TrustSnapshot trust, Instant now) {
        findings();
        for (PolicyStatement statement : statements) {
            if (statement.requirement() instanceof NotationRequirement requirement) {
                stores(requirement).forEach(store -> lintStore(statement, store, trust, now));
            }
        }
        return List.copyOf(findings);
    }

    private void lint(PolicyStatement statement, NotationRequirement requirement) {
        for (Step step : Step.values()) {
            if (requirement.action(step) != Action.ENFORCED) {
                find(requireNonNull(NOT_ENFORCED.get(step)), statement, "");
            }
        }
        List<String> identities = requirement.trustedIdentities();
        if (identities.contains(TrustedIdentity.ANYBODY)) {
            find(Kind.ANY_IDENTITY, statement, "");
        } else if (identities.stream().noneMatch(each -> each.startsWith(TrustedIdentity.SUBJECT_PREFIX + ":"))) {
            find(Kind.NO_KNOWN_IDENTITY, statement, "");
        }
        List<InStore> stores = stores(requirement);
        if (stores.stream().allMatch(store -> store.kind() == AnchorKind.NOTATION_TSA)) {
            find(Kind.NO_SIGNER_STORE, statement, "");
        }
        if (stores.stream().noneMatch(store -> store.kind() == AnchorKind.NOTATION_TSA)) {
            find(Kind.NO_TIMESTAMP_STORE, statement, "");
        }
    }

    private void lintScope(PolicyStatement statement, String scope) {
        String host = host(scope);
        if (host.equals("docker.io") || host.equals("index.docker.io")) {
            find(Kind.SCOPE_OF_DOCKER_HUB, statement, scope);
        } else if (!scope.equals(RegistryScope.ANY)
                && !host.contains(".")
                && !host.contains(":")
                && !host.equals("localhost")) {
            find(Kind.SCOPE_LOOKS_SHORT, statement, scope);
        }
    }

    private void compareStatements() {
        Optional<PolicyStatement> others = statements.stream()
                .filter(each -> each.scopes().contains(RegistryScope.ANY))
                .findFirst();
        Map<Requirement, String> seen = new HashMap<>();
        for (PolicyStatement statement : statements) {
            if (others.isPresent()
                    && !statement.equals(others.get())
                    && isWeaker(statement.requirement(), others.get().requirement())) {
                find(Kind.WEAKER_THAN_OTHERS, statement, others.get().name());
            }
            if (statement.requirement() instanceof NotationRequirement && !statement.equals(others.orElse(null))) {
                String same = seen.putIfAbsent(statement.requirement(), statement.name());
                if (same != null) {
                    find(Kind.SAME_AS_ANOTHER, statement, same);
                }
            }
        }
    }

    /** Whether one enforces fewer steps than the other, and none that the other does not. */
    private static boolean isWeaker(Requirement one, Requirement other) {
        if (!(other instanceof NotationRequirement strong)) {
            return false;
        }
        if (one instanceof Waive) {
            return true;
        }
        NotationRequirement weak = (NotationRequirement) one;
        boolean fewer = false;
        for (Step step : Step.values()) {
            boolean enforced = weak.action(step) == Action.ENFORCED;
            boolean enforcedByOther = strong.action(step) == Action.ENFORCED;
            if (enforced && !enforcedByOther) {
                return false;
            }
            fewer |= !enforced && enforcedByOther;
        }
        return fewer;
    }

    private void compareScopes() {
        Map<String, String> seen = new HashMap<>();
        for (PolicyStatement statement : statements) {
            for (String scope : statement.scopes()) {
                String same = seen.putIfAbsent(ScopedPolicy.folded(withoutDefaultPort(scope)), scope);
                if (same != null) {
                    find(Kind.SCOPES_OVERLAP, statement, scope + " and " + same);
                }
            }
        }
    }

    private void lintStore(PolicyStatement statement, InStore store, TrustSnapshot trust, Instant now) {
        Set<CertificateFacts> certificates;
        try {
            certificates =
                    TrustedCertificates.of(store.kind(), Set.of(store), trust).all();
        } catch (SetUpException e) {
            find(Kind.STORE_UNUSABLE, statement, e.reason().text());
            return;
        }
        if (certificates.isEmpty()) {
            find(Kind.STORE_EMPTY, statement, TrustStoreNames.write(store));
        } else if (certificates.stream()
                .noneMatch(
                        each -> CertificateRules.allValidAt(List.of(each), now).isEmpty())) {
            find(Kind.STORE_OUT_OF_DATE, statement, TrustStoreNames.write(store));
        }
    }

    private static List<InStore> stores(NotationRequirement requirement) {
        return requirement.anchors().stream().map(InStore.class::cast).toList();
    }

    private static String host(String scope) {
        int slash = scope.indexOf('/');
        return slash < 0 ? scope : scope.substring(0, slash);
    }

    private static String withoutDefaultPort(String scope) {
        String host = host(scope);
        return host.endsWith(":443")
                ? host.substring(0, host.length() - ":443".length()) + scope.substring(host.length())
                : scope;
    }

    private void find(Kind kind, PolicyStatement statement, String about) {
        findings.add(new PolicyFinding(kind, statement.name(), about));
    }
}
