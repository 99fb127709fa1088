/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.Optional;
import java.util.Set;

/** Reads {@code signedIdentity} and {@code baseLayerIdentity}: containers-policy.json(5), "signedBy". */
final class SignedIdentityReader {

    private SignedIdentityReader() {}

    /** The rule of a requirement; {@code matchRepoDigestOrExact} where none is written. */
    static SignedIdentity of(JsonObject requirement) throws MalformedInputException {
        Optional<JsonObject> rule = requirement.findObject("signedIdentity");
        return rule.isPresent() ? read(rule.get()) : new SignedIdentity.MatchRepoDigestOrExact();
    }

    static SignedIdentity read(JsonObject rule) throws MalformedInputException {
        try {
            return rule(rule);
        } catch (IllegalArgumentException e) {
            // A reference or prefix that does not parse; the records of the core say why.
            throw rule.refusal(GpgReason.POLICY_INVALID, String.valueOf(e.getMessage()));
        }
    }

    private static SignedIdentity rule(JsonObject rule) throws MalformedInputException {
        String type = rule.text("type");
        return switch (type) {
            case "matchExact" -> {
                rule.allowOnly(Set.of("type"));
                yield new SignedIdentity.MatchExact();
            }
            case "matchRepoDigestOrExact" -> {
                rule.allowOnly(Set.of("type"));
                yield new SignedIdentity.MatchRepoDigestOrExact();
            }
            case "matchRepository" -> {
                rule.allowOnly(Set.of("type"));
                yield new SignedIdentity.MatchRepository();
            }
            case "exactReference" -> {
                rule.allowOnly(Set.of("type", "dockerReference"));
                yield new SignedIdentity.ExactReference(rule.text("dockerReference"));
            }
            case "exactRepository" -> {
                rule.allowOnly(Set.of("type", "dockerRepository"));
                yield new SignedIdentity.ExactRepository(rule.text("dockerRepository"));
            }
            case "remapIdentity" -> {
                rule.allowOnly(Set.of("type", "prefix", "signedPrefix"));
                yield new SignedIdentity.RemapIdentity(rule.text("prefix"), rule.text("signedPrefix"));
            }
            default -> throw rule.value("type").refusal(GpgReason.POLICY_INVALID, "no such identity rule: " + type);
        };
    }
}
