/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonTest {

    private static final JsonLimits LIMITS = new JsonLimits(1_000, 3, 10, 5);

    private static JsonValue parse(String text) throws MalformedInputException {
        return Json.parse(Bytes.utf8(text), LIMITS);
    }

    static Stream<Named<Bytes>> inputsThatAreNotUtf8() {
        return Stream.of(
                Named.of("an overlong slash", Bytes.fromHex("22c0af22")),
                Named.of("an encoded surrogate", Bytes.fromHex("22eda08022")),
                Named.of("a truncated sequence", Bytes.fromHex("22e282")),
                Named.of("a code point above U+10FFFF", Bytes.fromHex("22f490808022")),
                Named.of("a UTF-16 byte order mark", Bytes.fromHex("feff007b007d")));
    }

    @ParameterizedTest
    @MethodSource("inputsThatAreNotUtf8")
    void refusesWhatIsNotUtf8(Bytes input) {
        assertRefused(PrimitiveReason.NOT_UTF8, () -> Json.parse(input, LIMITS));
    }

    @Test
    void refusesAByteOrderMark() {
        assertRefused(PrimitiveReason.BYTE_ORDER_MARK, () -> parse("\uFEFF{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void refusesOtherEncodingsThatJacksonWouldGuess(String charset) {
        Bytes input = Bytes.copyOf("{}".getBytes(Charset.forName(charset)));

        assertRefused(PrimitiveReason.JSON_SYNTAX, () -> Json.parse(input, LIMITS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "{",
                "[1,",
                "[1,]",
                "[,1]",
                "{\"a\":1,}",
                "{\"a\"}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1]",
                "NaN",
                "[Infinity]",
                "01",
                "[-01]",
                "+1",
                ".5",
                "1.",
                "1e",
                "-",
                "0x10",
                "True",
                "nul",
                "{\"\\ud83d\":1}",
                "{\"\\ude00\":1}",
                "truefalse",
                "/* c */ {}",
                "{} // c",
                "# c\n{}",
                "\"\\x41\"",
                "\"\\u12\"",
                "\"a\nb\"",
                "\"a\tb\"",
                "\"a",
                "\u00a0{}",
                "\u001e{}",
                "{}\u0000",
            })
    void refusesWhatIsNotJson(String text) {
        assertRefused(PrimitiveReason.JSON_SYNTAX, () -> parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}{}", "{} {}", "1 2", "null null", "[] x", "{}]", "\"a\"\"b\""})
    void refusesAnythingAfterTheValue(String text) {
        assertRefused(PrimitiveReason.JSON_SYNTAX, () -> parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"b\":{\"a\":1,\"a\":2}}",
                "[[{\"a\":1,\"a\":null}]]",
                "{\"\":1,\"\":2}"
            })
    void refusesAMemberNameTwiceAtAnyLevel(String text) {
        assertRefused(PrimitiveReason.JSON_DUPLICATE_MEMBER, () -> parse(text));
    }

    @Test
    void takesTheSameNameInDifferentObjectsAndInDifferentCase() throws Exception {
        assertThat(parse("{\"a\":{\"a\":1},\"A\":2}").asObject().names()).containsExactly("a", "A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud800\"", "\"\\udc00\"", "\"\\udc00\\ud800\"", "[\"x\\ud800y\"]"})
    void refusesHalfASurrogatePair(String text) {
        assertRefused(PrimitiveReason.JSON_LONE_SURROGATE, () -> parse(text));
    }

    @Test
    void takesAWholeSurrogatePairInEscapes() throws Exception {
        assertThat(parse("\"\\ud83d\\ude00\"").asText()).isEqualTo("\ud83d\ude00");
    }

    @Test
    void refusesInputLongerThanItsLimitBeforeDecodingIt() {
        Bytes input = Bytes.copyOf(new byte[1_001]);

        assertRefused(PrimitiveReason.TOO_LONG, () -> Json.parse(input, LIMITS));
    }

    @Test
    void takesInputAsLongAsItsLimit() throws Exception {
        assertThat(parse("{}" + " ".repeat(998)).asObject().names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[[[]]]]", "{\"a\":{\"b\":{\"c\":[]}}}"})
    void refusesDeepNesting(String text) {
        assertRefused(PrimitiveReason.JSON_LIMIT, () -> parse(text));
    }

    @Test
    void takesNestingAsDeepAsTheLimit() throws Exception {
        assertThat(parse("[[[1]]]")).isInstanceOf(JsonArray.class);
    }

    @Test
    void refusesEndlessNestingUnderTheLargestLimits() {
        JsonLimits largest = new JsonLimits(1 << 20, JsonLimits.DEEPEST, 10, 1 << 20);
        Bytes input = Bytes.utf8("[".repeat(500_000));

        assertRefused(PrimitiveReason.JSON_LIMIT, () -> Json.parse(input, largest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"12345678901\"", "{\"12345678901\":1}"})
    void refusesLongTextsAndNames(String text) {
        assertRefused(PrimitiveReason.JSON_LIMIT, () -> parse(text));
    }

    @Test
    void takesATextAsLongAsTheLimit() throws Exception {
        assertThat(parse("\"1234567890\"").asText()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2,3,4,5,6]", "[[1,2],[3,4]]", "{\"a\":{\"b\":1,\"c\":2},\"d\":{\"e\":1,\"f\":2}}"})
    void refusesManyMembersInTheWholeDocument(String text) {
        assertRefused(PrimitiveReason.JSON_LIMIT, () -> parse(text));
    }

    @Test
    void takesAsManyMembersAsTheLimit() throws Exception {
        assertThat(parse("[1,2,3,4,5]").asArray().size()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "0.1", "1e1"})
    void refusesLongNumbers(String start) {
        assertRefused(PrimitiveReason.JSON_LIMIT, () -> parse(start + "0".repeat(JsonLimits.MAX_NUMBER_LENGTH)));
    }

    @Test
    void takesEveryKindOfValue() throws Exception {
        JsonArray array = parse("[\"t\",1.5,true,null,{}]").asArray();

        assertThat(array.values())
                .extracting(JsonValue::kind)
                .containsExactly("a text", "a number", "a boolean", "null", "an object");
    }

    @Test
    void keepsTheOrderOfMembers() throws Exception {
        assertThat(parse("{\"z\":1,\"a\":2,\"m\":3}").asObject().names()).containsExactly("z", "a", "m");
    }

    @Test
    void readsTextsByteForByte() throws Exception {
        Bytes input = Bytes.copyOf("\"h\u00e9\\u0000\u4e16\"".getBytes(StandardCharsets.UTF_8));

        assertThat(Json.parse(input, LIMITS).asText()).isEqualTo("h\u00e9\0\u4e16");
    }

    @Test
    void refusesADocumentThatIsNoObjectWhereOneIsExpected() {
        assertRefused(PrimitiveReason.JSON_WRONG_TYPE, () -> Json.parseObject(Bytes.utf8("[]"), LIMITS))
                .hasMessageContaining("the document: expected an object, found an array");
    }

    @Test
    void namesTheSyntaxErrorsPlace() {
        assertRefused(PrimitiveReason.JSON_SYNTAX, () -> parse("{\n  x}")).hasMessageContaining("line 2, column");
    }

    @Test
    void saysNothingOfWhatTheReaderKeepsToItself() {
        assertRefused(PrimitiveReason.JSON_SYNTAX, () -> parse("[1}"))
                .hasMessageContaining("line 1, column 3")
                .hasMessageNotContaining("Source");
    }

    @Test
    void takesANumberAsLongAsItsLimit() throws Exception {
        String longest = "1".repeat(JsonLimits.MAX_NUMBER_LENGTH);

        assertThat(((JsonNumber) parse(longest)).literal()).isEqualTo(longest);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"a\":1}', '{\"a\":2}'",
        "'{\"a\":1}', '{\"b\":1}'",
        "'[1]', '[2]'",
        "'[1]', '[1,1]'", //
        "'\"a\"', '\"b\"'",
        "1, 2",
        "1, 1.0",
        "true, false",
        "null, false",
        "'[]', '{}'",
        "1, '\"1\"'"
    })
    void tellsDifferentValuesApart(String one, String other) throws Exception {
        assertThat(parse(one)).isNotEqualTo(parse(other));
        assertThat(parse(other)).isNotEqualTo(parse(one));
    }

    @Test
    void takesLimitsOfZero() throws Exception {
        assertThat(Json.parse(Bytes.utf8("1"), new JsonLimits(1, 0, 0, 0)).asInteger())
                .isEqualTo(1);
        assertRefused(PrimitiveReason.TOO_LONG, () -> Json.parse(Bytes.utf8("1"), new JsonLimits(0, 0, 0, 0)));
        assertRefused(PrimitiveReason.JSON_LIMIT, () -> Json.parse(Bytes.utf8("[]"), new JsonLimits(9, 0, 0, 0)));
    }

    @Test
    void refusesLimitsThatCannotBeKept() {
        assertThatThrownBy(() -> new JsonLimits(1, JsonLimits.DEEPEST + 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        for (int i = 0; i < 4; i++) {
            int[] four = {1, 1, 1, 1};
            four[i] = -1;
            assertThatThrownBy(() -> new JsonLimits(four[0], four[1], four[2], four[3]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void equalsByContentWhereverTheValueStands() throws Exception {
        List<JsonValue> values = parse("[{\"a\":1},{\"a\":1}]").asArray().values();

        assertThat(values.get(0)).isEqualTo(values.get(1)).hasSameHashCodeAs(values.get(1));
        assertThat(values.get(0).path()).isNotEqualTo(values.get(1).path());
    }
}
