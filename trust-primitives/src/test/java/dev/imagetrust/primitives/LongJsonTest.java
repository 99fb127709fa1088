/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Documents that are read piece by piece: as strict as short ones. */
class LongJsonTest {

    private static final int LENGTH = 100_000;
    private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 10, 1_000, 1_000);
    private static final String ROOM = " ".repeat(LENGTH);

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00e4", "\u20ac", "\ud83d\ude00", "\\\\", "\\u0041", "\\\"", "\\ud83d\\ude00"})
    void aTextIsMeasuredInUnitsWithItsEscapesResolved(String character) throws Exception {
        int units = character.startsWith("\\ud8") || character.length() == 2 && !character.startsWith("\\") ? 2 : 1;
        String longest = character.repeat(1_000 / units);
        assertThat(Json.parse(Bytes.utf8(ROOM + "[\"" + longest + "\"]"), LIMITS)
                        .asArray()
                        .texts()
                        .get(0))
                .hasSize(1_000);
        assertThat(reason(ROOM + "[\"" + longest + "a\"]")).isEqualTo(PrimitiveReason.JSON_LIMIT);
        assertThat(reason(ROOM + "{\"" + longest + "a\":1}")).isEqualTo(PrimitiveReason.JSON_LIMIT);
    }

    @Test
    void aNumberIsMeasuredBeforeItIsRead() throws Exception {
        String longest = "1".repeat(64);
        assertThat(Json.parse(Bytes.utf8(ROOM + "[" + longest + ",true]"), LIMITS)
                        .asArray()
                        .size())
                .isEqualTo(2);
        assertThat(reason(ROOM + "[" + longest + "1]")).isEqualTo(PrimitiveReason.JSON_LIMIT);
    }

    @Test
    void whatStandsBetweenValuesIsNoLongWord() throws Exception {
        JsonLimits wide = new JsonLimits(1 << 20, 10, 1 << 20, 100);
        assertThat(Json.parse(Bytes.utf8(ROOM + "[" + "[],{}\t,\r\n".repeat(20) + "{\"a\":0}]"), wide)
                        .asArray()
                        .size())
                .isEqualTo(41);
    }

    @Test
    void aTextOfMoreThanThePieceIsRead() throws Exception {
        String text = "\u20ac".repeat(LENGTH) + "\ud83d\ude00".repeat(LENGTH);
        JsonLimits wide = new JsonLimits(1 << 20, 10, 1 << 20, 10);
        assertThat(Json.parse(Bytes.utf8("[\"" + text + "\"]"), wide).asArray().texts())
                .containsExactly(text);
    }

    @Test
    void refusesOctetsThatAreNoUtf8() {
        for (String hex : new String[] {"c0af", "eda080", "ff", "f4908080", "e282"}) {
            byte[] room = ROOM.getBytes(StandardCharsets.US_ASCII);
            Bytes bad = Bytes.fromHex(hex);
            byte[] all = new byte[room.length + bad.length()];
            System.arraycopy(room, 0, all, 0, room.length);
            System.arraycopy(bad.toByteArray(), 0, all, room.length, bad.length());
            assertThat(reason(Bytes.copyOf(all))).isEqualTo(PrimitiveReason.NOT_UTF8);
        }
    }

    @Test
    void refusesAByteOrderMarkAndASecondValue() {
        assertThat(reason("\ufeff{}" + ROOM)).isEqualTo(PrimitiveReason.BYTE_ORDER_MARK);
        assertThat(reason("{}" + ROOM + "{}")).isEqualTo(PrimitiveReason.JSON_SYNTAX);
        assertThat(reason("{}" + ROOM + "\"")).isEqualTo(PrimitiveReason.JSON_SYNTAX);
        assertThat(reason(ROOM)).isEqualTo(PrimitiveReason.JSON_SYNTAX);
        assertThat(reason(ROOM + "{\"a\":1,\"a\":1}")).isEqualTo(PrimitiveReason.JSON_DUPLICATE_MEMBER);
        assertThat(reason(ROOM + "[\"\\ud83d\"]")).isEqualTo(PrimitiveReason.JSON_LONE_SURROGATE);
    }

    private static Object reason(String text) {
        return reason(Bytes.utf8(text));
    }

    private static Object reason(Bytes document) {
        return catchThrowableOfType(MalformedInputException.class, () -> Json.parse(document, LIMITS))
                .reason()
                .code();
    }
}
