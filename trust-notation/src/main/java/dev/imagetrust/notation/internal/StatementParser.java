/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.internal.PolicyStatement.TimestampRule;
import dev.imagetrust.notation.internal.VerificationLevel.Action;
import dev.imagetrust.notation.internal.VerificationLevel.Check;
import dev.imagetrust.primitives.JsonArray;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one statement of a trust policy document. */
final class StatementParser {

    private static final Set<String> MEMBERS =
            Set.of("name", "registryScopes", "signatureVerification", "trustStores", "trustedIdentities");
    private static final Set<String> VERIFICATION_MEMBERS = Set.of("level", "override", "verifyTimestamp");

    private final JsonObject statement;

    private StatementParser(JsonObject statement) {
        this.statement = statement;
    }

    static PolicyStatement parse(JsonObject statement) throws MalformedInputException {
        return new StatementParser(statement.allowOnly(MEMBERS)).all();
    }

    private PolicyStatement all() throws MalformedInputException {
        String name = statement.text("name");
        if (name.isEmpty()) {
            throw statement.refusal(NotationReason.POLICY_NAME_EMPTY, "");
        }
        JsonObject verification = statement.object("signatureVerification").allowOnly(VERIFICATION_MEMBERS);
        String written = verification.text("level");
        VerificationLevel level = VerificationLevel.find(written)
                .orElseThrow(() -> verification.refusal(NotationReason.POLICY_LEVEL_UNKNOWN, "'" + written + "'"));
        return new PolicyStatement(
                name,
                scopes(),
                level,
                actions(verification, level),
                timestamps(verification),
                trustStores(level),
                identities(level));
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

    private static Map<Check, Action> actions(JsonObject verification, VerificationLevel level)
            throws MalformedInputException {
        Map<Check, Action> actions = new EnumMap<>(level.actions());
        Optional<JsonObject> override = verification.findObject("override");
        if (override.isEmpty()) {
            return actions;
        }
        if (level == VerificationLevel.SKIP) {
            throw verification.refusal(NotationReason.POLICY_OVERRIDE_ON_SKIP, "");
        }
        for (String name : override.get().names()) {
            Check check = check(override.get(), name);
            actions.put(check, action(override.get(), check, name));
        }
        return actions;
    }

    private static Check check(JsonObject override, String name) throws MalformedInputException {
        if (name.equals("integrity")) {
            throw override.refusal(NotationReason.POLICY_OVERRIDE_INTEGRITY, "");
        }
        return Check.find(name)
                .orElseThrow(() -> override.refusal(NotationReason.POLICY_OVERRIDE_CHECK_UNKNOWN, "'" + name + "'"));
    }

    private static Action action(JsonObject override, Check check, String name) throws MalformedInputException {
        String written = override.text(name);
        Action action = Action.find(written)
                .orElseThrow(
                        () -> override.refusal(NotationReason.POLICY_OVERRIDE_ACTION_UNKNOWN, "'" + written + "'"));
        if (action == Action.SKIP && check != Check.REVOCATION) {
            throw override.refusal(NotationReason.POLICY_OVERRIDE_SKIP_FORBIDDEN, name);
        }
        return action;
    }

    private static TimestampRule timestamps(JsonObject verification) throws MalformedInputException {
        String rule = verification.findText("verifyTimestamp").orElse("always");
        return switch (rule) {
            case "always" -> TimestampRule.ALWAYS;
            case "afterCertExpiry" -> TimestampRule.AFTER_CERT_EXPIRY;
            default -> throw verification.refusal(NotationReason.POLICY_VERIFY_TIMESTAMP_UNKNOWN, "'" + rule + "'");
        };
    }

    private List<TrustStoreReference> trustStores(VerificationLevel level) throws MalformedInputException {
        List<String> texts = texts("trustStores");
        checkTrust(level, texts, NotationReason.POLICY_NO_TRUST_STORE);
        List<TrustStoreReference> stores = new ArrayList<>();
        for (String text : texts) {
            TrustStoreReference store = TrustStoreReference.parse(text);
            if (!stores.contains(store)) {
                stores.add(store);
            }
        }
        return stores;
    }

    private List<TrustedIdentity> identities(VerificationLevel level) throws MalformedInputException {
        List<String> texts = texts("trustedIdentities");
        checkTrust(level, texts, NotationReason.POLICY_NO_IDENTITY);
        return TrustedIdentity.parseAll(texts);
    }

    /** Whoever skips trusts nobody; whoever does not skip has to say whom to trust. */
    private void checkTrust(VerificationLevel level, List<String> texts, NotationReason whenEmpty)
            throws MalformedInputException {
        if (level == VerificationLevel.SKIP && !texts.isEmpty()) {
            throw statement.refusal(NotationReason.POLICY_SKIP_WITH_TRUST, "");
        }
        if (level != VerificationLevel.SKIP && texts.isEmpty()) {
            throw statement.refusal(whenEmpty, "");
        }
    }

    private List<String> texts(String member) throws MalformedInputException {
        Optional<JsonArray> array = statement.findArray(member);
        return array.isPresent() ? array.get().texts() : List.of();
    }
}
