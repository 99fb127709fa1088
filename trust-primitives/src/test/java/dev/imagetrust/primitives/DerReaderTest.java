/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.math.BigInteger;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** What keys and signatures, whose tests go through this reader, do not show. */
class DerReaderTest {

    @Test
    void refusesATagOfSeveralOctets() {
        DerReader reader = new DerReader(Bytes.fromHex("9f0100"));

        assertRefused(PrimitiveReason.NOT_DER, reader::anyElement);
    }

    @Test
    void refusesToReadOn() {
        assertRefused(PrimitiveReason.NOT_DER, () -> new DerReader(Bytes.empty()).anyElement());
    }

    @Test
    void handsOutAnElementAsItStands() throws Exception {
        DerReader reader = new DerReader(Bytes.fromHex("a003020102" + "0500"));

        assertThat(reader.anyElement()).isEqualTo(Bytes.fromHex("a003020102"));
        assertThat(reader.nextIs(0x05)).isTrue();
        reader.nullValue();
        assertThat(reader.atEnd()).isTrue();
        assertThat(reader.nextIs(0x05)).isFalse();
    }

    @Test
    void readsIntegersOfEitherSign() throws Exception {
        DerReader reader = new DerReader(Bytes.fromHex("02020080" + "020180" + "020100"));

        assertThat(reader.integer()).isEqualTo(BigInteger.valueOf(128));
        assertThat(reader.integer()).isEqualTo(BigInteger.valueOf(-128));
        assertThat(reader.integer()).isEqualTo(BigInteger.ZERO);
    }

    @Test
    void readsALengthOfEachForm() throws Exception {
        for (int length : new int[] {0x7f, 0x80, 0xff, 0x100, 0xffff, 0x10000}) {
            String hex = length < 0x80
                    ? "%02x".formatted(length)
                    : length < 0x100
                            ? "81%02x".formatted(length)
                            : length < 0x10000 ? "82%04x".formatted(length) : "83%06x".formatted(length);
            Bytes whole = Keys.joined(Bytes.fromHex("04" + hex), Bytes.copyOf(new byte[length]));

            assertThat(new DerReader(whole).anyElement()).isEqualTo(whole);
        }
    }

    @Test
    void readsEnumerationsAndTruthsInTheirOnlyForm() throws Exception {
        assertThat(new DerReader(Bytes.fromHex("0a0105")).enumerated()).isEqualTo(5);
        assertThat(new DerReader(Bytes.fromHex("0101ff")).truth()).isTrue();
        assertThat(new DerReader(Bytes.fromHex("010100")).truth()).isFalse();
        assertThat(new DerReader(Bytes.fromHex("8101ff")).truth(0x81)).isTrue();
        for (String hex : new String[] {"0a00", "0a0180", "0a020001"}) {
            assertRefused(PrimitiveReason.NOT_DER, () -> new DerReader(Bytes.fromHex(hex)).enumerated());
        }
        for (String hex : new String[] {"0100", "010101", "0102ffff"}) {
            assertRefused(PrimitiveReason.NOT_DER, () -> new DerReader(Bytes.fromHex(hex)).truth());
        }
    }

    @Test
    void anElementEndsWhereItsParentDoes() throws Exception {
        DerReader list = new DerReader(Bytes.fromHex("3003020105" + "020106")).sequence();

        assertThat(list.integer()).isEqualTo(BigInteger.valueOf(5));
        list.end();
        assertRefused(PrimitiveReason.NOT_DER, list::integer);
        assertRefused(
                PrimitiveReason.NOT_DER,
                () -> new DerReader(Bytes.fromHex("3003020205" + "06"))
                        .sequence()
                        .integer());
    }

    @Test
    void readsTimesInSecondsOfUtc() throws Exception {
        assertThat(time(0x17, "491231235959Z")).isEqualTo(Instant.parse("2049-12-31T23:59:59Z"));
        assertThat(time(0x17, "500101000000Z")).isEqualTo(Instant.parse("1950-01-01T00:00:00Z"));
        assertThat(time(0x18, "20500101000000Z")).isEqualTo(Instant.parse("2050-01-01T00:00:00Z"));
        for (String bad : new String[] {
            "",
            "Z",
            "4912312359Z",
            "491231235959",
            "491231235960Z",
            "490230235959Z",
            "4912312359591",
            "491231235959+0000"
        }) {
            assertRefused(PrimitiveReason.NOT_DER, () -> time(0x17, bad));
        }
        for (String bad : new String[] {"20500101000000.5Z", "205001010000Z", "2050010100000aZ", "20501301000000Z"}) {
            assertRefused(PrimitiveReason.NOT_DER, () -> time(0x18, bad));
        }
    }

    private static Instant time(int tag, String text) throws MalformedInputException {
        String hex = "%02x%02x".formatted(tag, text.length()) + Bytes.utf8(text).toHex();
        return DerTime.either(new DerReader(Bytes.fromHex(hex)));
    }
}
