/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class JsonPropertyTest {

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\"a\"",
            "\"\\u0061\"",
            "\\",
            "\\ud800",
            "0",
            "-1",
            "1.5e3",
            "true",
            "null",
            " ",
            "\n",
            "NaN",
            "//",
            "\uFEFF",
            "\u00e9",
            "\ud83d\ude00");

    @Provide
    Arbitrary<String> almostJson() {
        return Arbitraries.of(PIECES).list().ofMaxSize(30).map(pieces -> String.join("", pieces));
    }

    @Property(tries = 500)
    void neverThrowsAnythingElseForRandomOctets(@ForAll byte[] octets) {
        readOrRefuse(Bytes.copyOf(octets));
    }

    @Property(tries = 2_000)
    void neverThrowsAnythingElseForAlmostJson(@ForAll @From("almostJson") String text) {
        readOrRefuse(Bytes.utf8(text));
    }

    @Property(tries = 500)
    void readsWhatItWrote(@ForAll @From("almostJson") String text, @ForAll long number, @ForAll boolean bool)
            throws MalformedInputException {
        Bytes written = JsonWriter.object(top -> top.text("t", text)
                .array(
                        "a",
                        a -> a.integer(number).object(o -> o.bool("b", bool)).text(text)));

        JsonObject read = Json.parseObject(written, JsonLimits.SIGNED_PAYLOAD);
        assertThat(read.text("t")).isEqualTo(text);
        assertThat(read.array("a").values().get(0).asInteger()).isEqualTo(number);
        assertThat(read.array("a").values().get(1).asObject().bool("b")).isEqualTo(bool);
        assertThat(JsonWriter.write(read)).isEqualTo(written);
    }

    private static void readOrRefuse(Bytes input) {
        try {
            JsonValue value = Json.parse(input, JsonLimits.SIGNED_PAYLOAD);
            assertThat(Json.parse(JsonWriter.write(value), JsonLimits.SIGNED_PAYLOAD))
                    .isEqualTo(value);
        } catch (MalformedInputException e) {
            assertThat(e.reason().code().id()).startsWith("primitives.");
        }
    }
}
