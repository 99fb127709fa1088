/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.CosignRequirement.Format;
import dev.imagetrust.primitives.JsonNull;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Every recorded case that a public key decides, made by the real cosign 2.6 and 3.1. */
class RecordedCasesTest {

    private static final Path FIXTURES =
            Path.of(System.getProperty("imagetrust.shared", "../../shared")).resolve("fixtures");

    /** Aliases of {@code cosign verify-attestation --type}. */
    private static final Map<String, String> TYPES = Map.of(
            "slsaprovenance1", "https://slsa.dev/provenance/v1",
            "spdxjson", "https://spdx.dev/Document");

    @TestFactory
    Stream<DynamicTest> keyedCasesEndAsRecorded() {
        List<JsonObject> cases = keyedCases();
        assertThat(cases).hasSizeGreaterThan(40);
        return cases.stream().map(c -> DynamicTest.dynamicTest(RecordedLayout.text(c, "id"), () -> endsAsRecorded(c)));
    }

    private static void endsAsRecorded(JsonObject recorded) {
        RecordedLayout layout = new RecordedLayout(FIXTURES.resolve("layouts")
                .resolve(RecordedLayout.text(recorded, "repository").replace('/', '_')));
        Digest image = Digest.parse(RecordedLayout.text(recorded, "reference"));
        Judging judging = Judging.by(requirement(recorded));
        boolean accepted = layout.candidatesFor(image).stream()
                .filter(judging::wants)
                .anyMatch(candidate -> judging.report(candidate).status() == Status.ACCEPTED);
        boolean expected = RecordedLayout.unchecked(() -> recorded.bool("expected"));
        assertThat(accepted).isEqualTo(expected);
    }

    private static CosignRequirement requirement(JsonObject recorded) {
        JsonObject config = config(recorded);
        String key = RecordedLayout.text(config, "publicKey");
        CosignRequirement.Builder requirement = CosignRequirement.key(RecordedLayout.read(FIXTURES.resolve(key)), key)
                .onlyFormat(RecordedLayout.text(config, "format").equals("legacy") ? Format.LEGACY : Format.BUNDLE);
        if (config.has("annotations")) {
            JsonObject annotations = RecordedLayout.unchecked(() -> config.object("annotations"));
            annotations.names().forEach(name -> requirement.annotation(name, RecordedLayout.text(annotations, name)));
        }
        if (config.has("predicateType")) {
            requirement.attestation(TYPES.get(RecordedLayout.text(config, "predicateType")));
        }
        return requirement.build();
    }

    private static List<JsonObject> keyedCases() {
        Path file = FIXTURES.resolve("expected.json");
        Assumptions.assumeTrue(Files.exists(file), "the recorded corpus is not there: " + file);
        return RecordedLayout.unchecked(() -> RecordedLayout.json(RecordedLayout.read(file))
                        .array("cases")
                        .objects())
                .stream()
                .filter(c -> RecordedLayout.text(c, "tool").startsWith("cosign"))
                .filter(c -> config(c).has("publicKey") && !config(c).has("trustedRoot"))
                .filter(c -> !(c.members().get("expected") instanceof JsonNull))
                .toList();
    }

    private static JsonObject config(JsonObject recorded) {
        return RecordedLayout.unchecked(() -> recorded.object("config"));
    }
}
