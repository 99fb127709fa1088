/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.KeyFiles;
import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.gpg.PolicyScope;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lists a policy for people. */
public final class PolicyScopes {

    private PolicyScopes() {}

    /** Every scope, the default first. */
    public static List<PolicyScope> show(
            EditablePolicy policy, EditableRegistries registries, KeyFiles keyFiles, Instant now) {
        PolicyFiles files = new PolicyFiles(keyFiles);
        List<PolicyScope> all = new ArrayList<>();
        for (EditablePolicy.Entry entry : policy.entries()) {
            all.add(scope(entry, registries, files, now));
        }
        return List.copyOf(all);
    }

    private static PolicyScope scope(
            EditablePolicy.Entry entry, EditableRegistries registries, PolicyFiles files, Instant now) {
        List<String> types = new ArrayList<>();
        List<OpenPgpKey> keys = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            for (JsonObject requirement : entry.requirements().objects()) {
                String type = requirement.text("type");
                types.add(type);
                if (type.equals("signedBy")) {
                    describe(requirement, files, now, keys, problems);
                }
            }
        } catch (MalformedInputException e) {
            throw new IllegalStateException("a policy that was read before", e);
        }
        boolean named = entry.transport().equals("docker") || entry.transport().equals("atomic");
        return new PolicyScope(
                entry.transport(),
                entry.scope(),
                types,
                keys,
                problems,
                named ? registries.lookaside(entry.scope()).orElse(null) : null);
    }

    private static void describe(
            JsonObject requirement, PolicyFiles files, Instant now, List<OpenPgpKey> keys, List<String> problems)
            throws MalformedInputException {
        for (KeyMaterial material : KeyMaterial.oneOf(requirement, files, Set.of("keyPath", "keyPaths", "keyData"))) {
            if (material.content() == null) {
                material.problem().ifPresent(problems::add);
                continue;
            }
            try {
                keys.addAll(KeyDescriptions.of(material.content(), now));
            } catch (SetUpException e) {
                problems.add(material.origin() + ": " + e.reason().text());
            }
        }
    }
}
