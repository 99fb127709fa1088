/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.teletrust.TeleTrusTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class VerificationKeyTest {

    private static final BigInteger F4 = BigInteger.valueOf(65537);

    private static final String VERSION_1_CERTIFICATE = """
            MIIBFjCBvQIUdD+drzGUPUREmBF3miPnJCrNI3wwCgYIKoZIzj0EAwIwDjEMMAoG
            A1UEAwwDb25lMB4XDTI2MTEyNDA2NTA0NloXDTM2MTEyMTA2NTA0NlowDjEMMAoG
            A1UEAwwDb25lMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYy+NHcOLVnClO8Nu
            N4Mz7a6jFpGhn8hdRepia6XNRCdRE1BwkwYqf3neXAxdU3AfZ1PwJ5H0ixq1ov3R
            aoBWkDAKBggqhkjOPQQDAgNIADBFAiEA23VARR1TshW2N5v8wPLxyIB+o6GEz/Gl
            nMxw9d//LHwCIE2cYHVedM4ZGzeYTjFSSPxlTuHXB/GmHagohjWuX8CL""";

    private static final String VERSION_3_CERTIFICATE = """
            MIIBdTCCARugAwIBAgIUIz0Gq9ZJFRtl81ankvnywjTqznQwCgYIKoZIzj0EAwIw
            EDEOMAwGA1UEAwwFdGhyZWUwHhcNMjYxMTI0MDY1MDQ2WhcNMzYxMTIxMDY1MDQ2
            WjAQMQ4wDAYDVQQDDAV0aHJlZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGMv
            jR3Di1ZwpTvDbjeDM+2uoxaRoZ/IXUXqYmulzUQnURNQcJMGKn953lwMXVNwH2dT
            8CeR9IsataL90WqAVpCjUzBRMB0GA1UdDgQWBBQIyPFW2FkB50DpSMulWHRcCvJN
            hDAfBgNVHSMEGDAWgBQIyPFW2FkB50DpSMulWHRcCvJNhDAPBgNVHRMBAf8EBTAD
            AQH/MAoGCCqGSM49BAMCA0gAMEUCIQCx+EQAk3u/OfINBc1XuUtcmlj40GaOZxMN
            Lk6VQzolVgIgK3DiEifb2azhiicLsltjavtI7Z63aJQeAaP9JWCaG/0=""";

    private static final Bytes KEY_OF_BOTH_CERTIFICATES =
            Bytes.fromHex("3059301306072a8648ce3d020106082a8648ce3d0301070342"
                    + "0004632f8d1dc38b5670a53bc36e378333edaea31691a19fc85d45ea626ba5cd44275113507093062a7f79de5c0c5d53701f6753f0"
                    + "2791f48b1ab5a2fdd16a805690");

    // ---- encoding

    @Test
    void refusesAKeyThatIsLongerThanTheLimit() {
        assertRefused(PrimitiveReason.TOO_LONG, () -> VerificationKey.fromSpki(Bytes.copyOf(new byte[4097])));
        assertRefused(
                PrimitiveReason.TOO_LONG, () -> VerificationKey.fromPkcs1RsaPublicKey(Bytes.copyOf(new byte[4097])));
    }

    @Test
    void refusesEveryKeyThatBreaksOff() {
        Bytes whole = Keys.recorded("ecdsa-p256");
        for (int length = 0; length < whole.length(); length++) {
            Bytes part = whole.slice(0, length);
            assertRefused(PrimitiveReason.NOT_DER, () -> VerificationKey.fromSpki(part));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa-2048", "ecdsa-p256", "ecdsa-p384", "ecdsa-p521"})
    void refusesOctetsAfterTheKey(String name) {
        Bytes more = Keys.joined(Keys.recorded(name), Bytes.fromHex("00"));

        assertRefused(PrimitiveReason.NOT_DER, () -> VerificationKey.fromSpki(more));
    }

    @Test
    void refusesAThirdElementInTheKey() {
        refusesSpki(PrimitiveReason.NOT_DER, "302c" + "300506032b6570" + "032100" + goodPoint() + "0500");
    }

    @Test
    void refusesOctetsAfterAnRsaKey() {
        Bytes rsa = Keys.joined(rsaNumbers(Keys.modulus(2048), F4), Bytes.fromHex("0500"));

        assertRefused(PrimitiveReason.NOT_DER, () -> VerificationKey.fromPkcs1RsaPublicKey(rsa));
        assertRefused(PrimitiveReason.NOT_DER, () -> VerificationKey.fromSpki(Keys.rsa(DERNull.INSTANCE, rsa)));
    }

    @Test
    void refusesAThirdNumberInAnRsaKey() {
        Bytes three = Keys.der(new DERSequence(
                new ASN1Encodable[] {new ASN1Integer(Keys.modulus(2048)), new ASN1Integer(F4), new ASN1Integer(1)}));

        assertRefused(PrimitiveReason.NOT_DER, () -> VerificationKey.fromPkcs1RsaPublicKey(three));
    }

    @Test
    void refusesALengthInALongerFormThanNeeded() {
        refusesSpki(PrimitiveReason.NOT_DER, "30812a" + "300506032b6570" + "032100" + goodPoint());
        refusesSpki(PrimitiveReason.NOT_DER, "3082002a" + "300506032b6570" + "032100" + goodPoint());
    }

    @Test
    void refusesALengthWithALeadingZeroThatIsNotSmall() {
        Bytes key = Keys.recorded("ecdsa-p521"); // 30 81 9b …
        Bytes padded = Keys.joined(Bytes.fromHex("3082009b"), key.slice(3, key.length()));

        assertRefused(PrimitiveReason.NOT_DER, () -> VerificationKey.fromSpki(padded));
    }

    @Test
    void refusesALengthOfMoreThanThreeOctets() {
        refusesSpki(PrimitiveReason.NOT_DER, "3084ffffffff");
    }

    @Test
    void refusesAnIndefiniteLength() {
        refusesSpki(PrimitiveReason.NOT_DER, "3080" + "300506032b6570" + "032100" + goodPoint() + "0000");
    }

    @Test
    void refusesABitStringWithUnusedBits() {
        refusesSpki(PrimitiveReason.NOT_DER, "302a" + "300506032b6570" + "032101" + goodPoint());
    }

    @Test
    void refusesABitStringInParts() {
        refusesSpki(PrimitiveReason.NOT_DER, "302c" + "300506032b6570" + "2323032100" + goodPoint());
    }

    @Test
    void refusesAnEmptyBitString() {
        refusesSpki(PrimitiveReason.NOT_DER, "3009" + "300506032b6570" + "0300");
    }

    @Test
    void refusesAnIntegerWithANeedlessLeadingOctet() {
        Bytes positive = Bytes.fromHex("300a" + "02020001" + "0204ffffffff");

        assertRefused(PrimitiveReason.NOT_DER, () -> VerificationKey.fromPkcs1RsaPublicKey(positive));
        assertRefused(
                PrimitiveReason.NOT_DER,
                () -> VerificationKey.fromPkcs1RsaPublicKey(Bytes.fromHex("3007" + "020101" + "0202ff80")));
    }

    @Test
    void refusesAnIntegerWithoutOctets() {
        assertRefused(
                PrimitiveReason.NOT_DER,
                () -> VerificationKey.fromPkcs1RsaPublicKey(Bytes.fromHex("3005" + "0200" + "020101")));
    }

    @Test
    void refusesAnObjectIdentifierThatBreaksOffOrIsPadded() {
        refusesSpki(PrimitiveReason.NOT_DER, "302a" + "300506032b65f0" + "032100" + goodPoint());
        refusesSpki(PrimitiveReason.NOT_DER, "302b" + "300606042b806570" + "032100" + goodPoint());
        refusesSpki(PrimitiveReason.NOT_DER, "3027" + "30020600" + "032100" + goodPoint());
    }

    @Test
    void refusesAnObjectIdentifierTooLongToQuote() {
        refusesSpki(PrimitiveReason.NOT_DER, "3068" + "30430641" + "2b" + "01".repeat(64) + "032100" + goodPoint());
    }

    @Test
    void refusesANullWithContent() {
        String hex = Keys.recorded("rsa-2048").toHex();
        String changed = hex.replaceFirst("30820122300d", "30820123300e").replaceFirst("0500", "050100");

        refusesSpki(PrimitiveReason.NOT_DER, changed);
    }

    // ---- algorithm and parameters

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.840.113549.1.1.10", // RSASSA-PSS
                "1.2.840.10040.4.1", // DSA
                "1.3.101.110", // X25519
                "1.3.101.113", // Ed448
                "1.3.132.1.12", // ecDH
            })
    void refusesAnyOtherAlgorithm(String identifier) {
        AlgorithmIdentifier other = new AlgorithmIdentifier(new ASN1ObjectIdentifier(identifier));

        assertRefused(
                PrimitiveReason.KEY_ALGORITHM,
                () -> VerificationKey.fromSpki(Keys.spki(other, Bytes.fromHex(goodPoint()))));
    }

    @Test
    void refusesRsaWithoutTheNull() {
        Bytes bare = Keys.rsa(null, rsaNumbers(Keys.modulus(2048), F4));

        assertRefused(PrimitiveReason.KEY_PARAMETERS, () -> VerificationKey.fromSpki(bare));
    }

    @Test
    void refusesEd25519WithANull() {
        AlgorithmIdentifier withNull = new AlgorithmIdentifier(Keys.ED25519, DERNull.INSTANCE);

        assertRefused(
                PrimitiveReason.KEY_PARAMETERS,
                () -> VerificationKey.fromSpki(Keys.spki(withNull, Bytes.fromHex(goodPoint()))));
    }

    @Test
    void refusesASecondParameter() {
        String rsa = Keys.recorded("rsa-2048").toHex();
        String elliptic = Keys.recorded("ecdsa-p256").toHex();

        refusesSpki(
                PrimitiveReason.NOT_DER,
                rsa.replaceFirst("30820122300d", "30820124300f").replaceFirst("0500", "05000500"));
        refusesSpki(
                PrimitiveReason.NOT_DER,
                elliptic.replaceFirst("30593013", "305b3015").replaceFirst("030107", "0301070500"));
    }

    @Test
    void refusesACurveThatIsSpelledOut() {
        X9ECParameters spelledOut = ECNamedCurveTable.getByName("P-256");

        assertRefused(
                PrimitiveReason.KEY_PARAMETERS,
                () -> VerificationKey.fromSpki(Keys.elliptic(spelledOut, point(Keys.recorded("ecdsa-p256")))));
    }

    @Test
    void refusesACurveThatIsInherited() {
        assertRefused(
                PrimitiveReason.KEY_PARAMETERS,
                () -> VerificationKey.fromSpki(Keys.elliptic(DERNull.INSTANCE, point(Keys.recorded("ecdsa-p256")))));
    }

    @Test
    void refusesAnEllipticKeyWithoutACurve() {
        assertRefused(
                PrimitiveReason.KEY_PARAMETERS,
                () -> VerificationKey.fromSpki(Keys.elliptic(null, point(Keys.recorded("ecdsa-p256")))));
    }

    @Test
    void refusesOtherCurvesOf256Bits() {
        Bytes point = point(Keys.recorded("ecdsa-p256"));
        for (ASN1ObjectIdentifier curve :
                List.of(SECObjectIdentifiers.secp256k1, TeleTrusTObjectIdentifiers.brainpoolP256r1)) {
            assertRefused(PrimitiveReason.KEY_CURVE, () -> VerificationKey.fromSpki(Keys.elliptic(curve, point)));
        }
    }

    // ---- points

    @Test
    void refusesACompressedPoint() {
        Bytes compressed = Bytes.copyOf(p256Point().getEncoded(true));

        refusesP256(PrimitiveReason.KEY_POINT_FORM, compressed);
    }

    @Test
    void refusesAHybridPoint() {
        Bytes uncompressed = point(Keys.recorded("ecdsa-p256"));
        boolean odd = (uncompressed.at(64) & 1) == 1;

        refusesP256(
                PrimitiveReason.KEY_POINT_FORM,
                Keys.joined(Bytes.fromHex(odd ? "07" : "06"), uncompressed.slice(1, 65)));
    }

    @Test
    void refusesThePointAtInfinity() {
        refusesP256(PrimitiveReason.KEY_POINT_FORM, Bytes.fromHex("00"));
        refusesP256(PrimitiveReason.KEY_POINT_FORM, Bytes.empty());
        refusesP256(PrimitiveReason.KEY_POINT_FORM, Bytes.fromHex("00".repeat(65)));
    }

    @Test
    void refusesAPointOfAnotherCurveByItsLength() {
        refusesP256(PrimitiveReason.KEY_POINT_FORM, point(Keys.recorded("ecdsa-p384")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa-p256", "ecdsa-p384", "ecdsa-p521"})
    void refusesAPointBesideTheCurve(String name) {
        Bytes key = Keys.recorded(name);

        assertRefused(
                PrimitiveReason.KEY_POINT, () -> VerificationKey.fromSpki(Keys.flipped(key, 8 * (key.length() - 1))));
    }

    @Test
    void refusesACoordinateThatIsNotReduced() {
        BigInteger p =
                ECNamedCurveTable.getByName("P-256").getCurve().getField().getCharacteristic();
        ECPoint low = pointWithSmallX();
        BigInteger tooLarge = low.getAffineXCoord().toBigInteger().add(p);
        String x = tooLarge.toString(16);
        String y = Bytes.copyOf(low.getAffineYCoord().getEncoded()).toHex();

        refusesP256(PrimitiveReason.KEY_POINT, Bytes.fromHex("04" + x + y));
    }

    @Test
    void refusesAnEd25519PointOfAnotherLength() {
        refusesEd25519(PrimitiveReason.KEY_POINT_FORM, goodPoint().substring(2));
        refusesEd25519(PrimitiveReason.KEY_POINT_FORM, goodPoint() + "00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            })
    void refusesAnEd25519PointOfSmallOrder(String point) {
        refusesEd25519(PrimitiveReason.KEY_POINT, point);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "40a4cf5c611d737a2f1c6fcca84d9cabfed80987f186a5a6c57e629bff1af27f", // plus a point of order 8
                "feaf9d07b868cc52786305312c376563c622b0386a10d105e3c1501b28d65f7e", // plus the point of order 2
            })
    void refusesAnEd25519PointWithAPartOfSmallOrder(String point) {
        refusesEd25519(PrimitiveReason.KEY_POINT, point);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p
                "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p + 3
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = 2^255 - 1
                "0100000000000000000000000000000000000000000000000000000000000080", // minus zero
            })
    void refusesAnEd25519PointThatIsNotCanonical(String point) {
        refusesEd25519(PrimitiveReason.KEY_POINT, point);
    }

    @Test
    void refusesAnEd25519PointBesideTheCurve() {
        refusesEd25519(PrimitiveReason.KEY_POINT, "02" + "00".repeat(31));
    }

    // ---- RSA numbers

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2047, 8193, 16384})
    void refusesAModulusOfAnotherSize(int bits) {
        refusesRsa(PrimitiveReason.KEY_RSA_SIZE, Keys.modulus(bits), F4);
    }

    @Test
    void refusesANegativeModulus() {
        refusesRsa(PrimitiveReason.KEY_RSA_SIZE, Keys.modulus(2048).negate(), F4);
    }

    @Test
    void refusesAnEvenModulus() {
        refusesRsa(PrimitiveReason.KEY_RSA_MODULUS, Keys.modulus(2048).add(BigInteger.ONE), F4);
    }

    @ParameterizedTest
    @ValueSource(longs = {-65537, 0, 1, 3, 65535, 65536, 65538, (1L << 31) + 1})
    void refusesAnExponentThatIsEvenOrTooSmallOrTooLarge(long exponent) {
        refusesRsa(PrimitiveReason.KEY_RSA_EXPONENT, Keys.modulus(2048), BigInteger.valueOf(exponent));
    }

    /** What stands before the point is compared as a whole where it is as always, and taken apart where it is not. */
    @ParameterizedTest
    @ValueSource(strings = {"ecdsa-p256", "ecdsa-p384", "ecdsa-p521"})
    void refusesAnEllipticKeyWithAnyOtherBitBeforeThePoint(String name) {
        Bytes key = Keys.recorded(name);
        EcCurve curve = EcCurve.ofKey(key).orElseThrow();
        assertThat(curve.point(key).length()).isEqualTo(1 + 2 * curve.fieldLength());

        for (int bit = 0; bit < 8 * (key.length() - 2 * curve.fieldLength()); bit++) {
            Bytes other = Keys.flipped(key, bit);
            assertThat(EcCurve.ofKey(other)).isEmpty();
            assertThatExceptionOfType(MalformedInputException.class).isThrownBy(() -> VerificationKey.fromSpki(other));
        }
    }

    // ---- what is accepted

    @ParameterizedTest
    @CsvSource({
        "ecdsa-p256, EC_P256, 256, f2169868de514f0ce3a1bb2d0e473bf6fb4bf2e3c765e48c8db94c796e122782",
        "ecdsa-p384, EC_P384, 384, 6272ed650410b3ac495e22ec4c168cbcbce6ad286ab88b225a3c7823b1ecca1f",
        "ecdsa-p521, EC_P521, 521, 0e307c1490496e5e5c9cc2a5ff37d39d46c4b50868092ada1ff86f37c6526fa7",
        "ed25519, ED25519, 256, c091a3016d67df33726dc413e677c90eb6c37615200a2996398979b6ece2a1a5",
        "rsa-2048, RSA, 2048, 459750b79b807a928134f946b552b8810d45c45468ae4da715ec15154cd8cb4c",
        "rsa-4096, RSA, 4096, a5b65f930657db68e2320939a6462315735d10d3c032562e973e7fdf1700d45b",
    })
    void readsAKeyOfEveryType(String name, KeyType type, int bits, String fingerprint) throws Exception {
        VerificationKey key = VerificationKey.fromSpki(Keys.recorded(name));

        assertThat(key.type()).isEqualTo(type);
        assertThat(key.sizeInBits()).isEqualTo(bits);
        assertThat(key.spki()).isEqualTo(Keys.recorded(name));
        assertThat(key.fingerprint()).isEqualTo(Digest.parse("sha256:" + fingerprint));
        assertThat(key).hasToString(type + " sha256:" + fingerprint);
    }

    @Test
    void acceptsTheLargestModulusAndTheLargestExponent() {
        assertThatNoException()
                .isThrownBy(() ->
                        VerificationKey.fromSpki(Keys.rsa(Keys.modulus(8192), BigInteger.valueOf(Integer.MAX_VALUE))));
    }

    @Test
    void readsPkcs1AsTheSameKey() throws Exception {
        VerificationKey spki = VerificationKey.fromSpki(Keys.recorded("rsa-2048"));
        // The bit string is the last element: its 270 octets are the RSAPublicKey.
        Bytes pkcs1 = spki.spki().slice(spki.spki().length() - 270, spki.spki().length());

        VerificationKey key = VerificationKey.fromPkcs1RsaPublicKey(pkcs1);

        assertThat(key).isEqualTo(spki).hasSameHashCodeAs(spki);
        assertThat(key.fingerprint()).isEqualTo(spki.fingerprint());
    }

    @Test
    void keysWithOtherOctetsAreNotEqual() throws Exception {
        assertThat(VerificationKey.fromSpki(Keys.recorded("rsa-2048")))
                .isNotEqualTo(VerificationKey.fromSpki(Keys.recorded("rsa-4096")))
                .isNotEqualTo("rsa-2048");
    }

    @ParameterizedTest
    @ValueSource(strings = {VERSION_1_CERTIFICATE, VERSION_3_CERTIFICATE})
    void readsTheKeyOfACertificateOfEitherVersion(String base64) throws Exception {
        VerificationKey key = VerificationKey.fromCertificateKey(certificate(base64));

        assertThat(key.spki()).isEqualTo(KEY_OF_BOTH_CERTIFICATES);
    }

    @Test
    void refusesACertificateWhoseKeyTheProviderDidNotCheck() throws Exception {
        String hex = decoded(VERSION_3_CERTIFICATE).toHex();
        X509Certificate beside = certificate(Bytes.fromHex(hex.replace("d16a805690", "d16a805691")));

        assertRefused(PrimitiveReason.KEY_POINT, () -> VerificationKey.fromCertificateKey(beside));
    }

    private static X509Certificate certificate(String base64) throws CertificateException {
        return certificate(decoded(base64));
    }

    private static X509Certificate certificate(Bytes der) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(der.newInputStream());
    }

    private static Bytes decoded(String base64) {
        return Bytes.copyOf(Base64.getMimeDecoder().decode(base64));
    }

    private static void refusesSpki(PrimitiveReason code, String hex) {
        assertRefused(code, () -> VerificationKey.fromSpki(Bytes.fromHex(hex)));
    }

    private static void refusesP256(PrimitiveReason code, Bytes point) {
        Bytes key = Keys.elliptic(X9ObjectIdentifiers.prime256v1, point);

        assertRefused(code, () -> VerificationKey.fromSpki(key));
    }

    private static void refusesEd25519(PrimitiveReason code, String point) {
        Bytes key = Keys.ed25519(Bytes.fromHex(point));

        assertRefused(code, () -> VerificationKey.fromSpki(key));
    }

    private static void refusesRsa(PrimitiveReason code, BigInteger modulus, BigInteger exponent) {
        assertRefused(code, () -> VerificationKey.fromSpki(Keys.rsa(modulus, exponent)));
        assertRefused(code, () -> VerificationKey.fromPkcs1RsaPublicKey(rsaNumbers(modulus, exponent)));
    }

    private static Bytes rsaNumbers(BigInteger modulus, BigInteger exponent) {
        return Keys.der(new DERSequence(new ASN1Encodable[] {new ASN1Integer(modulus), new ASN1Integer(exponent)}));
    }

    private static String goodPoint() {
        return "ef4f62f8479733ad879cfaced3c89a9c39dd4fc795ef2efa1c3eafe4d729a081";
    }

    private static Bytes point(Bytes spki) {
        return Bytes.copyOf(SubjectPublicKeyInfo.getInstance(spki.toByteArray())
                .getPublicKeyData()
                .getBytes());
    }

    private static ECPoint p256Point() {
        return ECNamedCurveTable.getByName("P-256")
                .getCurve()
                .decodePoint(point(Keys.recorded("ecdsa-p256")).toByteArray());
    }

    private static ECPoint pointWithSmallX() {
        for (int x = 1; ; x++) {
            try {
                return ECNamedCurveTable.getByName("P-256")
                        .getCurve()
                        .decodePoint(Bytes.fromHex("02" + "%064x".formatted(x)).toByteArray());
            } catch (IllegalArgumentException e) {
                // No point has this x; try the next.
            }
        }
    }
}
