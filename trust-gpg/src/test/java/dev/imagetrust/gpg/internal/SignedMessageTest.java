/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static dev.imagetrust.gpg.internal.Recorded.upstream;
import static dev.imagetrust.gpg.internal.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class SignedMessageTest {

    private static final Bytes UNCOMPRESSED = recorded("uncompressed.signature");
    private static final Bytes COMPRESSED = recorded("plain.signature");

    @ParameterizedTest
    @CsvSource({
        "literal.signature, NOT_SIGNED",
        "encrypted.signature, ENCRYPTED",
        "for-someone.signature, ENCRYPTED",
        "detached.signature, DETACHED_NOT_ALLOWED",
        "two.signature, MULTIPLE_SIGNATURES",
        "bzip2.signature, COMPRESSION_UNSUPPORTED",
    })
    void refusesOtherThingsThatGpgMakes(String file, GpgReason reason) {
        assertRefused(reason, () -> SignedMessage.parse(recorded(file)));
    }

    @Test
    void refusesTextMode() {
        assertRefused(GpgReason.GRAMMAR, () -> SignedMessage.parse(recorded("textmode.signature")));
    }

    @Test
    void refusesAnUncompressedMessageFollowedByACopy() {
        assertRefused(GpgReason.TRAILING_DATA, () -> SignedMessage.parse(Octets.join(UNCOMPRESSED, UNCOMPRESSED)));
    }

    @Test
    void refusesACompressedMessageFollowedByACopy() {
        // The packet has no length, so the copy is inside it, after the end of the deflate stream.
        assertRefused(GpgReason.TRAILING_DATA, () -> SignedMessage.parse(Octets.join(COMPRESSED, COMPRESSED)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x0a, 0x7f, 0xa3, 0xff})
    void refusesAnOctetAfterTheCompressedPacket(int octet) {
        assertRefused(GpgReason.TRAILING_DATA, () -> SignedMessage.parse(Octets.join(COMPRESSED, Octets.of(octet))));
    }

    @Test
    void refusesAPacketAfterACompressedPacketThatHasALength() throws Exception {
        Bytes definite = Octets.packet(
                Packet.COMPRESSED, PacketReader.readAll(COMPRESSED, 1).get(0).body());
        assertThat(SignedMessage.parse(definite).payload()).isEqualTo(recorded("payload.json"));
        assertRefused(GpgReason.TRAILING_DATA, () -> SignedMessage.parse(Octets.join(definite, UNCOMPRESSED)));
    }

    @Test
    void refusesGarbageAfterAnUncompressedMessage() {
        assertRefused(
                GpgReason.OPENPGP_MALFORMED, () -> SignedMessage.parse(Octets.join(UNCOMPRESSED, Octets.of('x'))));
    }

    @Test
    void refusesAnotherLiteralAfterTheMessage() {
        Bytes extra = Octets.join(UNCOMPRESSED, Forge.literal(Bytes.utf8("more")));
        assertRefused(GpgReason.TRAILING_DATA, () -> SignedMessage.parse(extra));
    }

    @Test
    void refusesALiteralBeforeTheMessage() {
        Bytes extra = Octets.join(Forge.literal(Bytes.utf8("more")), UNCOMPRESSED);
        assertRefused(GpgReason.GRAMMAR, () -> SignedMessage.parse(extra));
    }

    @Test
    void refusesASignatureInFrontOfThePayload() throws Exception {
        var packets = PacketReader.readAll(UNCOMPRESSED, 3);
        Bytes prefixed = Octets.join(
                Octets.packet(Packet.SIGNATURE, packets.get(2).body()),
                Octets.packet(Packet.LITERAL, packets.get(1).body()));
        assertRefused(GpgReason.GRAMMAR, () -> SignedMessage.parse(prefixed));
    }

    @Test
    void refusesAMarkerPacket() {
        Bytes marked = Octets.join(Octets.packet(Packet.MARKER, Bytes.utf8("PGP")), UNCOMPRESSED);
        assertRefused(GpgReason.GRAMMAR, () -> SignedMessage.parse(marked));
    }

    @Test
    void refusesANinthPacket() {
        Bytes marker = Octets.packet(Packet.MARKER, Bytes.utf8("PGP"));
        Bytes many = Octets.join(marker, marker, marker, marker, marker, marker, UNCOMPRESSED);
        assertRefused(GpgReason.OPENPGP_MALFORMED, () -> SignedMessage.parse(many));
    }

    @Test
    void refusesCompressionInsideCompression() {
        assertRefused(GpgReason.COMPRESSION_UNSUPPORTED, () -> SignedMessage.parse(deflated(COMPRESSED)));
    }

    @Test
    void refusesAnUnknownCompressionAlgorithm() {
        Bytes unknown = Octets.packet(Packet.COMPRESSED, Octets.join(Octets.of(110), UNCOMPRESSED));
        assertRefused(GpgReason.COMPRESSION_UNSUPPORTED, () -> SignedMessage.parse(unknown));
    }

    @Test
    void refusesCompressedNothing() {
        assertRefused(GpgReason.GRAMMAR, () -> SignedMessage.parse(deflated(Bytes.empty())));
        assertRefused(
                GpgReason.OPENPGP_MALFORMED,
                () -> SignedMessage.parse(Octets.packet(Packet.COMPRESSED, Bytes.empty())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "62", "6200000000", "6201000000", "620500000000"})
    void refusesALiteralPacketThatEndsEarly(String hex) throws Exception {
        var packets = PacketReader.readAll(UNCOMPRESSED, 3);
        Bytes early = Octets.join(
                Octets.packet(Packet.ONE_PASS_SIGNATURE, packets.get(0).body()),
                Octets.packet(Packet.LITERAL, Bytes.fromHex(hex)),
                Octets.packet(Packet.SIGNATURE, packets.get(2).body()));
        assertRefused(GpgReason.OPENPGP_MALFORMED, () -> SignedMessage.parse(early));
    }

    @Test
    void readsPayloadsFromNothingToTheLimit() throws Exception {
        var packets = PacketReader.readAll(UNCOMPRESSED, 3);
        for (int length : new int[] {0, SignedMessage.MAX_PAYLOAD}) {
            Bytes payload = Bytes.copyOf(new byte[length]);
            Bytes message = Octets.join(
                    Octets.packet(Packet.ONE_PASS_SIGNATURE, packets.get(0).body()),
                    Forge.literal(payload),
                    Octets.packet(Packet.SIGNATURE, packets.get(2).body()));
            assertThat(SignedMessage.parse(message).payload()).isEqualTo(payload);
        }
    }

    @Test
    void refusesADecompressionBomb() {
        Bytes bomb = deflated(Forge.literal(Bytes.copyOf(new byte[SignedMessage.MAX_PAYLOAD])));
        assertThat(bomb.length()).isLessThan(10_000);
        assertRefused(GpgReason.DECOMPRESSION_LIMIT, () -> SignedMessage.parse(bomb));
    }

    @Test
    void readsAMessageThatGrowsToTheLimitAndNoFurther() throws Exception {
        Bytes fits = ofLength(SignedMessage.MAX_PAYLOAD);
        assertThat(SignedMessage.parse(deflated(fits)).payload().length()).isGreaterThan(1_000_000);
        assertThat(SignedMessage.parse(stored(fits)).payload().length()).isGreaterThan(1_000_000);
        Bytes longer = ofLength(SignedMessage.MAX_PAYLOAD + 1);
        assertRefused(GpgReason.DECOMPRESSION_LIMIT, () -> SignedMessage.parse(deflated(longer)));
        assertRefused(GpgReason.DECOMPRESSION_LIMIT, () -> SignedMessage.parse(stored(longer)));
    }

    /** A message of that many octets in all. */
    private static Bytes ofLength(int length) throws Exception {
        var packets = PacketReader.readAll(UNCOMPRESSED, 3);
        Bytes announcement =
                Octets.packet(Packet.ONE_PASS_SIGNATURE, packets.get(0).body());
        Bytes signature = Octets.packet(Packet.SIGNATURE, packets.get(2).body());
        int payload = length
                - announcement.length()
                - signature.length()
                - Forge.literal(Bytes.empty()).length();
        return Octets.join(announcement, Forge.literal(Bytes.copyOf(new byte[payload])), signature);
    }

    private static Bytes stored(Bytes inner) {
        return Octets.packet(Packet.COMPRESSED, Octets.join(Octets.of(0), inner));
    }

    @Test
    void refusesAnUncompressedPayloadOverTheLimit() throws Exception {
        var packets = PacketReader.readAll(UNCOMPRESSED, 3);
        Bytes big = Octets.join(
                Octets.packet(Packet.ONE_PASS_SIGNATURE, packets.get(0).body()),
                Forge.literal(Bytes.copyOf(new byte[SignedMessage.MAX_PAYLOAD + 1])),
                Octets.packet(Packet.SIGNATURE, packets.get(2).body()));
        assertRefused(GpgReason.INPUT_TOO_LARGE, () -> SignedMessage.parse(big));
    }

    @Test
    void refusesACompressedStreamThatWantsADictionary() {
        Deflater deflater = new Deflater(9, false);
        deflater.setDictionary(new byte[] {1, 2, 3});
        assertRefused(GpgReason.OPENPGP_MALFORMED, () -> SignedMessage.parse(compressed(2, deflater, UNCOMPRESSED)));
    }

    @Test
    void refusesAnAnnouncementOfANestedSignature() throws Exception {
        Bytes body = PacketReader.readAll(UNCOMPRESSED, 3).get(0).body();
        Bytes nested = Octets.join(
                Octets.packet(Packet.ONE_PASS_SIGNATURE, Octets.with(body, 12, 0)),
                UNCOMPRESSED.slice(2 + body.length(), UNCOMPRESSED.length()));
        assertRefused(GpgReason.GRAMMAR, () -> SignedMessage.parse(nested));
    }

    @Test
    void refusesAnAnnouncementOfAnotherVersion() throws Exception {
        Bytes body = PacketReader.readAll(UNCOMPRESSED, 3).get(0).body();
        Bytes version6 = Octets.join(
                Octets.packet(Packet.ONE_PASS_SIGNATURE, Octets.with(body, 0, 6)),
                UNCOMPRESSED.slice(2 + body.length(), UNCOMPRESSED.length()));
        assertRefused(GpgReason.OPENPGP_MALFORMED, () -> SignedMessage.parse(version6));
    }

    @Test
    void refusesEveryTruncation() {
        for (Bytes whole : new Bytes[] {UNCOMPRESSED, COMPRESSED, recorded("zlib.signature")}) {
            for (int length = 1; length < whole.length(); length++) {
                Bytes cut = whole.slice(0, length);
                assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> SignedMessage.parse(cut)))
                        .as("cut to " + length)
                        .isInstanceOf(dev.imagetrust.primitives.MalformedInputException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.signature", "uncompressed.signature", "zlib.signature", "rsa.signature"})
    void findsThePayload(String file) throws Exception {
        assertThat(SignedMessage.parse(recorded(file)).payload()).isEqualTo(recorded("payload.json"));
    }

    @Test
    void joinsAPayloadInChunks() throws Exception {
        assertThat(SignedMessage.parse(recorded("chunked.signature")).payload())
                .isEqualTo(Bytes.utf8("x".repeat(2000)));
    }

    @Test
    void readsWhatContainersImageReads() throws Exception {
        assertThat(SignedMessage.parse(upstream("invalid-blob.signature")).payload())
                .isEqualTo(Bytes.utf8("This is not JSON\n"));
        assertThat(SimpleSigningPayload.parse(
                                SignedMessage.parse(upstream("image.signature")).payload())
                        .dockerReference())
                .isEqualTo("testing/manifest");
    }

    private static Bytes deflated(Bytes inner) {
        return compressed(1, new Deflater(9, true), inner);
    }

    private static Bytes compressed(int algorithm, Deflater deflater, Bytes inner) {
        deflater.setInput(inner.toByteArray());
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[4096];
        while (!deflater.finished()) {
            out.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return Octets.packet(Packet.COMPRESSED, Octets.join(Octets.of(algorithm), Bytes.copyOf(out.toByteArray())));
    }
}
