/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code trustpolicy.blob.json} (trust-store-trust-policy.md, "Blob trust policy").
 *
 * @param statements at least one; names occur once, and at most one is global
 */
public record BlobPolicyDocument(List<BlobStatement> statements) {

    /** Copies the list. */
    public BlobPolicyDocument {
        statements = List.copyOf(statements);
    }

    /**
     * Reads and validates a document.
     *
     * @throws MalformedInputException with a {@code POLICY_…} code for the first rule that is broken
     */
    public static BlobPolicyDocument parse(Bytes json) throws MalformedInputException {
        try {
            return new BlobPolicyDocument(statements(TrustPolicyDocument.statementObjects(json)));
        } catch (MalformedInputException e) {
            throw Malformed.as(NotationReason.POLICY_MALFORMED, e);
        }
    }

    private static List<BlobStatement> statements(List<JsonObject> objects) throws MalformedInputException {
        List<BlobStatement> statements = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean global = false;
        for (JsonObject object : objects) {
            BlobStatement statement = StatementParser.parseForBlobs(object);
            if (!names.add(statement.name())) {
                throw refusal(NotationReason.POLICY_NAME_DUPLICATE, statement.name());
            }
            if (global && statement.global()) {
                throw refusal(NotationReason.POLICY_GLOBAL_DUPLICATE, statement.name());
            }
            global |= statement.global();
            statements.add(statement);
        }
        return statements;
    }

    /** The statement of a name. */
    public Optional<BlobStatement> named(String name) {
        return statements.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** The statement for callers who name none. */
    public Optional<BlobStatement> global() {
        return statements.stream().filter(BlobStatement::global).findFirst();
    }

    private static MalformedInputException refusal(NotationReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
