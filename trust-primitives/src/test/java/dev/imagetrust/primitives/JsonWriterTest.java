/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class JsonWriterTest {

    @Test
    void refusesOneNameTwice() {
        assertThatThrownBy(() -> JsonWriter.object(top -> top.text("a", "").integer("a", 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesHalfASurrogatePair() {
        assertThatThrownBy(() -> JsonWriter.array(top -> top.text("\ud800")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesCompactlyInTheOrderOfTheCalls() {
        Bytes written = JsonWriter.object(top -> top.object("critical", critical -> critical.text("type", "x"))
                .array(
                        "list",
                        list -> list.text("a")
                                .integer(2)
                                .object(o -> o.bool("b", true))
                                .object(o -> {}))
                .integer("n", -1));

        assertThat(written)
                .isEqualTo(Bytes.utf8("{\"critical\":{\"type\":\"x\"},\"list\":[\"a\",2,{\"b\":true},{}],\"n\":-1}"));
    }

    @Test
    void escapesOnlyWhatHasToBeEscaped() {
        Bytes written = JsonWriter.array(top -> top.text("\"\\/\b\t\n\f\r\u0000\u001f\u007f<>&\u2028\u00e9"));

        assertThat(written).isEqualTo(Bytes.utf8("[\"\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001f\u007f<>&\u2028\u00e9\"]"));
    }

    @Test
    void writesWhatWasReadWithNumbersAsTheyWere() throws Exception {
        Bytes input = Bytes.utf8("{\"z\":1.50,\"a\":[1e3,null,false,{\"b\":\"\"}]}");

        JsonValue read = Json.parse(input, JsonLimits.CONFIGURATION);
        assertThat(JsonWriter.write(read)).isEqualTo(input);
        assertThat(JsonWriter.object(top -> top.value("read", read)))
                .isEqualTo(Bytes.utf8("{\"read\":{\"z\":1.50,\"a\":[1e3,null,false,{\"b\":\"\"}]}}"));
    }

    @Test
    void takesEveryKindOfValueOneAfterAnother() throws Exception {
        JsonValue zero = Json.parse(Bytes.utf8("0"), JsonLimits.SIGNED_PAYLOAD);

        assertThat(JsonWriter.object(top -> top.integer("a", 1)
                        .bool("b", false)
                        .value("c", zero)
                        .array("d", d -> d.value(zero).integer(2).text("e"))
                        .object("f", f -> {})
                        .text("g", "")))
                .isEqualTo(Bytes.utf8("{\"a\":1,\"b\":false,\"c\":0,\"d\":[0,2,\"e\"],\"f\":{},\"g\":\"\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"arrays", "french", "structures", "unicode", "values", "weird"})
    void readsThePublishedPairsOfRfc8785AsEqualTexts(String name) throws Exception {
        Path folder = Path.of(System.getProperty("imagetrust.shared"), "upstream", "jcs", "testdata");
        assumeTrue(Files.isDirectory(folder), "no published test data at " + folder);

        JsonValue input = Json.parse(read(folder.resolve("input"), name), JsonLimits.SIGNED_PAYLOAD);
        Bytes canonical = read(folder.resolve("output"), name);
        JsonValue output = Json.parse(canonical, JsonLimits.SIGNED_PAYLOAD);
        assertThat(JsonWriter.write(output)).as("canonical form is kept").isEqualTo(canonical);
        if (!name.equals("values") && !name.equals("structures")) { // there the two spell numbers differently
            assertThat(input).isEqualTo(output);
        }
    }

    private static Bytes read(Path folder, String name) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(folder.resolve(name + ".json")));
    }
}
