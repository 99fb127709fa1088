/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class CertificateRulesTest {

    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";

    private static AbstractAssert<?, ?> assertBroken(PrimitiveReason code, Optional<Reason> answer) {
        return assertThat(answer)
                .hasValueSatisfying(
                        reason -> assertThat(reason.code()).as(reason.text()).isEqualTo(code));
    }

    private static void assertHolds(Optional<Reason> answer) {
        assertThat(answer).isEmpty();
    }

    private static TestCertificate plain() {
        return TestCertificate.of("CN=root", "CN=subject", TestCertificate.LEAF_KEY);
    }

    // chains

    @Test
    void refusesAnEmptyChain() {
        assertBroken(PrimitiveReason.CERTIFICATE_CHAIN_EMPTY, CertificateRules.completeChain(List.of()));
    }

    @Test
    void refusesAChainWithoutItsRoot() throws Exception {
        assertBroken(
                PrimitiveReason.CERTIFICATE_NOT_SELF_SIGNED,
                CertificateRules.completeChain(List.of(TestCertificate.leaf(), TestCertificate.middle())));
    }

    @Test
    void refusesAChainInTheWrongOrder() throws Exception {
        assertBroken(
                PrimitiveReason.CERTIFICATE_SELF_SIGNED,
                CertificateRules.completeChain(
                        List.of(TestCertificate.root(), TestCertificate.middle(), TestCertificate.leaf())));
    }

    @Test
    void refusesAChainWithAGap() throws Exception {
        assertBroken(
                PrimitiveReason.CERTIFICATE_ISSUER_NAME,
                CertificateRules.completeChain(List.of(TestCertificate.leaf(), TestCertificate.root())));
    }

    @Test
    void refusesAnUnrelatedCertificateBehindTheRoot() throws Exception {
        CertificateFacts other = TestCertificate.of("CN=other", "CN=other", TestCertificate.RSA_KEY)
                .signedBy(TestCertificate.RSA_KEY);

        assertBroken(
                PrimitiveReason.CERTIFICATE_SELF_SIGNED,
                CertificateRules.completeChain(List.of(TestCertificate.root(), other)));
    }

    @Test
    void refusesASelfSignedLeafInALongerChain() throws Exception {
        CertificateFacts selfSigned = TestCertificate.of("CN=root", "CN=root", TestCertificate.LEAF_KEY)
                .signedBy(TestCertificate.LEAF_KEY);

        assertBroken(
                PrimitiveReason.CERTIFICATE_SELF_SIGNED,
                CertificateRules.completeChain(List.of(selfSigned, TestCertificate.root())));
    }

    @Test
    void refusesACertificateThatOccursTwice() throws Exception {
        CertificateFacts a =
                TestCertificate.of("CN=b", "CN=a", TestCertificate.LEAF_KEY).signedBy(TestCertificate.MIDDLE_KEY);
        CertificateFacts b =
                TestCertificate.of("CN=a", "CN=b", TestCertificate.MIDDLE_KEY).signedBy(TestCertificate.LEAF_KEY);
        CertificateFacts bUnderRoot = TestCertificate.of("CN=root", "CN=b", TestCertificate.MIDDLE_KEY)
                .signedBy(TestCertificate.ROOT_KEY);

        assertBroken(
                PrimitiveReason.CERTIFICATE_REPEATED,
                CertificateRules.completeChain(List.of(a, b, a, bUnderRoot, TestCertificate.root())));
    }

    @Test
    void refusesAChainWhoseIssuerHasTheNameButNotTheKey() throws Exception {
        CertificateFacts impostor = TestCertificate.of("CN=root", "CN=middle", TestCertificate.LEAF_KEY)
                .authority(0)
                .signedBy(TestCertificate.ROOT_KEY);

        assertBroken(
                PrimitiveReason.CERTIFICATE_SIGNATURE,
                CertificateRules.completeChain(List.of(TestCertificate.leaf(), impostor, TestCertificate.root())));
    }

    @Test
    void takesACompleteChain() throws Exception {
        assertHolds(CertificateRules.completeChain(
                List.of(TestCertificate.leaf(), TestCertificate.middle(), TestCertificate.root())));
    }

    @Test
    void takesASingleSelfSignedCertificate() throws Exception {
        assertHolds(CertificateRules.completeChain(List.of(TestCertificate.root())));
    }

    @Test
    void takesALeafThatBearsTheNameOfItsRoot() throws Exception {
        CertificateFacts leaf = TestCertificate.of("CN=root", "CN=root", TestCertificate.LEAF_KEY)
                .signedBy(TestCertificate.ROOT_KEY);

        assertHolds(CertificateRules.completeChain(List.of(leaf, TestCertificate.root())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecdsa-p256",
                "ecdsa-p384",
                "ecdsa-p521",
                "rsa-2048",
                "rsa-3072",
                "rsa-4096",
                "short-cose",
                "short-jws"
            })
    void takesTheRecordedChains(String name) throws Exception {
        Path file = Path.of(System.getProperty("imagetrust.shared"), "fixtures/certs/n-" + name + "-chain.crt");
        assumeTrue(Files.isRegularFile(file), "no recorded chain at " + file);

        List<CertificateFacts> chain = new ArrayList<>();
        for (X509Certificate each : Certificates.parsePemOrDer(Bytes.copyOf(Files.readAllBytes(file)))) {
            chain.add(CertificateFacts.of(each));
        }
        assertThat(chain).hasSizeGreaterThan(1);
        assertHolds(CertificateRules.completeChain(chain));
        assertHolds(CertificateRules.certificateAuthority(chain.get(1)));
        assertHolds(CertificateRules.keyUsageHas(chain.get(0), KeyUsageBit.DIGITAL_SIGNATURE));
    }

    // signatures

    @Test
    void refusesNamesThatOnlyLookEqual() throws Exception {
        CertificateFacts printable =
                TestCertificate.of("CN=Root", "CN=x", TestCertificate.LEAF_KEY).signedBy(TestCertificate.ROOT_KEY);

        assertBroken(
                PrimitiveReason.CERTIFICATE_ISSUER_NAME, CertificateRules.issuedBy(printable, TestCertificate.root()));
    }

    @Test
    void refusesASelfIssuedCertificateThatAnotherKeySigned() throws Exception {
        CertificateFacts other = TestCertificate.of("CN=root", "CN=root", TestCertificate.LEAF_KEY)
                .signedBy(TestCertificate.ROOT_KEY);

        assertBroken(PrimitiveReason.CERTIFICATE_SIGNATURE, CertificateRules.selfSigned(other));
    }

    @Test
    void refusesADamagedSignature() throws Exception {
        byte[] der = TestCertificate.root().der().toByteArray();
        der[der.length - 1] ^= 1;

        assertBroken(
                PrimitiveReason.CERTIFICATE_SIGNATURE,
                CertificateRules.selfSigned(CertificateFacts.parse(Bytes.copyOf(der))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5withRSA", "SHA1withRSA", "SHA1withRSAandMGF1"})
    void refusesABrokenHashFunctionAlsoUnderAGoodSignature(String algorithm) throws Exception {
        CertificateFacts root = TestCertificate.of("CN=r", "CN=r", TestCertificate.RSA_KEY)
                .signedBy(TestCertificate.RSA_KEY, algorithm);

        assertBroken(PrimitiveReason.CERTIFICATE_WEAK_SIGNATURE, CertificateRules.stronglySigned(root));
        assertBroken(PrimitiveReason.CERTIFICATE_WEAK_SIGNATURE, CertificateRules.selfSigned(root));
    }

    @Test
    void refusesAnAlgorithmThatIsNotAccepted() throws Exception {
        CertificateFacts root = TestCertificate.of("CN=r", "CN=r", TestCertificate.RSA_KEY)
                .signedBy(TestCertificate.RSA_KEY, "SHA224withRSA");

        assertBroken(PrimitiveReason.CERTIFICATE_SIGNATURE_ALGORITHM, CertificateRules.selfSigned(root));
    }

    @Test
    void refusesAnIssuerWhoseKeyIsNotAccepted() throws Exception {
        var key = TestCertificate.ec("secp256k1");
        CertificateFacts root = TestCertificate.of("CN=r", "CN=r", key).signedBy(key);

        assertBroken(PrimitiveReason.KEY_CURVE, CertificateRules.selfSigned(root));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA256withRSA", "SHA512withRSAandMGF1"})
    void takesRsaSignatures(String algorithm) throws Exception {
        assertHolds(CertificateRules.selfSigned(TestCertificate.of("CN=r", "CN=r", TestCertificate.RSA_KEY)
                .signedBy(TestCertificate.RSA_KEY, algorithm)));
    }

    @Test
    void takesAStrongSignature() throws Exception {
        assertHolds(CertificateRules.stronglySigned(TestCertificate.root()));
    }

    // times

    @Test
    void judgesValidityWithBothEndsIncluded() throws Exception {
        CertificateFacts root = TestCertificate.root();

        assertBroken(
                PrimitiveReason.CERTIFICATE_NOT_YET_VALID,
                CertificateRules.validAt(root, TestCertificate.FROM.minusNanos(1)));
        assertHolds(CertificateRules.validAt(root, TestCertificate.FROM));
        assertHolds(CertificateRules.validAt(root, TestCertificate.UNTIL));
        assertBroken(
                PrimitiveReason.CERTIFICATE_EXPIRED,
                CertificateRules.validAt(root, TestCertificate.UNTIL.plusNanos(1)));
    }

    @Test
    void judgesTheValidityOfEveryCertificate() throws Exception {
        List<CertificateFacts> chain = List.of(TestCertificate.leaf(), TestCertificate.middle());

        assertHolds(CertificateRules.allValidAt(chain, TestCertificate.FROM));
        assertBroken(
                PrimitiveReason.CERTIFICATE_EXPIRED,
                CertificateRules.allValidAt(chain, Instant.parse("2030-01-01T00:00:00Z")));
    }

    // authorities

    @Test
    void refusesAnAuthorityThatDoesNotSayItIsOne() throws Exception {
        CertificateFacts silent = plain().signedBy(TestCertificate.ROOT_KEY);
        CertificateFacts denying = plain().with(
                        Extension.basicConstraints, true, new BasicConstraints(false).getEncoded())
                .signedBy(TestCertificate.ROOT_KEY);
        CertificateFacts notCritical = plain().with(
                        Extension.basicConstraints, false, new BasicConstraints(true).getEncoded())
                .signedBy(TestCertificate.ROOT_KEY);

        for (CertificateFacts each : List.of(silent, denying, notCritical)) {
            assertBroken(PrimitiveReason.CERTIFICATE_NOT_AN_AUTHORITY, CertificateRules.certificateAuthority(each));
        }
        assertHolds(CertificateRules.certificateAuthority(TestCertificate.root()));
    }

    @Test
    void refusesAnAuthorityAsEndEntity() throws Exception {
        CertificateFacts notCritical = plain().with(
                        Extension.basicConstraints, false, new BasicConstraints(true).getEncoded())
                .signedBy(TestCertificate.ROOT_KEY);

        assertBroken(PrimitiveReason.CERTIFICATE_IS_AN_AUTHORITY, CertificateRules.endEntity(notCritical));
        assertHolds(CertificateRules.endEntity(TestCertificate.leaf()));
    }

    @Test
    void countsCertificatesAgainstThePathLength() throws Exception {
        CertificateFacts middle = TestCertificate.middle(); // path length 0

        assertHolds(CertificateRules.pathLength(middle, 0));
        assertBroken(PrimitiveReason.CERTIFICATE_PATH_LENGTH, CertificateRules.pathLength(middle, 1));
        assertHolds(CertificateRules.pathLength(TestCertificate.root(), 8));
    }

    // usages

    @Test
    void refusesAKeyUsageWithoutABitItNeeds() throws Exception {
        CertificateFacts silent = plain().signedBy(TestCertificate.ROOT_KEY);

        assertBroken(
                PrimitiveReason.CERTIFICATE_KEY_USAGE,
                CertificateRules.keyUsageHas(TestCertificate.leaf(), KeyUsageBit.KEY_CERT_SIGN));
        assertBroken(
                PrimitiveReason.CERTIFICATE_KEY_USAGE,
                CertificateRules.keyUsageHas(silent, KeyUsageBit.DIGITAL_SIGNATURE));
        assertHolds(CertificateRules.keyUsageHas(TestCertificate.leaf(), KeyUsageBit.DIGITAL_SIGNATURE));
    }

    @Test
    void refusesAKeyUsageWithABitItMustNotHave() throws Exception {
        Set<KeyUsageBit> banned = Set.of(KeyUsageBit.CRL_SIGN, KeyUsageBit.KEY_CERT_SIGN);

        assertBroken(
                PrimitiveReason.CERTIFICATE_KEY_USAGE,
                CertificateRules.keyUsageHasNone(TestCertificate.root(), banned));
        assertHolds(CertificateRules.keyUsageHasNone(TestCertificate.leaf(), banned));
        assertHolds(CertificateRules.keyUsageHasNone(plain().signedBy(TestCertificate.ROOT_KEY), banned));
    }

    @Test
    void refusesAKeyUsageThatIsNotCritical() throws Exception {
        CertificateFacts notCritical = plain().with(
                        Extension.keyUsage, false, new KeyUsage(KeyUsage.digitalSignature).getEncoded())
                .signedBy(TestCertificate.ROOT_KEY);

        assertBroken(PrimitiveReason.CERTIFICATE_KEY_USAGE, CertificateRules.keyUsageIsCritical(notCritical));
        assertBroken(
                PrimitiveReason.CERTIFICATE_KEY_USAGE,
                CertificateRules.keyUsageIsCritical(plain().signedBy(TestCertificate.ROOT_KEY)));
        assertHolds(CertificateRules.keyUsageIsCritical(TestCertificate.leaf()));
    }

    private static CertificateFacts withPurposes(boolean critical, KeyPurposeId... purposes) throws Exception {
        return plain().with(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(purposes).getEncoded())
                .signedBy(TestCertificate.ROOT_KEY);
    }

    @Test
    void refusesPurposesWithoutTheOneNeeded() throws Exception {
        assertBroken(
                PrimitiveReason.CERTIFICATE_PURPOSE,
                CertificateRules.purposesInclude(withPurposes(false, KeyPurposeId.anyExtendedKeyUsage), CODE_SIGNING));
        assertBroken(
                PrimitiveReason.CERTIFICATE_PURPOSE,
                CertificateRules.purposesInclude(TestCertificate.leaf(), CODE_SIGNING));
        assertHolds(
                CertificateRules.purposesInclude(withPurposes(false, KeyPurposeId.id_kp_codeSigning), CODE_SIGNING));
    }

    @Test
    void refusesPurposesWithABannedOne() throws Exception {
        CertificateFacts both = withPurposes(false, KeyPurposeId.id_kp_codeSigning, KeyPurposeId.id_kp_timeStamping);

        assertBroken(
                PrimitiveReason.CERTIFICATE_PURPOSE, CertificateRules.purposesExclude(both, Set.of(TIME_STAMPING)));
        assertHolds(CertificateRules.purposesExclude(both, Set.of("1.3.6.1.5.5.7.3.1")));
        assertHolds(CertificateRules.purposesExclude(TestCertificate.leaf(), Set.of(TIME_STAMPING)));
    }

    @Test
    void refusesAnythingButTheOnePurposeCriticalAndAlone() throws Exception {
        List<CertificateFacts> refused = List.of(
                withPurposes(false, KeyPurposeId.id_kp_timeStamping),
                withPurposes(true, KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_codeSigning),
                withPurposes(true, KeyPurposeId.anyExtendedKeyUsage),
                TestCertificate.leaf());

        for (CertificateFacts each : refused) {
            assertBroken(PrimitiveReason.CERTIFICATE_PURPOSE, CertificateRules.onlyPurpose(each, TIME_STAMPING));
        }
        assertHolds(CertificateRules.onlyPurpose(withPurposes(true, KeyPurposeId.id_kp_timeStamping), TIME_STAMPING));
    }

    @Test
    void namesTheRuleBeforeTheSubject() throws Exception {
        assertThat(CertificateRules.keyUsageHas(TestCertificate.leaf(), KeyUsageBit.KEY_CERT_SIGN))
                .hasValueSatisfying(reason ->
                        assertThat(reason.detail()).isEqualTo("has to have KEY_CERT_SIGN; certificate of CN=leaf"));
    }

    @Test
    void refusesAnAuthorityThatMayNotIssueForThePurpose() throws Exception {
        CertificateFacts timeStampingOnly = TestCertificate.of("CN=root", "CN=middle", TestCertificate.MIDDLE_KEY)
                .authority(1)
                .with(Extension.extendedKeyUsage, false, purposes(KeyPurposeId.id_kp_timeStamping))
                .signedBy(TestCertificate.ROOT_KEY);
        CertificateFacts anything = TestCertificate.of("CN=root", "CN=middle", TestCertificate.MIDDLE_KEY)
                .authority(null)
                .with(Extension.extendedKeyUsage, false, purposes(KeyPurposeId.anyExtendedKeyUsage))
                .signedBy(TestCertificate.ROOT_KEY);

        assertHolds(CertificateRules.authorityFor(timeStampingOnly, 1, TIME_STAMPING));
        assertHolds(CertificateRules.authorityFor(anything, 5, TIME_STAMPING));
        assertHolds(CertificateRules.authorityFor(TestCertificate.middle(), 0, TIME_STAMPING));
        assertBroken(
                PrimitiveReason.CERTIFICATE_PURPOSE, CertificateRules.authorityFor(timeStampingOnly, 1, CODE_SIGNING));
        assertBroken(
                PrimitiveReason.CERTIFICATE_PATH_LENGTH,
                CertificateRules.authorityFor(timeStampingOnly, 2, TIME_STAMPING));
        assertBroken(
                PrimitiveReason.CERTIFICATE_NOT_AN_AUTHORITY,
                CertificateRules.authorityFor(TestCertificate.leaf(), 0, TIME_STAMPING));
    }

    /** What limits a certificate must not be ignored, also where an issuer forgot to say so. */
    @Test
    void refusesExtensionsThatMustNotBeIgnored() throws Exception {
        ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.7");
        assertBroken(PrimitiveReason.CERTIFICATE_EXTENSION, CertificateRules.firstOfChain(leafWith(unknown, true)));
        assertHolds(CertificateRules.firstOfChain(leafWith(unknown, false)));
        for (ASN1ObjectIdentifier constraint :
                List.of(Extension.nameConstraints, Extension.policyConstraints, Extension.inhibitAnyPolicy)) {
            assertBroken(
                    PrimitiveReason.CERTIFICATE_EXTENSION,
                    CertificateRules.extensionsUnderstood(leafWith(constraint, false)));
        }
    }

    @Test
    void refusesALeafThatMayIssueCertificates() throws Exception {
        CertificateFacts leaf = TestCertificate.of("CN=middle", "CN=leaf", TestCertificate.LEAF_KEY)
                .with(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign).getEncoded())
                .signedBy(TestCertificate.MIDDLE_KEY);

        assertBroken(PrimitiveReason.CERTIFICATE_KEY_USAGE, CertificateRules.firstOfChain(leaf));
        assertBroken(
                PrimitiveReason.CERTIFICATE_IS_AN_AUTHORITY, CertificateRules.firstOfChain(TestCertificate.middle()));
        assertHolds(CertificateRules.firstOfChain(TestCertificate.leaf()));
    }

    private static CertificateFacts leafWith(ASN1ObjectIdentifier oid, boolean critical) throws Exception {
        return TestCertificate.of("CN=middle", "CN=leaf", TestCertificate.LEAF_KEY)
                .with(oid, critical, DERNull.INSTANCE.getEncoded())
                .signedBy(TestCertificate.MIDDLE_KEY);
    }

    private static byte[] purposes(KeyPurposeId purpose) throws Exception {
        return new ExtendedKeyUsage(purpose).getEncoded();
    }
}
