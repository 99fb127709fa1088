/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.internal.CertificateForge.Issued;
import dev.imagetrust.primitives.Certificates;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.PrimitiveReason;
import java.security.KeyPair;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.primitives.PrimitiveReason.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CodeSigningChainTest {

    private static final KeyPair ROOT_KEY = CertificateForge.ec("secp256r1");
    private static final KeyPair MIDDLE_KEY = CertificateForge.ec("secp256r1");
    private static final KeyPair LEAF_KEY = CertificateForge.ec("secp256r1");

    private static final Issued ROOT = root().issue();
    private static final Issued MIDDLE = middle().issue();
    private static final Issued LEAF = leaf().issue();

    @Test
    void refusesALeafThatIsAnAuthority() {
        refuse(leaf().extension(Extension.basicConstraints, true, new BasicConstraints(true)));
        refuse(selfSigned(CertificateForge.authority(LEAF_KEY, "CN=alone")));
    }

    @Test
    void refusesALeafWithoutACriticalKeyUsage() {
        refuse(leaf().without(Extension.keyUsage));
        refuse(leaf().extension(Extension.keyUsage, false, new KeyUsage(KeyUsage.digitalSignature)));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                KeyUsage.keyEncipherment,
                KeyUsage.dataEncipherment,
                KeyUsage.keyAgreement,
                KeyUsage.keyCertSign,
                KeyUsage.cRLSign,
                KeyUsage.encipherOnly,
                KeyUsage.decipherOnly
            })
    void refusesALeafForOtherUses(int bit) {
        refuse(leaf().extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | bit)));
    }

    @Test
    void refusesALeafThatMayNotSign() {
        refuse(leaf().extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.nonRepudiation)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.5.29.37.0",
                "1.3.6.1.5.5.7.3.1",
                "1.3.6.1.5.5.7.3.2",
                "1.3.6.1.5.5.7.3.4",
                "1.3.6.1.5.5.7.3.8",
                "1.3.6.1.5.5.7.3.9"
            })
    void refusesALeafForOtherPurposes(String purpose) {
        refuse(leaf().extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_codeSigning, KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose))
        })));
    }

    @Test
    void refusesAnIssuerThatIsNoAuthority() {
        refuse(LEAF, middle().without(Extension.basicConstraints), ROOT);
        refuse(LEAF, middle().extension(Extension.basicConstraints, true, new BasicConstraints(false)), ROOT);
        refuse(LEAF, middle().extension(Extension.basicConstraints, false, new BasicConstraints(true)), ROOT);
    }

    @Test
    void refusesAnIssuerThatMayNotIssue() {
        refuse(LEAF, middle().without(Extension.keyUsage), ROOT);
        refuse(LEAF, middle().extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign)), ROOT);
        refuse(LEAF, middle().extension(Extension.keyUsage, false, new KeyUsage(KeyUsage.keyCertSign)), ROOT);
    }

    @Test
    void refusesAPathLengthThatIsTooShort() {
        refuse(LEAF, MIDDLE, root().extension(Extension.basicConstraints, true, new BasicConstraints(0)));
    }

    @Test
    void refusesARootThatIsNotSelfSigned() {
        refuse(LEAF, MIDDLE);
        refuse(LEAF);
    }

    @Test
    void refusesASelfSignedCertificateBeforeTheEnd() {
        refuse(CertificateForge.leaf(LEAF_KEY, "CN=alone").issue(), ROOT);
    }

    @Test
    void refusesAnIssuerOfAnotherNameOrKey() {
        refuse(leaf().issuer("CN=somebody"), MIDDLE, ROOT);
        Issued namesake =
                CertificateForge.authority(ROOT_KEY, "CN=middle").by(ROOT).issue();
        refuse(LEAF, namesake, ROOT);
    }

    @Test
    void refusesAWrongOrderRepeatedAndUnrelatedCertificates() {
        refuse(MIDDLE, LEAF, ROOT);
        refuse(LEAF, MIDDLE, MIDDLE, ROOT);
        refuse(LEAF, MIDDLE, ROOT, ROOT);
        refuse(LEAF, MIDDLE, ROOT, TestChain.ROOT);
    }

    @Test
    void refusesSha1AnywhereTheSingleLeafIncluded() {
        refuse(leaf().signedWith("SHA1withECDSA"), MIDDLE, ROOT);
        refuse(LEAF, MIDDLE, root().signedWith("SHA1withECDSA"));
        refuse(selfSigned(CertificateForge.leaf(LEAF_KEY, "CN=alone").signedWith("SHA1withECDSA")));
    }

    /** A rule each, and the reason that it has: none is refused for another rule than the one it breaks. */
    static Stream<Arguments> chainsThatBreakOneRule() {
        Issued sameName =
                CertificateForge.authority(MIDDLE_KEY, "CN=root").by(ROOT).issue();
        Issued shortRoot = root().extension(Extension.basicConstraints, true, new BasicConstraints(0))
                .issue();
        KeyUsage signing = new KeyUsage(KeyUsage.digitalSignature);
        return Stream.of(
                broken(
                        "issuer of another name",
                        CERTIFICATE_ISSUER_NAME,
                        leaf().issuer("CN=somebody").issue(),
                        MIDDLE,
                        ROOT),
                broken(
                        "issuer of another key",
                        CERTIFICATE_SIGNATURE,
                        leaf().issue(),
                        CertificateForge.authority(ROOT_KEY, "CN=middle")
                                .by(ROOT)
                                .issue(),
                        ROOT),
                broken("leaf in front of its root's issuer", CERTIFICATE_ISSUER_NAME, MIDDLE, LEAF, ROOT),
                broken("no root", CERTIFICATE_NOT_SELF_SIGNED, LEAF, MIDDLE),
                broken("a leaf alone that another issued", CERTIFICATE_NOT_SELF_SIGNED, LEAF),
                broken(
                        "a leaf alone with the name of its issuer",
                        CERTIFICATE_SIGNATURE,
                        CertificateForge.leaf(LEAF_KEY, "CN=root").by(ROOT).issue()),
                broken(
                        "a self-signed leaf before a root",
                        CERTIFICATE_SELF_SIGNED,
                        CertificateForge.leaf(LEAF_KEY, "CN=alone").issue(),
                        ROOT),
                broken("a root twice", CERTIFICATE_SELF_SIGNED, LEAF, MIDDLE, ROOT, ROOT),
                broken(
                        "SHA-1 under the leaf",
                        CERTIFICATE_WEAK_SIGNATURE,
                        leaf().signedWith("SHA1withECDSA").issue(),
                        MIDDLE,
                        ROOT),
                broken(
                        "SHA-1 under an authority",
                        CERTIFICATE_WEAK_SIGNATURE,
                        LEAF,
                        middle().signedWith("SHA1withECDSA").issue(),
                        ROOT),
                broken(
                        "SHA-1 under the root",
                        CERTIFICATE_WEAK_SIGNATURE,
                        LEAF,
                        MIDDLE,
                        root().signedWith("SHA1withECDSA").issue()),
                broken(
                        "no authority",
                        CERTIFICATE_NOT_AN_AUTHORITY,
                        LEAF,
                        middle().without(Extension.basicConstraints).issue(),
                        ROOT),
                broken(
                        "an authority that says so uncritically",
                        CERTIFICATE_NOT_AN_AUTHORITY,
                        LEAF,
                        middle().extension(Extension.basicConstraints, false, new BasicConstraints(true))
                                .issue(),
                        ROOT),
                broken("a path too long", CERTIFICATE_PATH_LENGTH, LEAF, MIDDLE, shortRoot),
                broken(
                        "a path too long by a self-issued certificate",
                        CERTIFICATE_PATH_LENGTH,
                        CertificateForge.leaf(LEAF_KEY, "CN=leaf").by(sameName).issue(),
                        sameName,
                        shortRoot),
                broken(
                        "an authority that may not issue",
                        CERTIFICATE_KEY_USAGE,
                        LEAF,
                        middle().extension(Extension.keyUsage, true, signing).issue(),
                        ROOT),
                broken(
                        "a leaf that is an authority",
                        CERTIFICATE_IS_AN_AUTHORITY,
                        CertificateForge.authority(LEAF_KEY, "CN=alone").issue()),
                broken(
                        "a leaf without key usage",
                        CERTIFICATE_KEY_USAGE,
                        leaf().without(Extension.keyUsage).issue(),
                        MIDDLE,
                        ROOT),
                broken(
                        "a leaf with an uncritical key usage",
                        CERTIFICATE_KEY_USAGE,
                        leaf().extension(Extension.keyUsage, false, signing).issue(),
                        MIDDLE,
                        ROOT),
                broken(
                        "a leaf for servers",
                        CERTIFICATE_PURPOSE,
                        leaf().extension(
                                        Extension.extendedKeyUsage,
                                        false,
                                        new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                                .issue(),
                        MIDDLE,
                        ROOT));
    }

    private static Arguments broken(String what, PrimitiveReason rule, Issued... chain) {
        return Arguments.of(what, rule, chain);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chainsThatBreakOneRule")
    void namesTheRuleThatIsBrokenAndTheCertificate(String what, PrimitiveReason rule, Issued[] chain) {
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> check(chain))
                .satisfies(e -> assertThat(e.reason().detail())
                        .startsWith(rule.sentence())
                        .contains("certificate of CN="));
    }

    @Test
    void acceptsAnAuthorityWhosePurposesAreOthers() throws MalformedInputException {
        check(
                LEAF,
                middle().extension(
                                Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                        .issue(),
                ROOT);
    }

    @Test
    void acceptsAChainOfThreeAndASingleLeaf() throws MalformedInputException {
        check(LEAF, MIDDLE, ROOT);
        check(CertificateForge.leaf(LEAF_KEY, "CN=alone").issue());
    }

    @Test
    void acceptsALeafThatBearsTheNameOfItsRoot() throws MalformedInputException {
        check(CertificateForge.leaf(LEAF_KEY, "CN=root").by(ROOT).issue(), ROOT);
    }

    @Test
    void acceptsContentCommitmentAndALeafWithoutExtendedKeyUsage() throws MalformedInputException {
        check(
                leaf().without(Extension.extendedKeyUsage)
                        .extension(
                                Extension.keyUsage,
                                true,
                                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation))
                        .issue(),
                MIDDLE,
                ROOT);
    }

    @Test
    void acceptsCriticalExtensionsItDoesNotInterpret() throws MalformedInputException {
        check(
                leaf().extension(new ASN1ObjectIdentifier("1.2.3.4"), true, new DEROctetString(new byte[1]))
                        .issue(),
                MIDDLE,
                ROOT);
    }

    private static CertificateForge root() {
        return CertificateForge.authority(ROOT_KEY, "CN=root");
    }

    private static CertificateForge middle() {
        return CertificateForge.authority(MIDDLE_KEY, "CN=middle").by(ROOT);
    }

    private static CertificateForge leaf() {
        return CertificateForge.leaf(LEAF_KEY, "CN=leaf").by(MIDDLE);
    }

    private static Issued[] selfSigned(CertificateForge alone) {
        return new Issued[] {alone.issue()};
    }

    private static void refuse(CertificateForge leaf) {
        refuse(leaf.issue(), MIDDLE, ROOT);
    }

    private static void refuse(CertificateForge leaf, Issued middle, Issued root) {
        refuse(leaf.issue(), middle, root);
    }

    private static void refuse(Issued leaf, CertificateForge middle, Issued root) {
        refuse(leaf, middle.issue(), root);
    }

    private static void refuse(Issued leaf, Issued middle, CertificateForge root) {
        refuse(leaf, middle, root.issue());
    }

    private static void refuse(Issued... chain) {
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> check(chain))
                .satisfies(e -> assertThat(e.reason().code()).isEqualTo(NotationReason.CERT_CHAIN_INVALID));
    }

    private static void check(Issued... chain) throws MalformedInputException {
        CodeSigningChain.check(Certificates.parseChain(CertificateForge.ders(chain)));
    }
}
