/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.internal.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class PacketReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cb", // no length
                "cbff0000", // half a length
                "cbffffffffff", // a length that is negative as an int
                "cb05aabb", // longer than the input
                "7b00", // no packet
                "c000", // type 0
                "8000", // type 0, legacy
                "d303", // beyond the end
                "93aabb", // a signature announcement without a length
                "c4ea00", // a signature announcement in chunks
                "cbe000", // a first chunk of one octet
            })
    void refusesBrokenHeaders(String hex) {
        assertRefused(GpgReason.OPENPGP_MALFORMED, () -> PacketReader.readAll(Bytes.fromHex(hex), 8));
    }

    @Test
    void refusesChunksThatDoNotEnd() {
        Bytes chunk = Octets.join(Octets.of(0xcb, 0xe9), Bytes.copyOf(new byte[512]));
        assertRefused(GpgReason.OPENPGP_MALFORMED, () -> PacketReader.readAll(chunk, 8));
    }

    @Test
    void readsEveryFormOfLength() throws Exception {
        Bytes body = Bytes.utf8("x".repeat(200));
        for (String header : List.of("cbc008", "cbff000000c8", "acc8", "ad00c8", "ae000000c8", "af")) {
            assertThat(PacketReader.readAll(Octets.join(Bytes.fromHex(header), body), 8))
                    .as(header)
                    .containsExactly(new Packet(Packet.LITERAL, body));
        }
    }

    @Test
    void joinsChunks() throws Exception {
        Bytes first = Bytes.utf8("a".repeat(512));
        Bytes chunked = Octets.join(Octets.of(0xcb, 0xe9), first, Octets.of(0xe0, 'b', 1, 'c'));
        assertThat(PacketReader.readAll(chunked, 8))
                .containsExactly(new Packet(Packet.LITERAL, Octets.join(first, Bytes.utf8("bc"))));
    }
}
