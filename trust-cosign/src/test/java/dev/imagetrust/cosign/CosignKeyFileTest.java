/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.primitives.PrimitiveReason;
import dev.imagetrust.primitives.SigningKey;
import dev.imagetrust.verdict.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Key files that cosign 3.1.3 wrote, under the password {@code secret}; the files {@code level-…} are by the Go library that
 * cosign uses, at its two other levels, under the older label.
 */
class CosignKeyFileTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Bytes RECORDED = Recorded.bytes("ecdsa-p256.key");

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa-p256", "ecdsa-p384", "ecdsa-p521", "rsa-2048", "ed25519"})
    void opensWhatCosignWrote(String name) throws Exception {
        SigningKey key = CosignKeyFile.open(Recorded.bytes(name + ".key"), "secret".toCharArray());
        assertThat(Pem.write(new PemBlock(PemBlock.PUBLIC_KEY, key.publicKey())))
                .isEqualTo(Recorded.text(name + ".pub"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "owasp"})
    void opensTheOtherLevelsUnderTheOlderLabel(String level) throws Exception {
        SigningKey key = CosignKeyFile.open(Recorded.bytes("level-" + level + ".key"), "pässwörd".toCharArray());
        // The key of the seed 00 01 … 1f.
        assertThat(key.publicKey().toHex())
                .endsWith("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8");
    }

    static Stream<SigningKey> keysToWrite() throws Exception {
        return Stream.of(SigningKey.generate(KeyType.EC_P256, RANDOM), Recorded.madeKey("rsa-2048"));
    }

    @ParameterizedTest
    @MethodSource("keysToWrite")
    void writesWhatItOpens(SigningKey key) throws Exception {
        Bytes file = CosignKeyFile.write(key, "ünsecret".toCharArray(), RANDOM);
        assertThat(text(file)).startsWith("-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\n");
        assertThat(json(file)).startsWith("{\"kdf\":{\"name\":\"scrypt\",\"params\":{\"N\":65536,\"r\":8,\"p\":1},");
        assertThat(CosignKeyFile.open(file, "ünsecret".toCharArray()).toPkcs8()).isEqualTo(key.toPkcs8());
    }

    @Test
    void takesAnEmptyPassword() throws Exception {
        SigningKey key = SigningKey.generate(KeyType.ED25519, RANDOM);
        Bytes file = CosignKeyFile.write(key, new char[0], RANDOM);
        assertThat(CosignKeyFile.open(file, new char[0]).publicKey()).isEqualTo(key.publicKey());
    }

    @Test
    void leavesThePasswordToItsOwner() throws Exception {
        char[] password = "secret".toCharArray();
        CosignKeyFile.open(RECORDED, password);
        CosignKeyFile.write(SigningKey.generate(KeyType.ED25519, RANDOM), password, RANDOM);
        assertThat(password).containsExactly('s', 'e', 'c', 'r', 'e', 't');
    }

    @Test
    void writesNothingTwice() {
        SigningKey key = SigningKey.generate(KeyType.ED25519, RANDOM);
        assertThat(CosignKeyFile.write(key, new char[0], RANDOM))
                .isNotEqualTo(CosignKeyFile.write(key, new char[0], RANDOM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Secret"})
    void refusesAnotherPassword(String password) {
        assertThat(refusal(RECORDED, password)).isEqualTo(CosignSigningReason.KEY_PASSWORD);
    }

    /** Every octet of the box, its tag included, and one of what the key of the box is made from. */
    @Test
    void refusesOctetsThatWereChanged() {
        for (String member : new String[] {"salt", "nonce", "ciphertext"}) {
            Bytes changed = bent("\"" + member + "\":\"(.)", "\"" + member + "\":\"~");
            assertThat(refusal(changed, "secret")).as(member).isEqualTo(CosignSigningReason.KEY_PASSWORD);
        }
        assertThat(refusal(bent("\"ciphertext\":\"[^\"]*\"", "\"ciphertext\":\"AAAA\""), "secret"))
                .isEqualTo(CosignSigningReason.KEY_PASSWORD);
    }

    static Stream<Arguments> costs() {
        return Stream.of("\"N\":65537", "\"N\":16384", "\"N\":262144", "\"N\":1073741824", "\"N\":0", "\"N\":-65536")
                .map(cost -> Arguments.of("\"N\":65536", cost));
    }

    /** Before anything is computed: the fourth of them would take a terabyte. */
    @ParameterizedTest
    @MethodSource("costs")
    void refusesEveryOtherCost(String from, String to) {
        assertThat(refusal(bent(from, to), "secret")).isEqualTo(CosignSigningReason.KEY_ENCRYPTION_COST);
    }

    @Test
    void refusesOtherBlocksAndParallelism() {
        assertThat(refusal(bent("\"r\":8", "\"r\":1024"), "secret")).isEqualTo(CosignSigningReason.KEY_ENCRYPTION_COST);
        assertThat(refusal(bent("\"p\":1", "\"p\":1024"), "secret")).isEqualTo(CosignSigningReason.KEY_ENCRYPTION_COST);
    }

    @Test
    void refusesOtherWaysToEncrypt() {
        assertThat(refusal(bent("\"scrypt\"", "\"pbkdf2\""), "secret"))
                .isEqualTo(CosignSigningReason.KEY_ENCRYPTION_UNKNOWN);
        assertThat(refusal(bent("nacl/secretbox", "aes"), "secret"))
                .isEqualTo(CosignSigningReason.KEY_ENCRYPTION_UNKNOWN);
    }

    @Test
    void refusesAnotherLabel() {
        String plain = text(RECORDED).replace("ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        assertThat(refusal(Bytes.utf8(plain), "secret")).isEqualTo(CosignSigningReason.KEY_FILE_MALFORMED);
    }

    @Test
    void refusesANonceOrSaltOfAnotherLength() {
        assertThat(refusal(bent("\"nonce\":\"....", "\"nonce\":\""), "secret"))
                .isEqualTo(CosignSigningReason.KEY_FILE_MALFORMED);
        assertThat(refusal(bent("\"salt\":\"", "\"salt\":\"" + "AAAA".repeat(342)), "secret"))
                .isEqualTo(CosignSigningReason.KEY_FILE_MALFORMED);
    }

    @Test
    void refusesMembersThatAreNotKnownOrMissing() {
        assertThat(refusal(bent("\\{\"kdf\"", "{\"more\":1,\"kdf\""), "secret"))
                .isEqualTo(PrimitiveReason.JSON_MEMBER_UNKNOWN);
        assertThat(refusal(bent("\"p\":1", "\"q\":1"), "secret")).isEqualTo(PrimitiveReason.JSON_MEMBER_UNKNOWN);
        assertThat(refusal(bent(",\"p\":1", ""), "secret")).isEqualTo(PrimitiveReason.JSON_MEMBER_MISSING);
    }

    @Test
    void refusesAFileOverItsLimit() {
        Bytes longer = bent("\"ciphertext\":\"", "\"ciphertext\":\"" + "AAAA".repeat(1 << 14));
        assertThat(refusal(longer, "secret")).isEqualTo(PrimitiveReason.TOO_LONG);
    }

    /** What the password protects is no key: not even its owner can sign with it. */
    @Test
    void refusesAKeyThatIsNone() throws Exception {
        Bytes pem = Bytes.utf8(Pem.write(new PemBlock("PRIVATE KEY", Bytes.utf8("no key"))));
        assertThat(catchThrowableOfType(MalformedInputException.class, () -> SigningKey.fromPem(pem)))
                .isNotNull();
        assertThat(refusal(pem, "secret")).isEqualTo(CosignSigningReason.KEY_FILE_MALFORMED);
    }

    /** Changes the JSON inside the block; {@code ~} stands for another character than was there. */
    private static Bytes bent(String pattern, String replacement) {
        String json = json(RECORDED);
        String changed = json.replaceFirst(pattern, replacement);
        assertThat(changed).isNotEqualTo(json);
        int at = changed.indexOf('~');
        if (at >= 0) {
            changed = changed.replace('~', json.charAt(at) == 'A' ? 'B' : 'A');
        }
        return Bytes.utf8(Pem.write(new PemBlock("ENCRYPTED SIGSTORE PRIVATE KEY", Bytes.utf8(changed))));
    }

    private static String json(Bytes pem) {
        String base64 = text(pem).replaceAll("-----[^-]*-----|\n", "");
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static ReasonCode refusal(Bytes pem, String password) {
        return catchThrowableOfType(
                        MalformedInputException.class, () -> CosignKeyFile.open(pem, password.toCharArray()))
                .reason()
                .code();
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
