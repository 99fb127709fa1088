/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.math.BigInteger;
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
}
