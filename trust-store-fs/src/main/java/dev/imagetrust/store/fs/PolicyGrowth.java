/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The policy of 2023 gets the name of each store that something is uploaded to. Only a policy of that shape does: one that an
 * operator wrote is left alone.
 */
final class PolicyGrowth {

    private PolicyGrowth() {}

    /**
     * What zot has in a policy of its own.
     *
     * @param stores in their order, such as {@code ca:acme}
     */
    private record Managed(List<String> stores) {}

    /** Whether it is a policy that zot wrote and kept. */
    static boolean isManaged(Bytes policy) {
        return managed(policy).isPresent();
    }

    /** The policy with one more store: itself if it names the store already; empty if it is not zot's. */
    static Optional<Bytes> grown(Bytes policy, String store) {
        return managed(policy).map(managed -> {
            if (managed.stores().contains(store)) {
                return policy;
            }
            List<String> stores = new ArrayList<>(managed.stores());
            stores.add(store);
            return written(stores);
        });
    }

    private static Optional<Managed> managed(Bytes policy) {
        try {
            JsonObject document = Json.parseObject(policy, JsonLimits.CONFIGURATION);
            document.requireExactly(Set.of("version", "trustPolicies"));
            List<JsonObject> policies = document.array("trustPolicies").objects();
            if (!document.text("version").equals("1.0") || policies.size() != 1) {
                return Optional.empty();
            }
            JsonObject only = policies.get(0);
            only.requireExactly(
                    Set.of("name", "registryScopes", "signatureVerification", "trustStores", "trustedIdentities"));
            JsonObject level = only.object("signatureVerification");
            boolean zots = only.text("name").equals("default-config")
                    && only.array("registryScopes").texts().equals(List.of("*"))
                    && level.names().equals(Set.of("level"))
                    && level.text("level").equals("strict")
                    && only.array("trustedIdentities").texts().equals(List.of("*"));
            return zots ? Optional.of(new Managed(only.array("trustStores").texts())) : Optional.empty();
        } catch (MalformedInputException e) {
            return Optional.empty(); // whatever it is, it is not zot's
        }
    }

    /** Compact, with its members in the order of zot's structures. */
    private static Bytes written(List<String> stores) {
        return JsonWriter.object(document -> document.text("version", "1.0")
                .array(
                        "trustPolicies",
                        policies -> policies.object(policy -> policy.text("name", "default-config")
                                .array("registryScopes", scopes -> scopes.text("*"))
                                .object("signatureVerification", level -> level.text("level", "strict"))
                                .array("trustStores", all -> stores.forEach(all::text))
                                .array("trustedIdentities", identities -> identities.text("*")))));
    }
}
