/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.KeyFiles;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A containers {@code policy.json}, read: containers-policy.json(5), "FORMAT". */
public final class PolicyDocument {

    /** Keyrings stand in it as Base64, so single texts may be long. */
    static final JsonLimits LIMITS = new JsonLimits(16 << 20, 20, 12 << 20, 100_000);

    private final ScopedPolicy rules;
    private final PolicyFiles files;

    private PolicyDocument(ScopedPolicy rules, PolicyFiles files) {
        this.rules = rules;
        this.files = files;
    }

    /**
     * Reads the document and the files it names.
     *
     * @throws SetUpException if the document breaks the format; one bad entry anywhere spoils the whole
     */
    public static PolicyDocument parse(Bytes document, KeyFiles keyFiles, BundleNames bundles) {
        PolicyFiles files = new PolicyFiles(keyFiles);
        try {
            JsonObject whole = Json.parseObject(document, LIMITS).allowOnly(Set.of("default", "transports"));
            RuleReader reader = new RuleReader(files, bundles);
            PolicyRule byDefault = reader.read("default", whole.array("default"));
            return new PolicyDocument(new ScopedPolicy(byDefault, transports(whole, reader)), files);
        } catch (MalformedInputException e) {
            throw new SetUpException(
                    new Reason(GpgReason.POLICY_INVALID, e.reason().text()), e);
        }
    }

    /** The rules; those that need a file that is missing are unusable. */
    public TrustPolicy rules() {
        return rules;
    }

    /**
     * Checks that every file could be read.
     *
     * @throws SetUpException with all that could not
     */
    public void requireFiles() {
        files.requireAll();
    }

    private static Map<String, Map<String, PolicyRule>> transports(JsonObject whole, RuleReader reader)
            throws MalformedInputException {
        Map<String, Map<String, PolicyRule>> transports = new LinkedHashMap<>();
        Optional<JsonObject> all = whole.findObject("transports");
        if (all.isPresent()) {
            for (String transport : all.get().names()) {
                transports.put(transport, scopes(transport, all.get().object(transport), reader));
            }
        }
        return transports;
    }

    private static Map<String, PolicyRule> scopes(String transport, JsonObject scopes, RuleReader reader)
            throws MalformedInputException {
        Map<String, PolicyRule> rules = new LinkedHashMap<>();
        for (String scope : scopes.names()) {
            Optional<String> fault = TransportScopes.fault(transport, scope);
            if (fault.isPresent()) {
                throw scopes.value(scope).refusal(GpgReason.POLICY_INVALID, fault.get());
            }
            rules.put(scope, reader.read(transport + ":" + scope, scopes.array(scope)));
        }
        return rules;
    }
}
