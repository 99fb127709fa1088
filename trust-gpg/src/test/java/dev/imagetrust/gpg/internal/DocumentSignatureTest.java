/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static dev.imagetrust.gpg.internal.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class DocumentSignatureTest {

    private static final PGPKeyPair KEY = Forge.key();
    private static final int SHA256 = HashAlgorithmTags.SHA256;

    @ParameterizedTest
    @CsvSource({
        "sha1.signature, HASH_NOT_ALLOWED",
        "sha224.signature, HASH_NOT_ALLOWED",
        "dsa.signature, KEY_ALGORITHM_NOT_ALLOWED",
        "notation.signature, CRITICAL_SUBPACKET",
    })
    void refusesWhatGpgAccepts(String file, GpgReason reason) {
        assertRefused(reason, () -> read(recorded(file)));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                PGPSignature.CANONICAL_TEXT_DOCUMENT,
                PGPSignature.STAND_ALONE,
                PGPSignature.POSITIVE_CERTIFICATION,
                PGPSignature.TIMESTAMP
            })
    void refusesEveryTypeButBinaryDocument(int type) {
        Bytes signature = Forge.document(type, SHA256, KEY, Forge.SIGNED, sub -> {});
        assertRefused(GpgReason.SIGNATURE_TYPE, () -> read(Forge.message(KEY, signature)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 6, 255})
    void refusesOtherVersions(int version) {
        Bytes body = Octets.with(signatureBody(), 0, version);
        assertRefused(GpgReason.SIGNATURE_VERSION, () -> read(message(body)));
    }

    @Test
    void refusesOctetsAfterTheValue() {
        assertRefused(GpgReason.OPENPGP_MALFORMED, () -> read(message(Octets.join(signatureBody(), Octets.of(0)))));
    }

    @Test
    void refusesAValueThatEndsEarly() {
        Bytes body = signatureBody();
        assertRefused(GpgReason.OPENPGP_MALFORMED, () -> read(message(body.slice(0, body.length() - 1))));
    }

    @Test
    void refusesSubpacketsThatBouncyCastleCannotRead() {
        // The length of the first hashed subpacket, made larger than the area.
        assertRefused(GpgReason.OPENPGP_MALFORMED, () -> read(message(Octets.with(signatureBody(), 6, 0x7f))));
    }

    @Test
    void refusesASubpacketWhoseWrongLengthBouncyCastleMends() {
        // The length of the creation time, which is the last subpacket of the hashed area.
        Bytes good = recorded("uncompressed.signature");
        assertThat(good.at(341)).isEqualTo((byte) 5);
        assertRefused(GpgReason.OPENPGP_MALFORMED, () -> read(Octets.with(good, 341, 7)));
    }

    @Test
    void refusesEveryTruncatedSignaturePacket() {
        Bytes body = signatureBody();
        for (int length = 0; length < body.length(); length++) {
            Bytes cut = body.slice(0, length);
            assertRefused(GpgReason.OPENPGP_MALFORMED, () -> read(message(cut)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"012110", "0421040102", "022110", "0910010203"})
    void issuersThatCannotBeReadAreNoReasonToThrow(String hex) {
        Bytes message = message(withUnhashed(Bytes.fromHex(hex)));
        assertThatCode(() -> {
                    try {
                        read(message);
                    } catch (MalformedInputException e) {
                        assertThat(e.reason().code()).isEqualTo(GpgReason.OPENPGP_MALFORMED);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void refusesTwoCreationTimes() {
        Bytes signature = Forge.document(KEY, Forge.SIGNED, sub -> sub.addCustomSubpacket(time()));
        assertRefused(GpgReason.OPENPGP_MALFORMED, () -> read(Forge.message(KEY, signature)));
    }

    @Test
    void refusesASignatureWithoutASignedTime() {
        Bytes signature = Forge.attempt(() -> {
            PGPSignatureGenerator generator = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(KEY.getPublicKey().getAlgorithm(), SHA256), KEY.getPublicKey());
            generator.init(PGPSignature.BINARY_DOCUMENT, KEY.getPrivateKey());
            org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator hashed =
                    new org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator();
            hashed.setIssuerFingerprint(false, KEY.getPublicKey());
            generator.setHashedSubpackets(hashed.generate());
            generator.update(Forge.PAYLOAD.toByteArray());
            return Bytes.copyOf(generator.generate().getEncoded());
        });
        // Bouncy Castle adds a time of its own; here it is turned into a subpacket of a private type.
        Bytes body = Forge.bodyOf(signature);
        int time = indexOf(body, 0x05, 0x02);
        assertRefused(GpgReason.SUBPACKET_MISSING, () -> read(message(Octets.with(body, time + 1, 100))));
    }

    @Test
    void refusesASignatureThatNamesNobody() {
        Bytes body = signatureBody();
        int fingerprint = indexOf(body, 0x16, 0x21);
        Bytes anonymous = Octets.with(body, fingerprint + 1, 100);
        int keyId = indexOf(anonymous, 0x09, 0x10);
        Bytes nameless = keyId < 0 ? anonymous : Octets.with(anonymous, keyId + 1, 101);
        assertRefused(GpgReason.SUBPACKET_MISSING, () -> read(message(nameless)));
    }

    @Test
    void refusesASignatureThatNamesTwoIssuers() {
        Bytes signature = Forge.document(KEY, Forge.SIGNED, sub -> sub.setIssuerKeyID(false, 42));
        assertRefused(GpgReason.ISSUER_MISMATCH, () -> read(Forge.message(KEY, signature)));
    }

    @Test
    void refusesAnUnknownCriticalSubpacket() {
        Bytes signature = Forge.document(
                KEY, Forge.SIGNED, sub -> sub.addCustomSubpacket(Forge.subpacket(100, true, Octets.of(1))));
        assertRefused(GpgReason.CRITICAL_SUBPACKET, () -> read(Forge.message(KEY, signature)));
    }

    @Test
    void refusesAnAnnouncementOfAnotherHash() {
        Bytes lying = Octets.join(
                Forge.announcement(PGPSignature.BINARY_DOCUMENT, HashAlgorithmTags.SHA512, KEY),
                Forge.literal(Forge.PAYLOAD),
                Forge.document(KEY, Forge.SIGNED, sub -> {}));
        assertRefused(GpgReason.OPS_MISMATCH, () -> read(lying));
    }

    @Test
    void refusesAnAnnouncementOfAnotherKey() {
        Bytes lying = Octets.join(
                Forge.announcement(PGPSignature.BINARY_DOCUMENT, SHA256, Forge.key()),
                Forge.literal(Forge.PAYLOAD),
                Forge.document(KEY, Forge.SIGNED, sub -> {}));
        assertRefused(GpgReason.OPS_MISMATCH, () -> read(lying));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 191, 192, 8_000})
    void readsSubpacketsOfEveryLength(int length) throws Exception {
        Bytes data = Bytes.copyOf(new byte[length]);
        Bytes signature =
                Forge.document(KEY, Forge.SIGNED, sub -> sub.addCustomSubpacket(Forge.subpacket(100, false, data)));
        assertThat(read(Forge.message(KEY, signature)).created()).isEqualTo(Forge.SIGNED);
        assertThat(read(message(withUnhashed(subpacket(100, data)))).created()).isEqualTo(Forge.SIGNED);
    }

    @Test
    void readsASubpacketWithAFiveOctetLength() throws Exception {
        Bytes subpacket = Bytes.fromHex("ff0000000264aa");
        assertThat(read(message(withUnhashed(subpacket))).created()).isEqualTo(Forge.SIGNED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "0364aa", "c064", "ff0000000364aa", "ff0001000264aa", "ffffffffff64aa", "ff"})
    void refusesUnhashedSubpacketsThatDoNotFit(String hex) {
        assertRefused(GpgReason.OPENPGP_MALFORMED, () -> read(message(withUnhashed(Bytes.fromHex(hex)))));
    }

    @Test
    void readsWhatTheSignerSays() throws Exception {
        DocumentSignature read = read(recorded("expiring.signature"));
        assertThat(read.created()).isEqualTo(Forge.SIGNED);
        assertThat(read.signature().expires()).contains(Forge.SIGNED.plusSeconds(30 * 24 * 3600));
    }

    private static DocumentSignature read(Bytes blob) throws Exception {
        return DocumentSignature.parse(blob, 1 << 22);
    }

    private static Bytes signatureBody() {
        return Forge.bodyOf(Forge.document(KEY, Forge.SIGNED, sub -> {}));
    }

    /** The signature with another unhashed area. */
    private static Bytes withUnhashed(Bytes subpackets) {
        Bytes body = signatureBody();
        int unhashed = 6 + (body.at(4) << 8 | Byte.toUnsignedInt(body.at(5)));
        int length = body.at(unhashed) << 8 | Byte.toUnsignedInt(body.at(unhashed + 1));
        return Octets.join(
                body.slice(0, unhashed),
                Octets.of(subpackets.length() >> 8, subpackets.length()),
                subpackets,
                body.slice(unhashed + 2 + length, body.length()));
    }

    private static Bytes subpacket(int type, Bytes data) {
        int length = data.length() + 1;
        Bytes header =
                length < 192 ? Octets.of(length, type) : Octets.of(192 + ((length - 192) >> 8), length - 192, type);
        return Octets.join(header, data);
    }

    private static Bytes message(Bytes signatureBody) {
        return Forge.message(KEY, Octets.packet(Packet.SIGNATURE, signatureBody));
    }

    private static org.bouncycastle.bcpg.SignatureSubpacket time() {
        return new org.bouncycastle.bcpg.sig.SignatureCreationTime(
                false, java.util.Date.from(Forge.SIGNED.plusSeconds(60)));
    }

    private static int indexOf(Bytes octets, int first, int second) {
        for (int i = 0; i + 1 < octets.length(); i++) {
            if (octets.at(i) == (byte) first && (octets.at(i + 1) & 0x7f) == second) {
                return i;
            }
        }
        return -1;
    }
}
