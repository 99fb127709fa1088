/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CertificateFactsTest {

    private static TestCertificate plain() {
        return TestCertificate.of("CN=issuer", "CN=subject", TestCertificate.LEAF_KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "2.5.29.37, 0500",
        "2.5.29.37, 3000",
        "2.5.29.37, 04",
        "2.5.29.37, 300506032a03040000", //
        "2.5.29.15, 0500",
        "2.5.29.15, 030100",
        "2.5.29.15, 0303070080ff", //
        "2.5.29.19, 0500",
        "2.5.29.19, 30060101ff0201ff",
        "2.5.29.19, 300b0101ff02067fffffffffff"
    })
    void refusesALimitingExtensionThatCannotBeReadAlsoWhereJavaTakesItForAbsent(String oid, String hex)
            throws Exception {
        TestCertificate bent = plain().with(
                        new ASN1ObjectIdentifier(oid), false, Bytes.fromHex(hex).toByteArray());

        assertRefused(PrimitiveReason.CERTIFICATE_MALFORMED, () -> bent.signedBy(TestCertificate.ROOT_KEY));
    }

    @Test
    void refusesTwoDifferentSignatureAlgorithms() throws Exception {
        byte[] der = plain().derSignedBy(TestCertificate.ROOT_KEY).toByteArray();
        // ecdsa-with-SHA256 ends in 04 03 02; the last one stands outside of the signed part
        String hex = Bytes.copyOf(der).toHex();
        int outer = hex.lastIndexOf("2a8648ce3d040302");
        String bent = hex.substring(0, outer) + "2a8648ce3d040303" + hex.substring(outer + 16);

        assertRefused(PrimitiveReason.CERTIFICATE_MALFORMED, () -> CertificateFacts.parse(Bytes.fromHex(bent)));
        assertRefused(PrimitiveReason.CERTIFICATE_MALFORMED, () -> CertificateFields.read(Bytes.fromHex(bent)));
    }

    @Test
    void refusesOctetsInsideTheCertificateBehindItsSignature() throws Exception {
        String hex = plain().derSignedBy(TestCertificate.ROOT_KEY).toHex(); // 3082 and two octets of length
        int length = Integer.parseInt(hex.substring(4, 8), 16);
        String inside = "3082" + String.format("%04x", length + 2) + hex.substring(8) + "0500";

        assertRefused(PrimitiveReason.NOT_DER, () -> CertificateFields.read(Bytes.fromHex(inside)));
        assertRefused(PrimitiveReason.NOT_DER, () -> CertificateFields.read(Bytes.fromHex(hex + "0500")));
        assertRefused(PrimitiveReason.CERTIFICATE_MALFORMED, () -> CertificateFacts.parse(Bytes.fromHex(inside)));
    }

    @Test
    void refusesAKeyThatIsNotAcceptedOnlyToThoseWhoNeedIt() throws Exception {
        CertificateFacts facts = TestCertificate.of("CN=a", "CN=b", TestCertificate.ec("secp256k1"))
                .signedBy(TestCertificate.ROOT_KEY);

        assertRefused(PrimitiveReason.KEY_CURVE, facts::key);
    }

    @Test
    void readsNamesAndSignedPartAsTheyAreEncoded() throws Exception {
        CertificateFacts facts = plain().signedBy(TestCertificate.ROOT_KEY);

        assertThat(facts.issuer().toHex()).isEqualTo("3011310f300d06035504030c06697373756572");
        assertThat(facts.subject().toHex()).isEqualTo("30123110300e06035504030c077375626a656374");
        assertThat(facts.signedPart())
                .isEqualTo(Bytes.copyOf(facts.certificate().getTBSCertificate()));
        assertThat(facts.signature()).isEqualTo(Bytes.copyOf(facts.certificate().getSignature()));
        assertThat(facts.subjectText()).isEqualTo("CN=subject");
        assertThat(facts.serialNumber()).isEqualTo(7);
        assertThat(facts.fingerprint()).isEqualTo(Digest.sha256(facts.der()));
        assertThat(facts.isSelfIssued()).isFalse();
        assertThat(facts.key().type()).isEqualTo(KeyType.EC_P256);
        assertThat(facts.notBefore()).isEqualTo(TestCertificate.FROM);
        assertThat(facts.notAfter()).isEqualTo(TestCertificate.UNTIL);
    }

    @Test
    void tellsAbsentExtensionsFromEmptyOnes() throws Exception {
        CertificateFacts facts = plain().signedBy(TestCertificate.ROOT_KEY);

        assertThat(facts.basicConstraints()).isEmpty();
        assertThat(facts.keyUsage()).isEmpty();
        assertThat(facts.extendedKeyUsage()).isEmpty();
        assertThat(facts.criticalExtensions()).isEmpty();
        assertThat(facts.extension("2.5.29.15")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsLimitingExtensionsWithTheirCriticality(boolean critical) throws Exception {
        CertificateFacts facts = plain().with(
                        Extension.basicConstraints, critical, new BasicConstraints(3).getEncoded())
                .with(
                        Extension.keyUsage,
                        critical,
                        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.decipherOnly).getEncoded())
                .with(
                        Extension.extendedKeyUsage,
                        critical,
                        new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning).getEncoded())
                .signedBy(TestCertificate.ROOT_KEY);

        assertThat(facts.basicConstraints()).contains(new CertificateFacts.BasicConstraints(critical, true, 3));
        assertThat(facts.keyUsage())
                .contains(new CertificateFacts.KeyUsage(
                        critical, Set.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.DECIPHER_ONLY)));
        assertThat(facts.extendedKeyUsage())
                .contains(new CertificateFacts.ExtendedKeyUsage(critical, Set.of("1.3.6.1.5.5.7.3.3")));
        assertThat(facts.criticalExtensions()).hasSize(critical ? 3 : 0);
    }

    @Test
    void readsNoLimitWhereTheAuthorityStatesNone() throws Exception {
        assertThat(TestCertificate.root().basicConstraints())
                .contains(
                        new CertificateFacts.BasicConstraints(true, true, CertificateFacts.BasicConstraints.UNLIMITED));
    }

    @ParameterizedTest
    @CsvSource({
        "digitalSignature, 80, DIGITAL_SIGNATURE",
        "nonRepudiation, 40, NON_REPUDIATION",
        "keyEncipherment, 20, KEY_ENCIPHERMENT",
        "dataEncipherment, 10, DATA_ENCIPHERMENT",
        "keyAgreement, 08, KEY_AGREEMENT",
        "keyCertSign, 04, KEY_CERT_SIGN",
        "cRLSign, 02, CRL_SIGN",
        "encipherOnly, 01, ENCIPHER_ONLY",
        "decipherOnly, 0080, DECIPHER_ONLY"
    })
    void readsEachBitOfTheKeyUsage(String name, String octets, KeyUsageBit bit) {
        byte[] bitString = Bytes.fromHex(octets).toByteArray();

        for (KeyUsageBit each : KeyUsageBit.values()) {
            assertThat(each.isSetIn(bitString)).as(name).isEqualTo(each == bit);
        }
    }

    @Test
    void handsOutTheValueOfAnyExtension() throws Exception {
        byte[] value = new DEROctetString(new byte[] {1, 2}).getEncoded();
        CertificateFacts facts = plain().with(new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.1.8"), false, value)
                .signedBy(TestCertificate.ROOT_KEY);

        assertThat(facts.extension("1.3.6.1.4.1.57264.1.8")).contains(Bytes.copyOf(value));
    }

    @ParameterizedTest
    @CsvSource({
        "SHA256withRSA, RSA_PKCS1_SHA256",
        "SHA384withRSA, RSA_PKCS1_SHA384",
        "SHA512withRSA, RSA_PKCS1_SHA512",
        "SHA256withRSAandMGF1, RSA_PSS_SHA256",
        "SHA384withRSAandMGF1, RSA_PSS_SHA384",
        "SHA512withRSAandMGF1, RSA_PSS_SHA512"
    })
    void recognisesRsaSignatures(String algorithm, SignatureScheme scheme) throws Exception {
        CertificateFacts facts = plain().signedBy(TestCertificate.RSA_KEY, algorithm);

        assertThat(facts.signatureScheme()).contains(scheme);
        assertThat(facts.isWeaklySigned()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "SHA256withECDSA, ECDSA_SHA256_DER",
        "SHA384withECDSA, ECDSA_SHA384_DER",
        "SHA512withECDSA, ECDSA_SHA512_DER"
    })
    void recognisesEcdsaSignatures(String algorithm, SignatureScheme scheme) throws Exception {
        assertThat(plain().signedBy(TestCertificate.ROOT_KEY, algorithm).signatureScheme())
                .contains(scheme);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5withRSA", "SHA1withRSA", "SHA1withRSAandMGF1"})
    void findsBrokenHashFunctionsUnderRsa(String algorithm) throws Exception {
        assertThat(plain().signedBy(TestCertificate.RSA_KEY, algorithm).isWeaklySigned())
                .isTrue();
    }

    @Test
    void findsBrokenHashFunctionsUnderEcdsa() throws Exception {
        assertThat(plain().signedBy(TestCertificate.ROOT_KEY, "SHA1withECDSA").isWeaklySigned())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "SHA-256, MGF1, SHA-1, 32, 1, true", "SHA-1, MGF1, SHA-256, 20, 1, true", //
        "SHA-256, MGF1, SHA-384, 32, 1, false", "SHA-256, MGF1, SHA-256, 20, 1, false", //
        "SHA-256, MGF1, SHA-256, 32, 2, false", "SHA-224, MGF1, SHA-224, 28, 1, false", //
        "SHA-256, other, SHA-256, 32, 1, false"
    })
    void knowsNoSchemeForUnusualParametersOfPss(
            String hash, String mask, String maskHash, int saltLength, int trailer, boolean weak) throws Exception {
        RSASSAPSSparams parameters = new RSASSAPSSparams(
                hash(hash),
                new AlgorithmIdentifier(
                        mask.equals("MGF1") ? PKCSObjectIdentifiers.id_mgf1 : PKCSObjectIdentifiers.id_pSpecified,
                        hash(maskHash)),
                new ASN1Integer(saltLength),
                new ASN1Integer(trailer));
        AlgorithmIdentifier pss = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, parameters);
        CertificateSignature read = CertificateSignature.of(Bytes.copyOf(pss.getEncoded()));

        assertThat(read.verifiedWith()).isEmpty();
        assertThat(read.weak()).isEqualTo(weak);
    }

    private static AlgorithmIdentifier hash(String name) {
        return new DefaultDigestAlgorithmIdentifierFinder().find(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // RSASSA-PSS without parameters, whose defaults are SHA-1
                "300b06092a864886f70d01010a",
                // RSASSA-PSS with empty parameters
                "300d06092a864886f70d01010a3000",
                // md2WithRSAEncryption, md4WithRSAEncryption, sha1WithRSASignature of OIW
                "300d06092a864886f70d0101020500",
                "300d06092a864886f70d0101030500",
                "300906052b0e03021d0500",
                // dsa-with-sha1
                "300906072a8648ce380403"
            })
    void findsBrokenHashFunctionsInAlgorithmIdentifiers(String hex) throws Exception {
        CertificateSignature read = CertificateSignature.of(Bytes.fromHex(hex));

        assertThat(read.weak()).isTrue();
        assertThat(read.verifiedWith()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // ecdsa-with-SHA256 with null where nothing has to be, Ed448, sha256WithRSA with an integer
                "300c06082a8648ce3d0403020500",
                "300506032b6571",
                "300e06092a864886f70d01010b020100"
            })
    void knowsNoSchemeForOddParameters(String hex) throws Exception {
        CertificateSignature read = CertificateSignature.of(Bytes.fromHex(hex));

        assertThat(read.verifiedWith()).isEmpty();
        assertThat(read.weak()).isFalse();
    }

    @Test
    void recognisesEd25519() throws Exception {
        assertThat(CertificateSignature.of(Bytes.fromHex("300506032b6570")).verifiedWith())
                .contains(SignatureScheme.ED25519);
    }

    @Test
    void equalsByItsCertificate() throws Exception {
        CertificateFacts facts = plain().signedBy(TestCertificate.ROOT_KEY);

        assertThat(CertificateFacts.parse(facts.der())).isEqualTo(facts).hasSameHashCodeAs(facts);
        assertThat(facts).isNotEqualTo(TestCertificate.root());
    }

    @Test
    void cannotBeBuiltWithEmptyParts() {
        assertThatThrownBy(() -> new CertificateFacts.KeyUsage(true, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CertificateFacts.ExtendedKeyUsage(true, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CertificateFacts.BasicConstraints(true, true, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
