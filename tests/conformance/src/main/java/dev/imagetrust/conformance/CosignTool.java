/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Asked;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.CosignAuthority;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.CosignRequirement.Format;
import dev.imagetrust.policy.IdentityPattern;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code cosign verify} and {@code cosign verify-attestation}. */
final class CosignTool implements Tool {

    private static final Set<String> OPTIONS = Set.of(
            "publicKey",
            "format",
            "transparencyLog",
            "timestamp",
            "sct",
            "annotations",
            "predicateType",
            "trustedRoot",
            "identity",
            "identityRegexp",
            "issuer");

    /** What cosign's option {@code --type} takes in place of a URI. */
    private static final Map<String, String> PREDICATE_TYPES = Map.of(
            "custom", "https://cosign.sigstore.dev/attestation/v1",
            "slsaprovenance", "https://slsa.dev/provenance/v0.2",
            "slsaprovenance02", "https://slsa.dev/provenance/v0.2",
            "slsaprovenance1", "https://slsa.dev/provenance/v1",
            "spdx", "https://spdx.dev/Document",
            "spdxjson", "https://spdx.dev/Document",
            "cyclonedx", "https://cyclonedx.org/bom",
            "link", "https://in-toto.io/Link/v1",
            "vuln", "https://cosign.sigstore.dev/attestation/vuln/v1",
            "openvex", "https://openvex.dev/ns");

    @Override
    public Question question(Case recorded, Corpus corpus)
            throws UnsupportedCaseException, MalformedInputException, IOException {
        JsonObject config = Tool.config(recorded, OPTIONS);
        CosignRequirement.Builder requirement = CosignRequirement.by(authority(config, corpus));
        refuseWhatARequirementCannotSay(recorded, config);
        format(config, requirement);
        if (recorded.tool().equals("cosign-attestation")) {
            requirement.attestation(predicateType(config));
        }
        annotations(config, requirement);
        evidence(config, corpus, requirement);
        return new Question(
                corpus.name(recorded.repository()),
                new Asked.ByDigest(recorded.image()),
                TrustPolicy.builder().otherwise(requirement.build()).build(),
                TrustSnapshot.empty());
    }

    private static CosignAuthority authority(JsonObject config, Corpus corpus)
            throws UnsupportedCaseException, MalformedInputException, IOException {
        boolean keyless = isKeyless(config);
        if (config.has("publicKey") == keyless) {
            throw new UnsupportedCaseException("another authority than either a key or an identity");
        }
        if (keyless) {
            return new CosignAuthority.Keyless(trustedRoot(config, corpus), List.of(identity(config)));
        }
        String file = config.text("publicKey");
        return new CosignAuthority.Keys(
                Set.of(new AnchorSelector.Pinned(AnchorKind.COSIGN_KEY, corpus.read(file), file)));
    }

    private static boolean isKeyless(JsonObject config) {
        return config.has("identity") || config.has("identityRegexp") || config.has("issuer");
    }

    private static void evidence(JsonObject config, Corpus corpus, CosignRequirement.Builder requirement)
            throws UnsupportedCaseException, MalformedInputException, IOException {
        boolean keyless = isKeyless(config);
        boolean log = isRequired(config, "transparencyLog");
        boolean timestamp = isRequired(config, "timestamp");
        if (log || timestamp) {
            requirement.transparencyLog(trustedRoot(config, corpus));
        }
        if (timestamp) {
            requirement.requireTimestamp();
        }
        if (!log && (keyless || timestamp)) {
            requirement.insecurelyWithoutTransparencyLog();
        }
        if (keyless && !log && !timestamp) {
            // As cosign does where nobody says when it was signed.
            requirement.insecurelyJudgingCertificatesNow();
        }
        if (keyless && !isRequired(config, "sct")) {
            requirement.insecurelyWithoutCertificateTimestamps();
        }
    }

    /** An expression has to match all of the identity; the recorded answers expect that. */
    private static CosignAuthority.KeylessIdentity identity(JsonObject config)
            throws UnsupportedCaseException, MalformedInputException {
        if (config.has("identity") == config.has("identityRegexp")) {
            throw new UnsupportedCaseException("another identity than either a text or an expression");
        }
        IdentityPattern subject = config.has("identity")
                ? new IdentityPattern.Exact(config.text("identity"))
                : new IdentityPattern.FullMatch(config.text("identityRegexp"));
        return new CosignAuthority.KeylessIdentity(new IdentityPattern.Exact(config.text("issuer")), subject);
    }

    private static AnchorSelector trustedRoot(JsonObject config, Corpus corpus)
            throws MalformedInputException, IOException {
        String file = config.text("trustedRoot");
        return new AnchorSelector.Pinned(AnchorKind.SIGSTORE_ROOT, corpus.read(file), file);
    }

    private static void format(JsonObject config, CosignRequirement.Builder requirement)
            throws UnsupportedCaseException, MalformedInputException {
        if (!config.has("format")) {
            return;
        }
        switch (config.text("format")) {
            case "legacy" -> requirement.onlyFormat(Format.LEGACY);
            case "bundle" -> requirement.onlyFormat(Format.BUNDLE);
            default -> throw new UnsupportedCaseException("the format " + config.text("format"));
        }
    }

    private static String predicateType(JsonObject config) throws UnsupportedCaseException, MalformedInputException {
        String type = config.findText("predicateType").orElse("custom");
        if (type.contains(":")) {
            return type;
        }
        String uri = PREDICATE_TYPES.get(type);
        if (uri == null) {
            throw new UnsupportedCaseException("the predicate type " + type);
        }
        return uri;
    }

    private static void annotations(JsonObject config, CosignRequirement.Builder requirement)
            throws MalformedInputException {
        if (config.has("annotations")) {
            JsonObject annotations = config.object("annotations");
            for (String name : annotations.names()) {
                requirement.annotation(name, annotations.text(name));
            }
        }
    }

    /** Without this an option would be dropped, and an answer that is too lenient might agree by chance. */
    private static void refuseWhatARequirementCannotSay(Case recorded, JsonObject config)
            throws UnsupportedCaseException, MalformedInputException {
        boolean keyless = isKeyless(config);
        if (!keyless && isRequired(config, "sct")) {
            throw new UnsupportedCaseException("a certificate timestamp without a certificate");
        }
        if (isRequired(config, "timestamp") && !config.has("trustedRoot")) {
            throw new UnsupportedCaseException("a timestamp without a root");
        }
        if (config.has("predicateType") && !recorded.tool().equals("cosign-attestation")) {
            throw new UnsupportedCaseException("a predicate type of a signature");
        }
    }

    private static boolean isRequired(JsonObject config, String option)
            throws UnsupportedCaseException, MalformedInputException {
        String value = config.findText(option).orElse("not required");
        return switch (value) {
            case "required" -> true;
            case "not required" -> false;
            default -> throw new UnsupportedCaseException(option + ": " + value);
        };
    }
}
