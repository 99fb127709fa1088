/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.primitives.SignatureResult.INVALID;
import static dev.imagetrust.primitives.SignatureResult.MALFORMED;
import static dev.imagetrust.primitives.SignatureResult.UNSUITABLE;
import static dev.imagetrust.primitives.SignatureResult.VALID;
import static org.assertj.core.api.Assertions.assertThat;

class SignatureCheckTest {

    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static final RecordedSignature DER =
            RecordedSignature.of(SignatureScheme.ECDSA_SHA256_DER, KeyType.EC_P256);
    private static final RecordedSignature P1363 =
            RecordedSignature.of(SignatureScheme.ECDSA_SHA256_P1363, KeyType.EC_P256);
    private static final RecordedSignature PURE = RecordedSignature.of(SignatureScheme.ED25519, KeyType.ED25519);

    static List<RecordedSignature> recorded() {
        return RecordedSignature.all();
    }

    static List<RecordedSignature> recordedRsa() {
        return recorded().stream()
                .filter(signature -> signature.key().type() == KeyType.RSA)
                .toList();
    }

    // ---- by digest

    @ParameterizedTest
    @MethodSource("recorded")
    void judgesADigestAsItsMessageWhereTheSchemeAllowsIt(RecordedSignature good) {
        boolean possible = good.scheme() != SignatureScheme.ED25519
                && !good.scheme().name().startsWith("RSA_PSS");
        assertThat(byDigest(good, RecordedSignature.MESSAGE, good.signature()))
                .isEqualTo(possible ? VALID : UNSUITABLE);
        assertThat(byDigest(good, Bytes.utf8("other octets"), good.signature()))
                .isEqualTo(possible ? INVALID : UNSUITABLE);
        assertThat(byDigest(good, RecordedSignature.MESSAGE, Bytes.utf8("short")))
                .isEqualTo(possible ? MALFORMED : UNSUITABLE);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void refusesADigestOfAnotherHashFunction(RecordedSignature good) {
        DigestAlgorithm other =
                good.scheme().hash() == DigestAlgorithm.SHA256 ? DigestAlgorithm.SHA384 : DigestAlgorithm.SHA256;
        Digest digest = Digest.of(other, RecordedSignature.MESSAGE);
        assertThat(SignatureCheck.verifyDigest(good.key(), good.scheme(), digest, good.signature()))
                .isEqualTo(UNSUITABLE);
    }

    private static SignatureResult byDigest(RecordedSignature good, Bytes message, Bytes signature) {
        Digest digest = Digest.of(good.scheme().hash(), message);
        return SignatureCheck.verifyDigest(good.key(), good.scheme(), digest, signature);
    }

    // ---- does not hold

    @ParameterizedTest
    @MethodSource("recorded")
    void refusesASignatureOverAnotherMessage(RecordedSignature good) {
        assertThat(good.result(Bytes.utf8("other octets"), good.signature())).isEqualTo(INVALID);
        assertThat(good.result(Bytes.empty(), good.signature())).isEqualTo(INVALID);
    }

    @Test
    void refusesASignatureOfAnotherKeyOfTheSameType() throws Exception {
        for (String name : List.of("ecdsa-p256", "ecdsa-p384", "ecdsa-p521", "ed25519")) {
            VerificationKey other = VerificationKey.fromSpki(Keys.recorded(name));
            recorded().stream()
                    .filter(good -> good.key().type() == other.type())
                    .forEach(good -> assertThat(SignatureCheck.verify(
                                    other, good.scheme(), RecordedSignature.MESSAGE, good.signature()))
                            .as(good.toString())
                            .isEqualTo(INVALID));
        }
    }

    @Test
    void refusesASignatureOfAnotherRsaKey() throws Exception {
        // A modulus above every signature of the recorded key, which makes the range no obstacle.
        BigInteger large = BigInteger.ONE.shiftLeft(2048).subtract(BigInteger.ONE);
        VerificationKey other = VerificationKey.fromSpki(Keys.rsa(large, BigInteger.valueOf(65537)));
        for (RecordedSignature good : recordedRsa()) {
            assertThat(SignatureCheck.verify(other, good.scheme(), RecordedSignature.MESSAGE, good.signature()))
                    .as(good.toString())
                    .isEqualTo(INVALID);
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void refusesASignatureUnderEveryOtherSchemeOfItsKey(RecordedSignature good) {
        for (SignatureScheme other : SignatureScheme.values()) {
            if (other != good.scheme() && other.fits(good.key().type())) {
                assertThat(SignatureCheck.verify(good.key(), other, RecordedSignature.MESSAGE, good.signature()))
                        .as(other.toString())
                        .isIn(INVALID, MALFORMED);
            }
        }
    }

    @Test
    void refusesNumbersInRangeThatNobodyComputed() {
        assertThat(der(BigInteger.ONE, BigInteger.ONE)).isEqualTo(INVALID);
        assertThat(der(P256_ORDER.subtract(BigInteger.ONE), P256_ORDER.subtract(BigInteger.ONE)))
                .isEqualTo(INVALID);
    }

    @ParameterizedTest
    @MethodSource("recordedRsa")
    void refusesAnRsaSignatureOfZeroAndOne(RecordedSignature good) {
        int length = good.signature().length();

        assertThat(good.result(RecordedSignature.MESSAGE, Bytes.copyOf(new byte[length])))
                .isEqualTo(INVALID);
        assertThat(good.result(RecordedSignature.MESSAGE, Bytes.fromHex("00".repeat(length - 1) + "01")))
                .isEqualTo(INVALID);
    }

    // ---- scheme and key

    @ParameterizedTest
    @EnumSource(SignatureScheme.class)
    void callsASchemeOfAnotherTypeOfKeyUnsuitable(SignatureScheme scheme) {
        Set<KeyType> suitable = new HashSet<>();
        for (RecordedSignature good : recorded()) {
            SignatureResult result =
                    SignatureCheck.verify(good.key(), scheme, RecordedSignature.MESSAGE, good.signature());
            if (result != UNSUITABLE) {
                suitable.add(good.key().type());
            }
        }

        String name = scheme.name();
        assertThat(suitable)
                .isEqualTo(
                        name.startsWith("ECDSA")
                                ? Set.of(KeyType.EC_P256, KeyType.EC_P384, KeyType.EC_P521)
                                : name.startsWith("RSA") ? Set.of(KeyType.RSA) : Set.of(KeyType.ED25519));
    }

    // ---- ECDSA in DER

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "3000",
                "3003020101",
                "3106020101020101", // a set
                "3006020101030101", // a bit string for s
                "308006020101020101", // cut short
                "3080020101020101" + "0000", // indefinite
                "30810602010102" + "0101", // long form
                "3009020101020101020101", // a third number
                "3006020101020101" + "00", // an octet after it
                "300702020001020101", // a needless zero
                "3006020100020101", // r = 0
                "3006020101020100", // s = 0
                "3006020100020100", // both, CVE-2022-21449
                "30060201ff020101", // r = -1
                "30060201010201ff", // s = -1
            })
    void refusesEcdsaThatIsNotTheOneEncodingOfTwoNumbersInRange(String hex) {
        assertThat(DER.result(RecordedSignature.MESSAGE, Bytes.fromHex(hex))).isEqualTo(MALFORMED);
    }

    @Test
    void refusesNumbersFromTheOrderOnInDer() {
        assertThat(der(P256_ORDER, BigInteger.ONE)).isEqualTo(MALFORMED);
        assertThat(der(BigInteger.ONE, P256_ORDER)).isEqualTo(MALFORMED);
    }

    @Test
    void refusesAGoodNumberPlusTheOrder() {
        List<BigInteger> good = numbers(P1363.signature());

        assertThat(der(good.get(0), good.get(1))).isEqualTo(VALID);
        assertThat(der(good.get(0).add(P256_ORDER), good.get(1))).isEqualTo(MALFORMED);
        assertThat(der(good.get(0), good.get(1).add(P256_ORDER))).isEqualTo(MALFORMED);
    }

    @Test
    void tellsTheTwoEncodingsOfEcdsaApart() {
        assertThat(DER.result(RecordedSignature.MESSAGE, P1363.signature())).isEqualTo(MALFORMED);
        assertThat(P1363.result(RecordedSignature.MESSAGE, DER.signature())).isEqualTo(MALFORMED);
    }

    // ---- ECDSA in P1363

    @Test
    void refusesP1363OfAnotherLength() {
        Bytes good = P1363.signature();

        assertThat(p1363(Bytes.empty())).isEqualTo(MALFORMED);
        assertThat(p1363(good.slice(0, 63))).isEqualTo(MALFORMED);
        assertThat(p1363(Keys.joined(good, Bytes.fromHex("00")))).isEqualTo(MALFORMED);
        Bytes zero = Bytes.fromHex("00");
        assertThat(p1363(Keys.joined(zero, good.slice(0, 32), zero, good.slice(32, 64))))
                .isEqualTo(MALFORMED);
    }

    @Test
    void refusesP1363NumbersOutOfRange() {
        String one = "00".repeat(31) + "01";
        String zero = "00".repeat(32);
        String order = P256_ORDER.toString(16);

        assertThat(p1363(Bytes.fromHex(zero + zero))).isEqualTo(MALFORMED);
        assertThat(p1363(Bytes.fromHex(zero + one))).isEqualTo(MALFORMED);
        assertThat(p1363(Bytes.fromHex(one + zero))).isEqualTo(MALFORMED);
        assertThat(p1363(Bytes.fromHex(order + one))).isEqualTo(MALFORMED);
        assertThat(p1363(Bytes.fromHex(one + order))).isEqualTo(MALFORMED);
    }

    // ---- RSA

    @ParameterizedTest
    @MethodSource("recordedRsa")
    void refusesAnRsaSignatureOfAnotherLengthThanTheModulus(RecordedSignature good) {
        Bytes signature = good.signature();
        Bytes zero = Bytes.fromHex("00");

        assertThat(good.result(RecordedSignature.MESSAGE, Bytes.empty())).isEqualTo(MALFORMED);
        assertThat(good.result(RecordedSignature.MESSAGE, signature.slice(0, signature.length() - 1)))
                .isEqualTo(MALFORMED);
        assertThat(good.result(RecordedSignature.MESSAGE, Keys.joined(zero, signature)))
                .isEqualTo(MALFORMED);
        assertThat(good.result(RecordedSignature.MESSAGE, Keys.joined(signature, zero)))
                .isEqualTo(MALFORMED);
    }

    @ParameterizedTest
    @MethodSource("recordedRsa")
    void refusesAnRsaSignatureFromTheModulusOn(RecordedSignature good) {
        BigInteger modulus = modulus(good.key());

        assertThat(good.result(RecordedSignature.MESSAGE, fixed(modulus, 256))).isEqualTo(MALFORMED);
        assertThat(good.result(RecordedSignature.MESSAGE, Bytes.fromHex("ff".repeat(256))))
                .isEqualTo(MALFORMED);
    }

    // ---- Ed25519

    @ParameterizedTest
    @EnumSource(
            value = SignatureScheme.class,
            names = {"ED25519", "ED25519PH"})
    void refusesAnEd25519SignatureOfAnotherLength(SignatureScheme scheme) {
        RecordedSignature good = RecordedSignature.of(scheme, KeyType.ED25519);

        assertThat(good.result(RecordedSignature.MESSAGE, Bytes.empty())).isEqualTo(MALFORMED);
        assertThat(good.result(RecordedSignature.MESSAGE, good.signature().slice(0, 63)))
                .isEqualTo(MALFORMED);
        assertThat(good.result(RecordedSignature.MESSAGE, Keys.joined(good.signature(), Bytes.fromHex("00"))))
                .isEqualTo(MALFORMED);
    }

    @Test
    void refusesAnEd25519SignatureWhoseSecondHalfIsNotReduced() {
        Bytes orderLittleEndian = Bytes.fromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        Bytes r = PURE.signature().slice(0, 32);

        assertThat(PURE.result(RecordedSignature.MESSAGE, Keys.joined(r, orderLittleEndian)))
                .isEqualTo(MALFORMED);
        assertThat(PURE.result(RecordedSignature.MESSAGE, Keys.joined(r, Bytes.fromHex("ff".repeat(32)))))
                .isEqualTo(MALFORMED);
        assertThat(PURE.result(RecordedSignature.MESSAGE, Keys.joined(r, Bytes.fromHex("00".repeat(32)))))
                .isEqualTo(INVALID);
    }

    // ---- holds

    @ParameterizedTest
    @MethodSource("recorded")
    void acceptsAGoodSignatureAsOftenAsItIsAsked(RecordedSignature good) {
        for (int use = 0; use < 3; use++) {
            assertThat(good.result()).isEqualTo(VALID);
        }
    }

    @Test
    void thereIsAGoodSignatureForEverySchemeAndType() {
        List<String> without = new ArrayList<>();
        for (SignatureScheme scheme : SignatureScheme.values()) {
            for (KeyType type : KeyType.values()) {
                if (scheme.fits(type)
                        && recorded().stream()
                                .noneMatch(good ->
                                        good.scheme() == scheme && good.key().type() == type)) {
                    without.add(scheme + " " + type);
                }
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    void acceptsThePrehashedExampleOfTheRfc() throws Exception {
        // RFC 8032 §7.3, "TEST abc".
        VerificationKey key = VerificationKey.fromSpki(
                Keys.ed25519(Bytes.fromHex("ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf")));
        Bytes signature = Bytes.fromHex("98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae41"
                + "31f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406");

        assertThat(SignatureCheck.verify(key, SignatureScheme.ED25519PH, Bytes.utf8("abc"), signature))
                .isEqualTo(VALID);
    }

    @Test
    void oneKeyServesManyTimes() {
        for (int i = 0; i < 50; i++) {
            assertThat(DER.result()).isEqualTo(VALID);
            assertThat(DER.result(Bytes.utf8("message " + i), DER.signature())).isEqualTo(INVALID);
        }
    }

    private static SignatureResult der(BigInteger r, BigInteger s) {
        Bytes signature = Keys.der(new DERSequence(new ASN1Encodable[] {new ASN1Integer(r), new ASN1Integer(s)}));
        return SignatureCheck.verify(
                P1363.key(), SignatureScheme.ECDSA_SHA256_DER, RecordedSignature.MESSAGE, signature);
    }

    private static SignatureResult p1363(Bytes signature) {
        return P1363.result(RecordedSignature.MESSAGE, signature);
    }

    private static List<BigInteger> numbers(Bytes p1363) {
        return List.of(
                new BigInteger(p1363.slice(0, 32).toHex(), 16),
                new BigInteger(p1363.slice(32, 64).toHex(), 16));
    }

    private static BigInteger modulus(VerificationKey key) {
        byte[] numbers = SubjectPublicKeyInfo.getInstance(key.spki().toByteArray())
                .getPublicKeyData()
                .getBytes();
        return RSAPublicKey.getInstance(numbers).getModulus();
    }

    private static Bytes fixed(BigInteger number, int length) {
        String hex = number.toString(16);
        return Bytes.fromHex("0".repeat(2 * length - hex.length()) + hex);
    }
}
