/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.primitives.JsonArray;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a list of requirements: containers-policy.json(5), "POLICY REQUIREMENTS". */
final class RuleReader {

    private static final Set<String> KEY_TYPES =
            Set.of("GPGKeys", "signedByGPGKeys", "X509Certificates", "signedByX509CAs");

    private final PolicyFiles files;
    private final BundleNames bundles;

    RuleReader(PolicyFiles files, BundleNames bundles) {
        this.files = files;
        this.bundles = bundles;
    }

    /** The rule of one scope. What the format allows and we cannot judge makes it unusable, never narrower. */
    PolicyRule read(String name, JsonArray list) throws MalformedInputException {
        if (list.isEmpty()) {
            // An empty list would be met by anything.
            throw list.refusal(GpgReason.POLICY_INVALID, "an empty list of requirements");
        }
        List<Requirement> requirements = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (JsonObject object : list.objects()) {
            requirement(object, problems).ifPresent(requirements::add);
        }
        if (!problems.isEmpty()) {
            return PolicyRule.unusable(name, String.join("; ", problems));
        }
        return PolicyRule.of(name, requirements.size() == 1 ? requirements.get(0) : new AllOf(requirements));
    }

    private Optional<Requirement> requirement(JsonObject object, List<String> problems) throws MalformedInputException {
        String type = object.text("type");
        return switch (type) {
            case "insecureAcceptAnything" -> {
                object.allowOnly(Set.of("type"));
                yield Optional.of(new Waive(type));
            }
            case "reject" -> {
                object.allowOnly(Set.of("type"));
                yield Optional.of(new Reject(type));
            }
            case "signedBaseLayer" -> {
                object.allowOnly(Set.of("type", "baseLayerIdentity"));
                SignedIdentityReader.read(object.object("baseLayerIdentity"));
                yield Optional.of(new Reject("signedBaseLayer, which nothing meets"));
            }
            case "signedBy" -> signedBy(object, problems);
            case "sigstoreSigned" -> new SigstoreReader(object, files, bundles, problems).read();
            default -> throw object.value("type").refusal(GpgReason.POLICY_INVALID, "no such requirement: " + type);
        };
    }

    private Optional<Requirement> signedBy(JsonObject object, List<String> problems) throws MalformedInputException {
        object.allowOnly(Set.of("type", "keyType", "keyPath", "keyPaths", "keyData", "signedIdentity"));
        String keyType = object.text("keyType");
        if (!KEY_TYPES.contains(keyType)) {
            throw object.value("keyType").refusal(GpgReason.POLICY_INVALID, "no such key type: " + keyType);
        }
        SignedIdentity identity = SignedIdentityReader.of(object);
        List<KeyMaterial> keys = KeyMaterial.oneOf(object, files, Set.of("keyPath", "keyPaths", "keyData"));
        if (!keyType.equals("GPGKeys")) {
            problems.add("the key type " + keyType + " is not supported");
        }
        keys.stream().flatMap(key -> key.problem().stream()).forEach(problems::add);
        return problems.isEmpty() ? Optional.of(requirement(keys, identity)) : Optional.empty();
    }

    private static SimpleSigningRequirement requirement(List<KeyMaterial> keys, SignedIdentity identity) {
        SimpleSigningRequirement.Builder requirement =
                SimpleSigningRequirement.builder().signedIdentity(identity);
        keys.stream()
                .map(key -> key.pinned(AnchorKind.OPENPGP_KEY))
                .forEach(key -> requirement.pinnedKeys(key.material(), key.origin()));
        return requirement.build();
    }
}
