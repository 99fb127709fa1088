/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Step;
import dev.imagetrust.policy.NotationRequirement.VerifyTimestamp;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes trust policy documents; whether what is written is valid is for their parser to say. */
public final class PolicyDocumentWriter {

    private PolicyDocumentWriter() {}

    /** The document of some statements. */
    public static Bytes write(List<PolicyStatement> statements) {
        return JsonWriter.object(document -> document.text("version", TrustPolicyDocument.VERSION)
                .array(
                        "trustPolicies",
                        all -> statements.forEach(statement -> all.object(content -> write(statement, content)))));
    }

    /** What of a requirement a document has no words for; empty if it can say it all. */
    public static Optional<String> inexpressible(NotationRequirement requirement) {
        if (!requirement.userMetadata().isEmpty()) {
            return Optional.of("user metadata " + requirement.userMetadata().keySet());
        }
        if (!requirement.crlsPastTheirTime().isZero()) {
            return Optional.of("CRLs that are believed past their time");
        }
        return requirement.anchors().stream()
                .filter(anchor -> !(anchor instanceof AnchorSelector.InStore store && TrustStoreNames.isNamed(store)))
                .map(anchor -> "anchors of kind " + anchor.kind().id() + " that are in no store of its types")
                .findFirst();
    }

    private static void write(PolicyStatement statement, ObjectContent content) {
        content.text("name", statement.name())
                .array("registryScopes", scopes -> statement.scopes().forEach(scopes::text));
        if (statement.requirement() instanceof NotationRequirement requirement) {
            content.object("signatureVerification", verification -> writeLevel(requirement, verification))
                    .array(
                            "trustStores",
                            stores -> requirement.anchors().stream()
                                    .map(AnchorSelector.InStore.class::cast)
                                    .map(TrustStoreNames::write)
                                    .forEach(stores::text))
                    .array(
                            "trustedIdentities",
                            all -> requirement.trustedIdentities().forEach(all::text));
        } else {
            content.object("signatureVerification", verification -> verification.text("level", StatementParser.SKIP));
        }
    }

    private static void writeLevel(NotationRequirement requirement, ObjectContent verification) {
        verification.text("level", requirement.level().name().toLowerCase(Locale.ROOT));
        Map<Step, Action> overrides = new EnumMap<>(Step.class);
        for (Step step : Step.values()) {
            if (requirement.action(step) != requirement.level().action(step)) {
                overrides.put(step, requirement.action(step));
            }
        }
        if (!overrides.isEmpty()) {
            verification.object(
                    "override",
                    content -> overrides.forEach((step, action) ->
                            content.text(StatementParser.written(step), StatementParser.written(action))));
        }
        if (requirement.verifyTimestamp() != VerifyTimestamp.ALWAYS) {
            verification.text("verifyTimestamp", StatementParser.written(requirement.verifyTimestamp()));
        }
    }
}
