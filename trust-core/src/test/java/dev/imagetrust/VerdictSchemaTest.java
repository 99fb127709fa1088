/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.internal.json.JsonIn;
import dev.imagetrust.policy.TrustPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What we write is what {@code docs/verdict.schema.json} promises, and the promise only grows. */
class VerdictSchemaTest {

    private static final Path ROOT = Path.of(System.getProperty("imagetrust.root"));

    private static JsonSchema schema() {
        return new JsonSchema(JsonIn.object(read(ROOT.resolve("docs/verdict.schema.json"))));
    }

    private static Stream<String> documents() {
        Stream<String> repeatable = Shapes.all().map(shape -> Receipts.document(shape.verdict()));
        ImageTrust trust =
                World.with().set(TrustPolicy.forAllImages(Rule.alpha())).build();
        String withoutPolicy = Receipts.document(trust.under(() -> {
                    throw new IOException("gone");
                })
                .verify(World.IMAGE));
        return Stream.concat(repeatable, Stream.of(withoutPolicy));
    }

    @Test
    void everyDocumentIsValid() {
        assertThat(documents())
                .allSatisfy(document ->
                        assertThat(schema().validate(JsonIn.object(document))).isEmpty());
    }

    @Test
    void everythingTheSchemaDescribesIsWrittenSomewhere() {
        JsonSchema schema = schema();
        documents().forEach(document -> schema.validate(JsonIn.object(document)));

        assertThat(schema.seen()).isEqualTo(schema.paths().keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"admits\": true=\"admits\": \"true\"",
                "\"outcome\": \"TRUSTED\"=\"outcome\": \"FINE\"",
                "\"notJudged\": 0=\"notJudged\": \"0\"",
                "\"size\": 2=\"size\": 2, \"colour\": \"red\"",
                "\"rule\": \"otherwise\"=\"ruler\": \"otherwise\"",
                "\"place\": \"lookaside\"=\"place\": \"attic\"",
                "\"judgedAt\": \"2026=\"judgedAt\": \"yesterday",
                "\"degree\": \"TRUSTED\",=",
                "dev.imagetrust.verdict/1=dev.imagetrust.verdict/2"
            })
    void theValidatorNoticesWhatIsWrong(String replacement) {
        String document =
                Receipts.document(World.with(Sig.alpha(Act.GOOD, "alice")).verify(Rule.alpha()));
        int equals = replacement.indexOf('=');
        String damaged = document.replace(replacement.substring(0, equals), replacement.substring(equals + 1));

        assertThat(damaged).isNotEqualTo(document);
        assertThat(schema().validate(JsonIn.object(damaged))).isNotEmpty();
    }

    /** Lines of the list are never deleted or changed: somebody out there reads that field. */
    @Test
    void fieldsAreOnlyEverAdded() {
        Map<String, String> paths = schema().paths();
        List<String> described = paths.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .toList();
        List<String> promised = read(ROOT.resolve("trust-core/src/test/resources/verdict-fields.txt"))
                .lines()
                .toList();

        assertThat(described).as("fields that were promised and are gone").containsAll(promised);
        assertThat(promised)
                .as("new fields: add these lines to verdict-fields.txt, at their place")
                .isEqualTo(described);
    }

    @Test
    void everyFieldHasADescription() {
        Map<String, Object> root = JsonIn.object(read(ROOT.resolve("docs/verdict.schema.json")));
        Map<?, ?> definitions = (Map<?, ?>) root.get("$defs");

        assertThat(undescribed(root)).isEmpty();
        definitions.forEach((name, definition) ->
                assertThat(undescribed((Map<?, ?>) definition)).as("%s", name).isEmpty());
    }

    private static TreeSet<String> undescribed(Map<?, ?> schema) {
        TreeSet<String> missing = new TreeSet<>();
        if (!schema.containsKey("description")) {
            missing.add("itself");
        }
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                Map<?, ?> described = (Map<?, ?>) property;
                if (!described.containsKey("description") && !described.containsKey("$ref")) {
                    missing.add((String) name);
                }
            });
        }
        return missing;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
