/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static dev.imagetrust.gpg.internal.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class SignatureBlobTest {

    private static final Bytes PACKETS = recorded("plain.signature");

    @Test
    void refusesAnEmptyBlob() {
        assertRefused(GpgReason.INPUT_EMPTY, () -> unwrap(Bytes.empty()));
    }

    @Test
    void refusesABlobOverTheLimit() {
        assertRefused(GpgReason.INPUT_TOO_LARGE, () -> SignatureBlob.unwrap(PACKETS, PACKETS.length() - 1));
    }

    @Test
    void refusesArmor() {
        assertRefused(GpgReason.ARMORED_NOT_ALLOWED, () -> unwrap(recorded("armored.signature")));
    }

    @Test
    void refusesACleartextSignature() {
        assertRefused(GpgReason.CLEARTEXT_NOT_ALLOWED, () -> unwrap(recorded("cleartext.signature")));
    }

    @Test
    void namesTheOtherFormatOfAFramedBlob() {
        Bytes sigstore = Octets.join(Octets.of(0), Bytes.utf8("sigstore-json\n{}"));
        assertRefused(GpgReason.FORMAT_OTHER, () -> unwrap(sigstore));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "{}", "\0", "\0name", "\0na\u0001me\n", "-----BEGIN CERTIFICATE-----", " "})
    void refusesWhatIsNoSignature(String text) {
        assertRefused(GpgReason.FORMAT_UNRECOGNIZED, () -> unwrap(Bytes.utf8(text)));
    }

    @Test
    void takesTheFrameOffASimpleSignature() throws Exception {
        Bytes framed = Octets.join(Octets.of(0), Bytes.utf8("simple-signing\n"), PACKETS);
        assertThat(unwrap(framed)).isEqualTo(PACKETS);
    }

    @Test
    void passesABlobOfExactlyTheLimit() throws Exception {
        assertThat(SignatureBlob.unwrap(PACKETS, PACKETS.length())).isEqualTo(PACKETS);
    }

    @ParameterizedTest
    @CsvSource({"20, FORMAT_OTHER", "7e, FORMAT_OTHER", "1f, FORMAT_UNRECOGNIZED", "7f, FORMAT_UNRECOGNIZED"})
    void namesOfFormatsArePrintable(String octet, GpgReason reason) {
        Bytes framed = Octets.join(Octets.of(0), Bytes.fromHex(octet), Bytes.utf8("\n"));
        assertRefused(reason, () -> unwrap(framed));
    }

    @ParameterizedTest
    @CsvSource({"64, FORMAT_OTHER", "65, FORMAT_UNRECOGNIZED"})
    void namesOfFormatsAreShort(int length, GpgReason reason) {
        Bytes framed = Octets.join(Octets.of(0), Bytes.utf8("n".repeat(length) + "\n"));
        assertRefused(reason, () -> unwrap(framed));
    }

    @Test
    void passesBarePackets() throws Exception {
        assertThat(unwrap(PACKETS)).isEqualTo(PACKETS);
    }

    private static Bytes unwrap(Bytes blob) throws Exception {
        return SignatureBlob.unwrap(blob, PACKETS.length() + 1000);
    }
}
