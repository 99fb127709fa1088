/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.SigningAlgorithm;
import java.io.IOException;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EcdsaEncodingTest {

    private static final Bytes MESSAGE = Bytes.utf8("message");

    @ParameterizedTest
    @CsvSource({
        "EC_P256, ECDSA_SHA256, ECDSA_SHA256_P1363, 64",
        "EC_P384, ECDSA_SHA384, ECDSA_SHA384_P1363, 96",
        "EC_P521, ECDSA_SHA512, ECDSA_SHA512_P1363, 132"
    })
    void writesWhatHoldsInTheFixedLength(KeyType type, SigningAlgorithm algorithm, SignatureScheme fixed, int length)
            throws IOException {
        SigningKey key = SigningKey.generate(type, new SecureRandom());
        Bytes der = key.signMessage(algorithm, MESSAGE);
        Bytes written =
                EcdsaEncoding.findFixedLength(der, key.verificationKey()).orElseThrow();
        assertThat(written.length()).isEqualTo(length);
        assertThat(SignatureCheck.verify(key.verificationKey(), fixed, MESSAGE, written))
                .isEqualTo(SignatureResult.VALID);
        assertThat(EcdsaEncoding.findDer(written, key.verificationKey())).contains(der);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 64, 65})
    void findsNoDerInOtherLengthsAndInZeros(int length) {
        VerificationKey key =
                SigningKey.generate(KeyType.EC_P256, new SecureRandom()).verificationKey();
        assertThat(EcdsaEncoding.findDer(Bytes.copyOf(new byte[length]), key)).isEmpty();
        assertThat(EcdsaEncoding.findDer(
                        Bytes.copyOf(new byte[64]),
                        SigningKey.generate(KeyType.ED25519, new SecureRandom()).verificationKey()))
                .isEmpty();
    }

    @Test
    void fillsShortNumbersWithZeros() {
        VerificationKey key =
                SigningKey.generate(KeyType.EC_P256, new SecureRandom()).verificationKey();
        // r = 1, s = 0x80, which DER writes with a zero in front.
        assertThat(EcdsaEncoding.findFixedLength(Bytes.fromHex("300702010102020080"), key))
                .contains(Bytes.fromHex("00".repeat(31) + "01" + "00".repeat(31) + "80"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "30060201010201", // cut off
                "3006020101020100", // s = 0
                "3006020100020101", // r = 0
                "30060201ff020101", // r < 0
                "300702010102020001", // not minimal
                "300602010102010100", // octets behind
                "30260221010000000000000000000000000000000000000000000000000000000000000000020101" // r > n
            })
    void findsNothingInWhatIsNoSignature(String der) {
        VerificationKey key =
                SigningKey.generate(KeyType.EC_P256, new SecureRandom()).verificationKey();
        assertThat(EcdsaEncoding.findFixedLength(Bytes.fromHex(der), key)).isEmpty();
    }

    @Test
    void findsNothingForAKeyOfAnotherKind() {
        VerificationKey key =
                SigningKey.generate(KeyType.ED25519, new SecureRandom()).verificationKey();
        assertThat(EcdsaEncoding.findFixedLength(Bytes.fromHex("3006020101020101"), key))
                .isEmpty();
    }
}
