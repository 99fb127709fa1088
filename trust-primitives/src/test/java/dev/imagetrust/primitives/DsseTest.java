/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DsseTest {

    @Test
    void encodesTheExampleOfTheProtocol() {
        assertThat(Dsse.pae("http://example.com/HelloWorld", Bytes.utf8("hello world")))
                .isEqualTo(Bytes.utf8("DSSEv1 29 http://example.com/HelloWorld 11 hello world"));
    }

    @Test
    void countsOctetsOfATypeThatIsNotAscii() {
        assertThat(Dsse.pae("\u00e9\ud83d\ude00", Bytes.utf8("x")))
                .isEqualTo(Bytes.utf8("DSSEv1 6 \u00e9\ud83d\ude00 1 x"));
    }

    @Test
    void countsOctetsOfAPayloadThatIsNotAscii() {
        assertThat(Dsse.pae("t", Bytes.utf8("\u4e16\u754c"))).isEqualTo(Bytes.utf8("DSSEv1 1 t 6 \u4e16\u754c"));
    }

    @Test
    void keepsAPayloadThatIsNoText() {
        // "DSSEv1 1 t 4 " and then the octets as they are
        assertThat(Dsse.pae("t", Bytes.fromHex("c0affeff")))
                .isEqualTo(Bytes.fromHex("44535345763120312074203420c0affeff"));
    }

    @Test
    void encodesNothingAsLengthZero() {
        assertThat(Dsse.pae("", Bytes.empty())).isEqualTo(Bytes.utf8("DSSEv1 0  0 "));
    }

    @Test
    void refusesATypeThatHasNoEncoding() {
        assertThatThrownBy(() -> Dsse.pae("\ud800", Bytes.empty())).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void endsWithThePayload(@ForAll byte[] payload) {
        Bytes encoded = Dsse.pae("t", Bytes.copyOf(payload));

        assertThat(encoded.slice(encoded.length() - payload.length, encoded.length()))
                .isEqualTo(Bytes.copyOf(payload));
    }
}
