/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.policy.NotationRequirement.Step;
import dev.imagetrust.policy.NotationRequirement.VerifyTimestamp;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.primitives.JsonArray;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one statement of a trust policy document, for images or for blobs. */
final class StatementParser {

    private static final Set<String> MEMBERS =
            Set.of("name", "registryScopes", "signatureVerification", "trustStores", "trustedIdentities");
    private static final Set<String> BLOB_MEMBERS =
            Set.of("name", "globalPolicy", "signatureVerification", "trustStores", "trustedIdentities");
    private static final Set<String> VERIFICATION_MEMBERS = Set.of("level", "override", "verifyTimestamp");

    static final String SKIP = "skip";
    private static final Map<String, Level> LEVELS =
            Map.of("strict", Level.STRICT, "permissive", Level.PERMISSIVE, "audit", Level.AUDIT);
    private static final Map<String, Step> STEPS = Map.of(
            "authenticity", Step.AUTHENTICITY,
            "authenticTimestamp", Step.AUTHENTIC_TIMESTAMP,
            "expiry", Step.EXPIRY,
            "revocation", Step.REVOCATION);
    private static final Map<String, Action> ACTIONS =
            Map.of("enforce", Action.ENFORCED, "log", Action.LOGGED, SKIP, Action.SKIPPED);
    private static final Map<String, VerifyTimestamp> TIMESTAMPS =
            Map.of("always", VerifyTimestamp.ALWAYS, "afterCertExpiry", VerifyTimestamp.AFTER_CERT_EXPIRY);

    private final JsonObject statement;
    private final JsonObject verification;

    private StatementParser(JsonObject statement, Set<String> members) throws MalformedInputException {
        this.statement = statement.allowOnly(members);
        this.verification = statement.object("signatureVerification").allowOnly(VERIFICATION_MEMBERS);
    }

    /** A step as documents name it. */
    static String written(Step step) {
        return nameOf(STEPS, step);
    }

    /** What is done about a step, as documents name it. */
    static String written(Action action) {
        return nameOf(ACTIONS, action);
    }

    /** When timestamps are looked at, as documents name it. */
    static String written(VerifyTimestamp rule) {
        return nameOf(TIMESTAMPS, rule);
    }

    private static <V> String nameOf(Map<String, V> values, V value) {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    static PolicyStatement parse(JsonObject statement) throws MalformedInputException {
        StatementParser parser = new StatementParser(statement, MEMBERS);
        String name = parser.name();
        Requirement requirement = parser.requirement(name);
        return new PolicyStatement(name, parser.scopes(), requirement);
    }

    static BlobStatement parseForBlobs(JsonObject statement) throws MalformedInputException {
        StatementParser parser = new StatementParser(statement, BLOB_MEMBERS);
        String name = parser.name();
        Requirement requirement = parser.requirement(name);
        boolean global = statement.findBool("globalPolicy").orElse(false);
        if (global && requirement instanceof Waive) {
            throw statement.refusal(NotationReason.POLICY_GLOBAL_SKIP, name);
        }
        return new BlobStatement(name, global, requirement);
    }

    private String name() throws MalformedInputException {
        String name = statement.text("name");
        if (name.isEmpty()) {
            throw statement.refusal(NotationReason.POLICY_NAME_EMPTY, "");
        }
        return name;
    }

    private Requirement requirement(String name) throws MalformedInputException {
        String level = verification.text("level");
        return level.equals(SKIP)
                ? skipping(name)
                : requiring(known(LEVELS, level, NotationReason.POLICY_LEVEL_UNKNOWN));
    }

    private List<String> scopes() throws MalformedInputException {
        List<String> scopes = texts("registryScopes");
        if (scopes.isEmpty()) {
            throw statement.refusal(NotationReason.POLICY_SCOPES_EMPTY, "");
        }
        for (String scope : scopes) {
            if (scope.equals(RegistryScope.ANY)) {
                if (scopes.size() > 1) {
                    throw statement.refusal(NotationReason.POLICY_SCOPE_WILDCARD_MIXED, "");
                }
            } else if (!RegistryScope.isRepository(scope)) {
                throw statement.refusal(NotationReason.POLICY_SCOPE_MALFORMED, "'" + scope + "'");
            }
        }
        return scopes;
    }

    /** Whoever skips trusts nobody and enforces nothing. */
    private Waive skipping(String name) throws MalformedInputException {
        if (verification.has("override")) {
            throw verification.refusal(NotationReason.POLICY_OVERRIDE_ON_SKIP, "");
        }
        if (!texts("trustStores").isEmpty() || !texts("trustedIdentities").isEmpty()) {
            throw statement.refusal(NotationReason.POLICY_SKIP_WITH_TRUST, "");
        }
        verifyTimestamp();
        return new Waive("trust policy statement " + name + " has the level skip");
    }

    private NotationRequirement requiring(Level level) throws MalformedInputException {
        NotationRequirement.Builder requirement =
                NotationRequirement.builder(level).verifyTimestamp(verifyTimestamp());
        override(requirement);
        List<String> stores = texts("trustStores");
        if (stores.isEmpty()) {
            throw statement.refusal(NotationReason.POLICY_NO_TRUST_STORE, "");
        }
        for (String store : stores) {
            requirement.anchor(TrustStoreNames.parse(store));
        }
        List<String> identities = texts("trustedIdentities");
        if (identities.isEmpty()) {
            throw statement.refusal(NotationReason.POLICY_NO_IDENTITY, "");
        }
        TrustedIdentity.parseAll(identities);
        return requirement.trustedIdentities(identities).build();
    }

    private void override(NotationRequirement.Builder requirement) throws MalformedInputException {
        Optional<JsonObject> override = verification.findObject("override");
        if (override.isEmpty()) {
            return;
        }
        for (String name : override.get().names()) {
            if (name.equals("integrity")) {
                throw verification.refusal(NotationReason.POLICY_OVERRIDE_INTEGRITY, "");
            }
            Step step = known(STEPS, name, NotationReason.POLICY_OVERRIDE_CHECK_UNKNOWN);
            String written = override.get().text(name);
            Action action = known(ACTIONS, written, NotationReason.POLICY_OVERRIDE_ACTION_UNKNOWN);
            if (action == Action.SKIPPED && step != Step.REVOCATION) {
                throw verification.refusal(NotationReason.POLICY_OVERRIDE_SKIP_FORBIDDEN, name);
            }
            requirement.override(step, action);
        }
    }

    private VerifyTimestamp verifyTimestamp() throws MalformedInputException {
        String rule = verification.findText("verifyTimestamp").orElse("always");
        return known(TIMESTAMPS, rule, NotationReason.POLICY_VERIFY_TIMESTAMP_UNKNOWN);
    }

    private <V> V known(Map<String, V> values, String written, NotationReason otherwise)
            throws MalformedInputException {
        V value = values.get(written);
        if (value == null) {
            throw verification.refusal(otherwise, "'" + written + "'");
        }
        return value;
    }

    private List<String> texts(String member) throws MalformedInputException {
        Optional<JsonArray> array = statement.findArray(member);
        return array.isPresent() ? array.get().texts() : List.of();
    }
}
