/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class CborReaderTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "indefinite map,                      bf01 02ff",
        "indefinite array,                    9f01ff",
        "indefinite byte string,              5f4100ff",
        "indefinite text,                     7f6161ff",
        "same label in two encodings,         a2 01 00 1801 00",
        "same text label,                     a2 6161 00 6161 00",
        "float label,                         a1 f93c00 00",
        "big number label,                    a1 c24101 00",
        "byte string label,                   a1 4101 00",
        "half float,                          f93c00",
        "double NaN,                          fb7ff8000000000000",
        "undefined,                           f7",
        "simple value 255,                    f8ff",
        "lone break,                          ff",
        "array of two to the 31st items,      9a80000000",
        "map of too many entries,             b9ffff0102",
        "byte string beyond the end,          420 1",
        "text of two to the 62nd octets,      7b4000000000000000",
        "unsigned beyond int64,               1b8000000000000000",
        "negative beyond int64,               3b8000000000000000",
        "reserved head 28,                    1c",
        "reserved head 30,                    1e",
        "head cut short,                      19 01",
        "text that is no UTF-8,               62 c328",
        "surrogate in text,                   63 eda080",
        "nothing,                             ''"
    })
    void refuses(String what, String hex) {
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> read(hex))
                .satisfies(e -> assertThat(e.reason().code()).isEqualTo(NotationReason.ENVELOPE_MALFORMED));
    }

    @Test
    void refusesOctetsAfterTheItem() {
        CborReader reader = new CborReader(Bytes.fromHex("0000"), CborReader.Tags.ALLOWED);
        assertThatNoException().isThrownBy(reader::next);
        assertThatExceptionOfType(MalformedInputException.class).isThrownBy(reader::expectEnd);
    }

    @Test
    void refusesATagWhereNoneIsAllowed() {
        CborReader reader = new CborReader(Bytes.fromHex("81c100"), CborReader.Tags.REFUSED);
        assertThatExceptionOfType(MalformedInputException.class).isThrownBy(reader::next);
    }

    @Test
    void refusesDeepNestingWithoutOverflow() {
        String deepest = "81".repeat(CborReader.MAX_DEPTH) + "00";
        assertThatNoException().isThrownBy(() -> read(deepest));
        assertThatExceptionOfType(MalformedInputException.class).isThrownBy(() -> read("81" + deepest));
        assertThatExceptionOfType(MalformedInputException.class).isThrownBy(() -> read("c1".repeat(100_000)));
    }

    @Test
    void refusesMoreItemsThanTheLimit() {
        assertThatExceptionOfType(MalformedInputException.class).isThrownBy(() -> read("992000" + "00".repeat(0x2000)));
    }

    @Test
    void readsEachType() throws MalformedInputException {
        assertThat(read("1a000f4240")).isEqualTo(new CborItem.Int(1_000_000));
        assertThat(read("3824")).isEqualTo(new CborItem.Int(-37));
        assertThat(read("3b7fffffffffffffff")).isEqualTo(new CborItem.Int(Long.MIN_VALUE));
        assertThat(read("43010203")).isEqualTo(new CborItem.ByteString(Bytes.fromHex("010203")));
        assertThat(read("62c3bc")).isEqualTo(new CborItem.Text("ü"));
        assertThat(read("82f5f6")).isEqualTo(new CborItem.Array(List.of(new CborItem.Bool(true), new CborItem.Null())));
        assertThat(read("c11a63f53f37")).isEqualTo(new CborItem.Tagged(1, new CborItem.Int(0x63f53f37)));
        assertThat(read("a201046131f4"))
                .as("integer 1 and text 1 are different labels")
                .isEqualTo(new CborItem.Labelled(Map.of(
                        new CborItem.Int(1), new CborItem.Int(4), new CborItem.Text("1"), new CborItem.Bool(false))));
    }

    @Property(tries = 2000)
    void neverFailsOtherwiseThanByRefusing(@ForAll byte[] input) {
        readOrRefuse(Bytes.copyOf(input));
    }

    private static void readOrRefuse(Bytes input) {
        try {
            new CborReader(input, CborReader.Tags.ALLOWED).next();
        } catch (MalformedInputException expected) {
            assertThat(expected.reason().code()).isEqualTo(NotationReason.ENVELOPE_MALFORMED);
        }
    }

    private static CborItem read(String hex) throws MalformedInputException {
        CborReader reader = new CborReader(Bytes.fromHex(hex.replace(" ", "")), CborReader.Tags.ALLOWED);
        CborItem item = reader.next();
        reader.expectEnd();
        return item;
    }
}
