/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.notation.NotationPolicy;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Signatures made by the notation tool, judged through the whole library; the tool's own answers are recorded. */
class RecordedSignaturesTest {

    private static final Path FIXTURES =
            Path.of(System.getProperty("imagetrust.shared", "")).resolve("fixtures");
    private static final Instant RECORDED = Instant.parse("2026-11-23T20:00:00Z");

    static Stream<Arguments> cases() throws IOException, MalformedInputException {
        if (!Files.isDirectory(FIXTURES)) {
            return Stream.of(arguments("no fixtures at " + FIXTURES, null));
        }
        JsonValue expected = Json.parse(read(FIXTURES.resolve("expected.json")), JsonLimits.BUNDLE);
        List<Arguments> cases = new ArrayList<>();
        for (JsonObject each : (expected instanceof JsonObject o ? o.array("cases") : expected.asArray()).objects()) {
            if (each.text("tool").equals("notation")) {
                cases.add(arguments(each.text("id"), each));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsTheToolDid(String id, JsonObject each) throws IOException, MalformedInputException {
        assumeTrue(each != null, id);
        Verdict verdict = judge(each);
        if (id.contains("short-lived")) {
            // No tool was asked. The certificates begin in the second of a token that is accurate to one second.
            assertThat(verdict.has(NotationReason.TIMESTAMP_OUT_OF_RANGE))
                    .as(verdict.summary())
                    .isTrue();
            return;
        }
        Outcome expected = each.bool("expected") ? Outcome.TRUSTED : Outcome.UNTRUSTED;
        assertThat(verdict.outcome()).as(verdict.summary()).isEqualTo(id.contains("audit") ? Outcome.EXEMPT : expected);
    }

    private static Verdict judge(JsonObject each) throws IOException, MalformedInputException {
        JsonObject config = each.object("config");
        LayoutSource layout = LayoutSource.open(
                FIXTURES.resolve("layouts").resolve(each.text("repository").replaceFirst("/", "_")));
        Descriptor image = layout.descriptor(Digest.parse(each.text("reference")));
        return ImageTrust.builder()
                .policy(NotationPolicy.parse(JsonWriter.write(config.object("trustPolicy"))))
                .trustStore(trust(config.object("trustStores")))
                .signatures(layout)
                .clock(() -> RECORDED)
                .build()
                .verify(ImageSubject.byDigest(ImageName.parse("registry.example/" + each.text("repository")), image));
    }

    private static TrustSnapshot trust(JsonObject stores) throws IOException, MalformedInputException {
        Map<String, AnchorKind> kinds = Map.of("ca", AnchorKind.NOTATION_CA, "tsa", AnchorKind.NOTATION_TSA);
        List<TrustAnchor> anchors = new ArrayList<>();
        for (String store : stores.names()) {
            String[] path = store.split("/");
            for (String file : stores.array(store).texts()) {
                anchors.add(new TrustAnchor(kinds.get(path[1]), path[2], file, read(FIXTURES.resolve(file))));
            }
        }
        return TrustSnapshot.of(anchors);
    }

    static Bytes read(Path file) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(file));
    }
}
