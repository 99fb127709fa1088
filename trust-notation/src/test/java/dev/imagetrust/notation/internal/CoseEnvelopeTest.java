/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.VerificationKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.imagetrust.notation.NotationReason.*;
import static dev.imagetrust.notation.internal.CborForge.concat;
import static dev.imagetrust.notation.internal.CborForge.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The syntax of COSE envelopes. */
class CoseEnvelopeTest {

    private static final byte[] HEADER = encode(encode(Map.of(1, -7)));
    private static final byte[] PAYLOAD = encode(new byte[] {1, 2, 3});
    private static final byte[] SIGNATURE = encode(new byte[64]);

    static Stream<Arguments> malformed() {
        String good = cose(HEADER, PAYLOAD, SIGNATURE).toHex();
        return Stream.of(
                arguments("nothing", ""),
                arguments("head alone", "d284"),
                arguments("no tag", good.substring(2)),
                arguments("tag in two octets", "d812" + good.substring(2)),
                arguments("tag 98", "d862" + good.substring(2)),
                arguments("tag 18 twice", "d2" + good),
                arguments("array of five", "d285" + good.substring(4) + "00"),
                arguments("array head in two octets", "d29804" + good.substring(4)),
                arguments("indefinite array", "d29f" + good.substring(4) + "ff"),
                arguments("trailing octet", good + "00"),
                arguments("two messages", good + good),
                arguments(
                        "protected header as map",
                        cose(encode(Map.of(1, -7)), PAYLOAD, SIGNATURE).toHex()),
                arguments(
                        "empty protected header",
                        cose(encode(new byte[0]), PAYLOAD, SIGNATURE).toHex()),
                arguments(
                        "protected header that is no map",
                        cose(encode(encode(1)), PAYLOAD, SIGNATURE).toHex()),
                arguments("octets behind the protected map", protectedHeader("a1012600")),
                arguments("indefinite protected map", protectedHeader("bf0126ff")),
                arguments("label twice", protectedHeader("a2012618012a")),
                arguments("float in an extended attribute", protectedHeader("a20126616bf93c00")),
                arguments("detached payload", cose(HEADER, hex("f6"), SIGNATURE).toHex()),
                arguments(
                        "undefined payload", cose(HEADER, hex("f7"), SIGNATURE).toHex()),
                arguments(
                        "empty payload",
                        cose(HEADER, encode(new byte[0]), SIGNATURE).toHex()),
                arguments("text payload", cose(HEADER, encode("x"), SIGNATURE).toHex()),
                arguments(
                        "indefinite payload",
                        cose(HEADER, hex("5f4101ff"), SIGNATURE).toHex()),
                arguments(
                        "empty signature",
                        cose(HEADER, PAYLOAD, encode(new byte[0])).toHex()),
                arguments("unprotected header as array", raw(HEADER, encode(List.of()), PAYLOAD, SIGNATURE)),
                arguments("tag in the unprotected header", raw(HEADER, hex("a1182181c14101"), PAYLOAD, SIGNATURE)),
                arguments(
                        "tag around the payload",
                        cose(HEADER, concat(hex("c1"), PAYLOAD), SIGNATURE).toHex()),
                arguments("certificate that is text", raw(HEADER, hex("a11821816178"), PAYLOAD, SIGNATURE)),
                arguments("empty certificate", raw(HEADER, hex("a118218140"), PAYLOAD, SIGNATURE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void refuses(String what, String envelope) {
        EnvelopeTest.assertMalformed(ENVELOPE_MALFORMED, EnvelopeFormat.COSE, Bytes.fromHex(envelope));
    }

    @Test
    void readsTheHeaderItselfWithoutComplaint() {
        assertThatNoException()
                .isThrownBy(() -> UnverifiedEnvelope.parse(EnvelopeFormat.COSE, cose(HEADER, PAYLOAD, SIGNATURE)));
    }

    @Test
    void verifiesOverTheShortestHeadOfTheProtectedHeader() throws MalformedInputException {
        EnvelopeForge forge = EnvelopeTest.forge(EnvelopeFormat.COSE);
        byte[] header = encode(forge.signed);
        byte[] toSign = encode(List.of("Signature1", header, new byte[0], forge.payload));
        byte[] longHead = concat(new byte[] {0x5a, 0, 0, (byte) (header.length >>> 8), (byte) header.length}, header);
        Bytes envelope = forge.cose(longHead, encode(forge.payload), encode(forge.sign(toSign)));
        VerificationKey key = VerificationKey.fromSpki(
                Bytes.copyOf(TestChain.LEAF.key().getPublic().getEncoded()));
        EnvelopeSignature.check(UnverifiedEnvelope.parse(EnvelopeFormat.COSE, envelope), key);
    }

    @Test
    void readsAChainInTheProtectedHeader() throws MalformedInputException {
        EnvelopeForge forge = EnvelopeTest.forge(EnvelopeFormat.COSE);
        forge.critical(33, forge.unsigned.remove(33));
        UnverifiedEnvelope envelope = UnverifiedEnvelope.parse(EnvelopeFormat.COSE, forge.build());
        assertThat(envelope.chain()).containsExactly(TestChain.LEAF.der(), TestChain.ROOT.der());
        assertThat(SignedAttributes.read(envelope.header()).unprocessedCritical())
                .isEmpty();
    }

    @Test
    void refusesAChainInBothHeaders() {
        EnvelopeForge forge = EnvelopeTest.forge(EnvelopeFormat.COSE);
        forge.put(33, forge.unsigned.get(33));
        EnvelopeTest.assertMalformed(ENVELOPE_HEADER_INVALID, EnvelopeFormat.COSE, forge.build());
    }

    private static Bytes cose(byte[] header, byte[] payload, byte[] signature) {
        return EnvelopeTest.forge(EnvelopeFormat.COSE).cose(header, payload, signature);
    }

    private static String raw(byte[]... items) {
        return "d284" + HexFormat.of().formatHex(concat(items));
    }

    private static String protectedHeader(String map) {
        return cose(encode(hex(map)), PAYLOAD, SIGNATURE).toHex();
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
