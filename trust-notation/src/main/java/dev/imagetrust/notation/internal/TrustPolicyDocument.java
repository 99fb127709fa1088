/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A {@code trustpolicy.json} for OCI artifacts (trust-store-trust-policy.md, "OCI trust policy").
 *
 * @param statements at least one; names and scopes occur once
 */
public record TrustPolicyDocument(List<PolicyStatement> statements) {

    static final String VERSION = "1.0";

    /** Copies the list. */
    public TrustPolicyDocument {
        statements = List.copyOf(statements);
    }

    /** The same, where every statement that asks for a signature believes CRLs for so long after their time. */
    public TrustPolicyDocument acceptingCrlsPastTheirTime(Duration by) {
        return new TrustPolicyDocument(statements.stream()
                .map(statement -> new PolicyStatement(
                        statement.name(), statement.scopes(), accepting(statement.requirement(), by)))
                .toList());
    }

    private static Requirement accepting(Requirement requirement, Duration by) {
        return requirement instanceof NotationRequirement notation
                ? notation.toBuilder().insecurelyAcceptCrlsPastTheirTime(by).build()
                : requirement;
    }

    /**
     * Reads and validates a document.
     *
     * @throws MalformedInputException with a {@code POLICY_…} code for the first rule that is broken
     */
    public static TrustPolicyDocument parse(Bytes json) throws MalformedInputException {
        try {
            return new TrustPolicyDocument(statements(statementObjects(json)));
        } catch (MalformedInputException e) {
            throw Malformed.as(NotationReason.POLICY_MALFORMED, e);
        }
    }

    /** The statements of a document, for images or for blobs: one at least. */
    static List<JsonObject> statementObjects(Bytes json) throws MalformedInputException {
        JsonObject document =
                Json.parseObject(json, JsonLimits.CONFIGURATION).allowOnly(Set.of("version", "trustPolicies"));
        String version = document.text("version");
        if (!version.equals(VERSION)) {
            throw document.refusal(NotationReason.POLICY_VERSION_UNSUPPORTED, "'" + version + "'");
        }
        List<JsonObject> statements = document.array("trustPolicies").objects();
        if (statements.isEmpty()) {
            throw refusal(NotationReason.POLICY_NO_STATEMENT, "");
        }
        return statements;
    }

    private static List<PolicyStatement> statements(List<JsonObject> objects) throws MalformedInputException {
        List<PolicyStatement> statements = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> scopes = new HashSet<>();
        for (JsonObject object : objects) {
            PolicyStatement statement = StatementParser.parse(object);
            if (!names.add(statement.name())) {
                throw refusal(NotationReason.POLICY_NAME_DUPLICATE, statement.name());
            }
            for (String scope : statement.scopes()) {
                if (!scopes.add(scope)) {
                    throw refusal(NotationReason.POLICY_SCOPE_DUPLICATE, scope);
                }
            }
            statements.add(statement);
        }
        return statements;
    }

    private static MalformedInputException refusal(NotationReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
