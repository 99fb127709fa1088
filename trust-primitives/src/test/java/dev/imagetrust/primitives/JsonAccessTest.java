/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class JsonAccessTest {

    private static JsonObject object(String singleQuoted) throws MalformedInputException {
        return Json.parseObject(Bytes.utf8(singleQuoted.replace('\'', '"')), JsonLimits.SIGNED_PAYLOAD);
    }

    @Test
    void namesThePathOfAWrongType() throws Exception {
        JsonObject top = object("{'critical':{'image':{'docker-manifest-digest':5}}}");

        assertRefused(
                        PrimitiveReason.JSON_WRONG_TYPE,
                        () -> top.object("critical").object("image").text("docker-manifest-digest"))
                .hasMessageContaining("critical.image.docker-manifest-digest: expected a text, found a number");
    }

    @Test
    void namesThePathOfAMissingMember() throws Exception {
        JsonObject top = object("{'a':[{},{}]}");

        assertRefused(
                        PrimitiveReason.JSON_MEMBER_MISSING,
                        () -> top.array("a").objects().get(1).value("b"))
                .hasMessageContaining("a[1].b: has to be there");
    }

    @Test
    void quotesOddNamesInPaths() throws Exception {
        JsonObject top = object("{'docker.io/x\\n':{'':[null]}}");

        JsonValue inner =
                top.members().get("docker.io/x\n").asObject().array("").values().get(0);
        assertThat(inner.path()).isEqualTo("[\"docker.io/x\\u000a\"][\"\"][0]");
    }

    @Test
    void namesThePathOfEveryKindOfValue() throws Exception {
        JsonObject top = object("{'azAZ09-_':['t',1,true,null,{},[]]}");

        assertThat(top.array("azAZ09-_").values())
                .extracting(JsonValue::path)
                .containsExactly(
                        "azAZ09-_[0]", "azAZ09-_[1]", "azAZ09-_[2]", "azAZ09-_[3]", "azAZ09-_[4]", "azAZ09-_[5]");
        assertThat(top.array("azAZ09-_").path()).isEqualTo("azAZ09-_");
        assertThat(top.pathOf("absent")).isEqualTo("absent");
    }

    @Test
    void tellsEmptyArraysFromOthers() throws Exception {
        assertThat(object("{'a':[]}").array("a").isEmpty()).isTrue();
        assertThat(object("{'a':[0]}").array("a").isEmpty()).isFalse();
    }

    @Test
    void shortensLongNamesInPaths() throws Exception {
        JsonObject top = object("{'" + "x".repeat(5_000) + "':{'y':1}}");

        assertThat(top.members()
                        .values()
                        .iterator()
                        .next()
                        .asObject()
                        .value("y")
                        .path())
                .hasSizeLessThan(200)
                .endsWith(".y");
    }

    @ParameterizedTest
    @CsvSource({
        "text, true",
        "text, 1",
        "text, null",
        "text, {}",
        "text, []", //
        "object, []",
        "object, null",
        "object, 1",
        "object, true", //
        "array, {}",
        "array, null",
        "array, false", //
        "integer, null",
        "integer, true",
        "integer, '\"5\"'",
        "integer, []", //
        "bool, 1",
        "bool, null",
        "bool, '\"true\"'"
    })
    void refusesEveryOtherTypeAndNeverConverts(String wanted, String literal) throws Exception {
        JsonObject top = object("{'m':" + literal + "}");

        assertRefused(PrimitiveReason.JSON_WRONG_TYPE, () -> read(top, wanted));
        assertRefused(PrimitiveReason.JSON_WRONG_TYPE, () -> find(top, wanted));
    }

    private static void read(JsonObject top, String wanted) throws MalformedInputException {
        switch (wanted) {
            case "text" -> top.text("m");
            case "object" -> top.object("m");
            case "array" -> top.array("m");
            case "integer" -> top.integer("m");
            case "bool" -> top.bool("m");
            default -> throw new AssertionError(wanted);
        }
    }

    private static void find(JsonObject top, String wanted) throws MalformedInputException {
        switch (wanted) {
            case "text" -> top.findText("m");
            case "object" -> top.findObject("m");
            case "array" -> top.findArray("m");
            case "integer" -> top.findInteger("m");
            case "bool" -> top.findBool("m");
            default -> throw new AssertionError(wanted);
        }
    }

    @Test
    void readsWhatIsThere() throws Exception {
        JsonObject top = object("{'t':'x','o':{},'a':['y'],'i':-7,'b':true}");

        assertThat(top.text("t")).isEqualTo("x");
        assertThat(top.object("o").names()).isEmpty();
        assertThat(top.array("a").texts()).containsExactly("y");
        assertThat(top.integer("i")).isEqualTo(-7);
        assertThat(top.bool("b")).isTrue();
    }

    @Test
    void findsWhatIsThere() throws Exception {
        JsonObject top = object("{'t':'x','o':{},'a':['y'],'i':-7,'b':false,'n':null}");

        assertThat(top.findText("t")).contains("x");
        assertThat(top.findObject("o")).isPresent();
        assertThat(top.findArray("a")).isPresent();
        assertThat(top.findInteger("i")).hasValue(-7);
        assertThat(top.findBool("b")).contains(false);
        assertThat(top.find("n")).containsInstanceOf(JsonNull.class);
    }

    @Test
    void findsNothingWhereTheMemberIsAbsent() throws Exception {
        JsonObject top = object("{}");

        assertThat(top.findText("m")).isEmpty();
        assertThat(top.findObject("m")).isEmpty();
        assertThat(top.findArray("m")).isEmpty();
        assertThat(top.findInteger("m")).isEmpty();
        assertThat(top.findBool("m")).isEmpty();
        assertThat(top.find("m")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e3", "1E3", "0.5", "9223372036854775808", "-9223372036854775809"})
    void refusesNumbersThatAreNoIntegers(String literal) throws Exception {
        JsonObject top = object("{'size':" + literal + "}");

        assertRefused(PrimitiveReason.JSON_NOT_AN_INTEGER, () -> top.integer("size"))
                .hasMessageContaining("size: " + literal);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
    void readsAll64BitIntegers(long value) throws Exception {
        assertThat(object("{'size':" + value + "}").integer("size")).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"1e3, 1000", "1.0, 1", "-5, -5", "120e-1, 12"})
    void readsWholeNumbersHoweverWrittenWhenAsked(String literal, long value) throws Exception {
        JsonNumber number = (JsonNumber) object("{'t':" + literal + "}").value("t");

        assertThat(number.wholeValue()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e19", "1e999999999", "1e-999999999", "1e99999999999999"})
    void refusesNumbersThatAreNotWholeOrTooLarge(String literal) throws Exception {
        JsonNumber number = (JsonNumber) object("{'t':" + literal + "}").value("t");

        assertRefused(PrimitiveReason.JSON_NOT_AN_INTEGER, number::wholeValue);
    }

    @Test
    void refusesAMemberThatIsNotAllowed() throws Exception {
        JsonObject top = object("{'a':1,'B':2}");

        assertRefused(PrimitiveReason.JSON_MEMBER_UNKNOWN, () -> top.allowOnly(Set.of("a", "b")))
                .hasMessageContaining("B: allowed are [a, b]");
        assertRefused(PrimitiveReason.JSON_MEMBER_UNKNOWN, () -> top.requireExactly(Set.of("a")));
    }

    @Test
    void refusesAnObjectThatLacksARequiredMember() throws Exception {
        JsonObject top = object("{'a':1}");

        assertRefused(PrimitiveReason.JSON_MEMBER_MISSING, () -> top.requireExactly(Set.of("a", "b")));
    }

    @Test
    void allowsMembersToBeAbsentUnlessRequired() throws Exception {
        JsonObject top = object("{'a':1}");

        assertThat(top.allowOnly(Set.of("a", "b"))).isSameAs(top);
        assertThat(top.requireExactly(Set.of("a"))).isSameAs(top);
    }

    @Test
    void takesNullForAbsentOnlyWhenAskedTo() throws Exception {
        JsonObject top = object("{'a':null,'b':{'c':null}}");

        assertThat(top.has("a")).isTrue();
        assertThat(top.withoutNulls().findText("a")).isEmpty();
        assertThat(top.withoutNulls().object("b").has("c")).isTrue();
    }

    @Test
    void refusesMixedArrays() throws Exception {
        JsonArray array = object("{'a':['x',{}]}").array("a");

        assertRefused(PrimitiveReason.JSON_WRONG_TYPE, array::texts).hasMessageContaining("a[1]");
        assertRefused(PrimitiveReason.JSON_WRONG_TYPE, array::objects).hasMessageContaining("a[0]");
    }

    @Test
    void namesThePathOfBase64ThatIsNotCanonical() throws Exception {
        JsonValue value = object("{'sig':'+/9='}").value("sig");

        for (ThrowingCallable decoding :
                List.<ThrowingCallable>of(value::asBase64, value::asBase64Url, value::asBase64Either)) {
            assertRefused(PrimitiveReason.BASE64_NOT_CANONICAL, decoding).hasMessageContaining("sig: ");
        }
    }

    @Test
    void refusesToDecodeWhatIsNoText() throws Exception {
        JsonValue value = object("{'sig':1234}").value("sig");

        assertRefused(PrimitiveReason.JSON_WRONG_TYPE, value::asBase64);
    }

    @Test
    void decodesBase64AsTheNamesSay() throws Exception {
        JsonObject top = object("{'standard':'+/8=','url':'-_8'}");
        Bytes octets = Bytes.fromHex("fbff");

        assertThat(top.value("standard").asBase64()).isEqualTo(octets);
        assertThat(top.value("url").asBase64Url()).isEqualTo(octets);
        assertThat(top.value("url").asBase64Either()).isEqualTo(octets);
        assertRefused(PrimitiveReason.BASE64_NOT_CANONICAL, top.value("url")::asBase64);
        assertRefused(PrimitiveReason.BASE64_NOT_CANONICAL, top.value("standard")::asBase64Url);
    }

    @Test
    void letsCallersRefuseByTheirOwnRules() throws Exception {
        JsonValue value = object("{'a':['x']}").array("a").values().get(0);

        assertThat(value.refusal(PrimitiveReason.NOT_UTF8, "odd").reason().detail())
                .isEqualTo("a[0]: odd");
    }

    @Test
    void showsNoContentAsText() throws Exception {
        assertThat(object("{'a':'secret'}").value("a")).hasToString("a text at a");
    }
}
