/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.spi.SigningAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SigningKeyTest {

    private static final Bytes MESSAGE = Bytes.utf8("sample");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AlgorithmIdentifier ELLIPTIC = new AlgorithmIdentifier(
            new ASN1ObjectIdentifier("1.2.840.10045.2.1"), new ASN1ObjectIdentifier("1.2.840.10045.3.1.7"));

    // RFC 6979 A.2.5: the key, and its signature of "sample" with SHA-256.
    private static final BigInteger RFC_KEY =
            new BigInteger("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", 16);
    private static final BigInteger RFC_R =
            new BigInteger("EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716", 16);
    private static final BigInteger RFC_S =
            new BigInteger("F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8", 16);

    @ParameterizedTest
    @ValueSource(strings = {"p256.sec1", "p384.sec1", "rsa-2048.pkcs1", "ed25519"})
    void readsWhatOpenSslWrites(String name) throws Exception {
        SigningKey key = SigningKey.fromPem(file(name + ".pem"));

        assertThat(key.publicKey()).isEqualTo(Pem.parseOne(file(name + ".pub")).content());
        assertThat(SigningKey.fromPkcs8(key.toPkcs8()).publicKey()).isEqualTo(key.publicKey());
        assertSignsByAllThatFit(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p256", "p384"})
    void readsTheSameKeyInBothWrappings(String name) throws Exception {
        assertThat(SigningKey.fromPem(file(name + ".pkcs8.pem")).publicKey())
                .isEqualTo(SigningKey.fromPem(file(name + ".sec1.pem")).publicKey());
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void signsWithAGeneratedKey(KeyType type) throws Exception {
        SigningKey key = type == KeyType.RSA ? SigningKey.generateRsa(2048, RANDOM) : SigningKey.generate(type, RANDOM);

        assertThat(key.verificationKey().type()).isEqualTo(type);
        assertThat(key.toString()).isEqualTo("signing key of " + key.verificationKey());
        assertSignsByAllThatFit(key);
        assertThat(SigningKey.fromPkcs8(key.toPkcs8()).publicKey()).isEqualTo(key.publicKey());
    }

    @Test
    void makesNoTwoKeysAlike() {
        assertThat(SigningKey.generate(KeyType.EC_P256, RANDOM).publicKey())
                .isNotEqualTo(SigningKey.generate(KeyType.EC_P256, RANDOM).publicKey());
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.generateRsa(1024, RANDOM));
    }

    @Test
    void signsByEcdsaAsRfc6979Says() throws Exception {
        SigningKey key = SigningKey.fromPkcs8(elliptic(RFC_KEY));

        Bytes signature = key.signMessage(SigningAlgorithm.ECDSA_SHA256, MESSAGE);

        assertThat(signature)
                .isEqualTo(Keys.der(
                        new DERSequence(new ASN1Encodable[] {new ASN1Integer(RFC_R), new ASN1Integer(RFC_S)})));
        assertThat(key.signDigest(SigningAlgorithm.ECDSA_SHA256, Digest.sha256(MESSAGE)))
                .isEqualTo(signature);
    }

    @Test
    void signsADigestByEd25519ph() throws Exception {
        SigningKey key = SigningKey.generate(KeyType.ED25519, RANDOM);

        assertThat(key.signDigest(SigningAlgorithm.ED25519PH, Digest.of(DigestAlgorithm.SHA512, MESSAGE)))
                .isEqualTo(key.signMessage(SigningAlgorithm.ED25519PH, MESSAGE));
    }

    @Test
    void refusesAnAlgorithmThatIsNotItsOwn() {
        SigningKey key = SigningKey.generate(KeyType.EC_P256, RANDOM);

        assertThatIOException()
                .isThrownBy(() -> key.signMessage(SigningAlgorithm.RSA_PSS_SHA256, MESSAGE))
                .withMessageContaining("EC_P256");
        assertThatIOException()
                .isThrownBy(() -> key.signDigest(SigningAlgorithm.ECDSA_SHA384, Digest.sha256(MESSAGE)))
                .withMessageContaining("not over a digest");
    }

    @Test
    void signsNoDigestWhereTheAlgorithmWantsTheMessage() throws Exception {
        SigningKey edwards = SigningKey.generate(KeyType.ED25519, RANDOM);
        SigningKey rsa = SigningKey.fromPem(file("rsa-2048.pkcs1.pem"));

        assertThatIOException()
                .isThrownBy(
                        () -> edwards.signDigest(SigningAlgorithm.ED25519, Digest.of(DigestAlgorithm.SHA512, MESSAGE)));
        assertThatIOException()
                .isThrownBy(() -> rsa.signDigest(SigningAlgorithm.RSA_PKCS1_SHA256, Digest.sha256(MESSAGE)));
    }

    @Test
    void signsWithAKeyThatAProviderHolds() throws Exception {
        KeyPair pair = pair();
        SigningKey key = SigningKey.inProvider(pair.getPrivate(), Security.getProvider("SunEC"), publicHalf(pair));

        Bytes signature = key.signMessage(SigningAlgorithm.ECDSA_SHA256, MESSAGE);

        assertThat(SignatureCheck.verify(key.verificationKey(), SignatureScheme.ECDSA_SHA256_DER, MESSAGE, signature))
                .isEqualTo(SignatureResult.VALID);
    }

    @Test
    void handsOutNoSignatureThatDoesNotHoldUnderThePublicHalf() throws Exception {
        SigningKey key = SigningKey.inProvider(pair().getPrivate(), Security.getProvider("SunEC"), publicHalf(pair()));

        assertThatIOException()
                .isThrownBy(() -> key.signMessage(SigningAlgorithm.ECDSA_SHA256, MESSAGE))
                .withMessageContaining("does not hold");
    }

    @Test
    void tellsThatAProviderDoesNotSign() throws Exception {
        KeyPair pair = pair();
        SigningKey key = SigningKey.inProvider(pair.getPrivate(), Security.getProvider("SUN"), publicHalf(pair));

        assertThatIOException()
                .isThrownBy(() -> key.signMessage(SigningAlgorithm.ECDSA_SHA256, MESSAGE))
                .withMessageContaining("SUN does not sign");
    }

    @Test
    void doesNotGiveAwayWhatAProviderKeeps() throws Exception {
        KeyPair pair = pair();
        SigningKey key =
                SigningKey.inProvider(new KeptKey(pair.getPrivate()), Security.getProvider("SunEC"), publicHalf(pair));

        assertThatIllegalStateException().isThrownBy(key::toPkcs8).withMessageContaining("does not give the key away");
    }

    @Test
    void refusesOtherPem() {
        assertRefused(PrimitiveReason.PRIVATE_KEY_MALFORMED, () -> SigningKey.fromPem(file("ed25519.pub")));
        assertRefused(PrimitiveReason.PRIVATE_KEY_MALFORMED, () -> SigningKey.fromPem(file("encrypted.pem")))
                .hasMessageContaining("ENCRYPTED PRIVATE KEY");
    }

    @Test
    void refusesKeysItDoesNotVerifyWith() {
        assertRefused(PrimitiveReason.KEY_CURVE, () -> SigningKey.fromPem(file("secp256k1.pem")));
        assertRefused(PrimitiveReason.KEY_PARAMETERS, () -> SigningKey.fromPem(file("p256-spelled-out.pem")));
        assertRefused(PrimitiveReason.KEY_ALGORITHM, () -> SigningKey.fromPem(file("rsa-pss.pem")));
        assertRefused(PrimitiveReason.KEY_ALGORITHM, () -> SigningKey.fromPem(file("x25519.pem")));
    }

    @Test
    void refusesNumbersOutOfRange() {
        BigInteger order = EcCurve.P256.domain().getN();
        for (BigInteger number : List.of(BigInteger.ZERO, order)) {
            assertRefused(PrimitiveReason.PRIVATE_KEY_MALFORMED, () -> SigningKey.fromPkcs8(elliptic(number)));
        }
    }

    @Test
    void refusesAnotherVersionOfTheWrapping() {
        for (int version : new int[] {-1, 2}) {
            Bytes wrapped = Keys.der(new DERSequence(new ASN1Encodable[] {
                new ASN1Integer(version),
                ELLIPTIC,
                new DEROctetString(ellipticKey(1, RFC_KEY).toByteArray())
            }));
            assertMalformed("version", wrapped);
        }
    }

    @Test
    void refusesAnotherVersionOfAnEllipticKey() {
        assertMalformed("another version", PrivateKeyWriter.wrap(ELLIPTIC, ellipticKey(2, RFC_KEY)));
    }

    @Test
    void refusesAnEllipticKeyWithoutACurveOrWithTwo() {
        Bytes pem = Bytes.utf8(Pem.write(new PemBlock("EC PRIVATE KEY", ellipticKey(1, RFC_KEY))));
        assertRefused(PrimitiveReason.KEY_PARAMETERS, () -> SigningKey.fromPem(pem));

        Bytes withP384 = Keys.der(new DERSequence(new ASN1Encodable[] {
            new ASN1Integer(1),
            new DEROctetString(BigIntegers.asUnsignedByteArray(32, RFC_KEY)),
            new DERTaggedObject(true, 0, new ASN1ObjectIdentifier("1.3.132.0.34"))
        }));
        assertRefused(
                PrimitiveReason.KEY_PARAMETERS, () -> SigningKey.fromPkcs8(PrivateKeyWriter.wrap(ELLIPTIC, withP384)));
    }

    @Test
    void refusesEd25519WithParametersOrOfAnotherLength() {
        Bytes seed = Keys.der(new DEROctetString(new byte[32]));
        AlgorithmIdentifier parameters = new AlgorithmIdentifier(Keys.ED25519, DERNull.INSTANCE);
        assertRefused(
                PrimitiveReason.KEY_PARAMETERS, () -> SigningKey.fromPkcs8(PrivateKeyWriter.wrap(parameters, seed)));
        assertMalformed(
                "31 octets",
                PrivateKeyWriter.wrap(
                        new AlgorithmIdentifier(Keys.ED25519), Keys.der(new DEROctetString(new byte[31]))));
    }

    @Test
    void refusesAnRsaKeyWithoutItsPrimesAndWhatIsNone() {
        AlgorithmIdentifier rsa = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        ASN1Encodable[] numbers = new ASN1Encodable[9];
        Arrays.fill(numbers, new ASN1Integer(0));
        numbers[1] = new ASN1Integer(Keys.modulus(2048));
        numbers[2] = new ASN1Integer(65537);
        numbers[3] = new ASN1Integer(Keys.modulus(2047));
        assertMalformed("without its primes", PrivateKeyWriter.wrap(rsa, Keys.der(new DERSequence(numbers))));
        assertMalformed("the Java runtime does not take", PrivateKeyWriter.wrap(rsa, Bytes.utf8("no key")));
    }

    @Test
    void refusesAKeyThatIsTooLong() {
        Bytes long8 = Bytes.copyOf(new byte[SigningKey.MAX_LENGTH + 1]);
        assertRefused(PrimitiveReason.TOO_LONG, () -> SigningKey.fromPkcs8(long8));
    }

    /** Cut anywhere, and with any octet changed: a refusal with a reason, or another good key. */
    @Test
    void neverFailsOtherwiseOverBrokenOctets() throws Exception {
        for (String name : List.of("p256.pkcs8", "rsa-2048.pkcs1", "ed25519")) {
            byte[] whole = SigningKey.fromPem(file(name + ".pem")).toPkcs8().toByteArray();
            List<byte[]> broken = new ArrayList<>();
            for (int i = 0; i < Math.min(whole.length, 80); i++) {
                broken.add(Arrays.copyOf(whole, i));
                byte[] flipped = whole.clone();
                flipped[i] ^= 0x11;
                broken.add(flipped);
            }
            for (byte[] octets : broken) {
                try {
                    SigningKey.fromPkcs8(Bytes.copyOf(octets));
                } catch (MalformedInputException refused) {
                    assertThat(refused.reason().code()).isInstanceOf(PrimitiveReason.class);
                }
            }
        }
    }

    private static void assertSignsByAllThatFit(SigningKey key) throws IOException {
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            SignatureScheme scheme = SignatureScheme.of(algorithm);
            if (scheme.fits(key.verificationKey().type())) {
                Bytes signature = key.signMessage(algorithm, MESSAGE);
                assertThat(SignatureCheck.verify(key.verificationKey(), scheme, MESSAGE, signature))
                        .as("%s", algorithm)
                        .isEqualTo(SignatureResult.VALID);
            }
        }
    }

    private static Bytes elliptic(BigInteger number) {
        return PrivateKeyWriter.wrap(ELLIPTIC, ellipticKey(1, number));
    }

    /** Without the curve, which stands outside. */
    private static Bytes ellipticKey(int version, BigInteger number) {
        return Keys.der(new DERSequence(new ASN1Encodable[] {
            new ASN1Integer(version), new DEROctetString(BigIntegers.asUnsignedByteArray(32, number))
        }));
    }

    private static void assertMalformed(String detail, Bytes pkcs8) {
        assertRefused(PrimitiveReason.PRIVATE_KEY_MALFORMED, () -> SigningKey.fromPkcs8(pkcs8))
                .hasMessageContaining(detail);
    }

    private static KeyPair pair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static VerificationKey publicHalf(KeyPair pair) throws MalformedInputException {
        return VerificationKey.fromSpki(Bytes.copyOf(pair.getPublic().getEncoded()));
    }

    private static Bytes file(String name) {
        return Bytes.copyOf(Keys.resource("/private-keys/" + name));
    }

    /** As a token's keys are: they sign and have no octets. */
    private record KeptKey(PrivateKey key) implements PrivateKey {
        @Override
        public String getAlgorithm() {
            return key.getAlgorithm();
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }
}
