/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Answers of responders that Bouncy Castle made. */
class OcspResponseTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant LOST = Instant.parse("2026-05-20T00:00:00Z");
    private static final Bytes NONCE = Bytes.copyOf(new byte[16]);
    private static final ASN1ObjectIdentifier NONCE_OID = new ASN1ObjectIdentifier(OcspRequest.NONCE);
    private static final ASN1ObjectIdentifier NOBODY_KNOWS = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.7");
    private static final KeyPair RESPONDER_KEY = TestCertificate.ec("secp256r1");

    private final CertificateFacts issuer;
    private final CertificateFacts leaf;

    OcspResponseTest() throws Exception {
        issuer = TestCertificate.middle();
        leaf = TestCertificate.leaf();
    }

    private static TestCertificate responder() throws Exception {
        return TestCertificate.of("CN=middle", "CN=responder", RESPONDER_KEY);
    }

    private static TestCertificate certified() throws Exception {
        return responder()
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature).getEncoded())
                .with(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning).getEncoded());
    }

    private OcspForge good() throws Exception {
        return OcspForge.called("CN=middle").says(CertificateStatus.GOOD, leaf, issuer);
    }

    private OcspForge goodBy(CertificateFacts responder) throws Exception {
        return OcspForge.called("CN=responder").with(responder).says(CertificateStatus.GOOD, leaf, issuer);
    }

    private OcspResponse.Answer answer(Bytes response) throws MalformedInputException {
        return OcspResponse.parse(response).verify(OcspRequest.about(leaf, issuer), NOW, null);
    }

    private void refused(PrimitiveReason reason, Bytes response) {
        assertRefused(reason, () -> answer(response));
    }

    @Test
    void theIssuerSaysThatItsCertificateIsGood() throws Exception {
        OcspResponse.Answer answer = answer(good().signedBy(TestCertificate.MIDDLE_KEY));

        assertThat(answer.status()).isEqualTo(new RevocationStatus.Good(OcspForge.UNTIL));
        assertThat(answer.responder()).isNull();
        assertThat(answer(OcspForge.calledByKey(TestCertificate.MIDDLE_KEY)
                                .namingBySha256()
                                .says(CertificateStatus.GOOD, leaf, issuer)
                                .signedBy(TestCertificate.MIDDLE_KEY))
                        .status())
                .isInstanceOf(RevocationStatus.Good.class);
    }

    @Test
    void theIssuerSaysThatItRevokedItsCertificate() throws Exception {
        Bytes response = OcspForge.called("CN=middle")
                .says(new RevokedStatus(Date.from(LOST), CRLReason.keyCompromise), leaf, issuer)
                .signedBy(TestCertificate.MIDDLE_KEY);

        assertThat(answer(response).status())
                .isEqualTo(new RevocationStatus.Revoked(LOST, "keyCompromise", OcspForge.UNTIL));
        Bytes withoutReason = OcspForge.called("CN=middle")
                .says(new RevokedStatus(Date.from(LOST)), leaf, issuer)
                .signedBy(TestCertificate.MIDDLE_KEY);
        assertThat(answer(withoutReason).status())
                .isEqualTo(new RevocationStatus.Revoked(LOST, "unspecified", OcspForge.UNTIL));
    }

    @Test
    void aKeyLostAfterItWasUsedDoesNotTouchTheUse() throws Exception {
        Bytes response = OcspForge.called("CN=middle")
                .singly(Extension.invalidityDate, false, new DERGeneralizedTime(Date.from(LOST)))
                .says(new RevokedStatus(Date.from(NOW), CRLReason.keyCompromise), leaf, issuer)
                .signedBy(TestCertificate.MIDDLE_KEY);
        OcspRequest request = OcspRequest.about(leaf, issuer);
        OcspResponse read = OcspResponse.parse(response);

        assertThat(read.verify(request, NOW, LOST.minusSeconds(1)).status()).isInstanceOf(RevocationStatus.Good.class);
        assertThat(read.verify(request, NOW, LOST).status()).isInstanceOf(RevocationStatus.Revoked.class);
        assertThat(read.verify(request, NOW, null).status()).isInstanceOf(RevocationStatus.Revoked.class);
    }

    @Test
    void aResponderMaySayThatItDoesNotKnow() throws Exception {
        Bytes response = OcspForge.called("CN=middle")
                .says(new UnknownStatus(), leaf, issuer)
                .signedBy(TestCertificate.MIDDLE_KEY);

        assertThat(answer(response).status()).isEqualTo(new RevocationStatus.Unknown());
    }

    @Test
    void somebodyMayAnswerWhomTheIssuerCertifiedForIt() throws Exception {
        CertificateFacts responder = certified().signedBy(TestCertificate.MIDDLE_KEY);
        CertificateFacts unchecked = certified()
                .with(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.48.1.5"), false, DERNull.INSTANCE.getEncoded())
                .signedBy(TestCertificate.MIDDLE_KEY);

        assertThat(answer(goodBy(responder).signedBy(RESPONDER_KEY)).responder())
                .isEqualTo(responder);
        assertThat(answer(goodBy(unchecked).signedBy(RESPONDER_KEY)).responder())
                .as("the issuer wants nobody to look it up")
                .isNull();
    }

    /** Else any other certificate of the same issuer could vouch for one that was revoked. */
    @Test
    void refusesSomebodyWhomTheIssuerDidNotCertifyForIt() throws Exception {
        for (CertificateFacts stranger : new CertificateFacts[] {
            responder().signedBy(TestCertificate.MIDDLE_KEY),
            responder()
                    .with(
                            Extension.extendedKeyUsage,
                            false,
                            new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage).getEncoded())
                    .signedBy(TestCertificate.MIDDLE_KEY),
            certified()
                    .with(Extension.basicConstraints, true, new BasicConstraints(true).getEncoded())
                    .signedBy(TestCertificate.MIDDLE_KEY),
            certified().with(NOBODY_KNOWS, true, DERNull.INSTANCE.getEncoded()).signedBy(TestCertificate.MIDDLE_KEY),
            certified().signedBy(RESPONDER_KEY),
            certified().signedBy(TestCertificate.MIDDLE_KEY, "SHA1withECDSA"),
            responder()
                    .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement).getEncoded())
                    .with(
                            Extension.extendedKeyUsage,
                            false,
                            new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning).getEncoded())
                    .signedBy(TestCertificate.MIDDLE_KEY),
            TestCertificate.until(NOW.minusSeconds(1), "CN=middle", "CN=responder", RESPONDER_KEY)
                    .with(
                            Extension.extendedKeyUsage,
                            false,
                            new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning).getEncoded())
                    .signedBy(TestCertificate.MIDDLE_KEY)
        }) {
            refused(
                    PrimitiveReason.OCSP_RESPONDER_UNAUTHORISED,
                    goodBy(stranger).signedBy(RESPONDER_KEY));
        }
    }

    @Test
    void refusesSomebodyWithoutCertificate() throws Exception {
        refused(
                PrimitiveReason.OCSP_RESPONDER_UNKNOWN,
                OcspForge.called("CN=responder")
                        .says(CertificateStatus.GOOD, leaf, issuer)
                        .signedBy(RESPONDER_KEY));
        CertificateFacts responder = certified().signedBy(TestCertificate.MIDDLE_KEY);
        refused(
                PrimitiveReason.OCSP_RESPONDER_UNKNOWN,
                OcspForge.calledByKey(TestCertificate.ROOT_KEY)
                        .with(responder)
                        .says(CertificateStatus.GOOD, leaf, issuer)
                        .signedBy(RESPONDER_KEY));
    }

    @Test
    void refusesASignatureThatDoesNotHold() throws Exception {
        refused(PrimitiveReason.OCSP_SIGNATURE, good().signedBy(RESPONDER_KEY));
        refused(PrimitiveReason.OCSP_SIGNATURE, good().signedBy(TestCertificate.MIDDLE_KEY, "SHA1withECDSA"));
        CertificateFacts responder = certified().signedBy(TestCertificate.MIDDLE_KEY);
        refused(PrimitiveReason.OCSP_SIGNATURE, goodBy(responder).signedBy(TestCertificate.ROOT_KEY));
    }

    @Test
    void refusesAnAnswerAboutAnotherCertificate() throws Exception {
        refused(
                PrimitiveReason.OCSP_OTHER_CERTIFICATE,
                OcspForge.called("CN=middle")
                        .says(CertificateStatus.GOOD, leaf, TestCertificate.root())
                        .signedBy(TestCertificate.MIDDLE_KEY));
        refused(
                PrimitiveReason.OCSP_OTHER_CERTIFICATE,
                good().says(new UnknownStatus(), leaf, issuer).signedBy(TestCertificate.MIDDLE_KEY));
    }

    @Test
    void refusesAnAnswerThatHoldsAtAnotherTimeOrForEver() throws Exception {
        Instant tooEarly = NOW.plus(OcspAnswers.SKEW).plusSeconds(1);
        for (Instant[] outside : new Instant[][] {
            {tooEarly, OcspForge.UNTIL}, {OcspForge.FROM, NOW.minusSeconds(1)}, {OcspForge.FROM, null}
        }) {
            refused(
                    PrimitiveReason.OCSP_NOT_CURRENT,
                    OcspForge.called("CN=middle")
                            .holding(outside[0], outside[1])
                            .says(CertificateStatus.GOOD, leaf, issuer)
                            .signedBy(TestCertificate.MIDDLE_KEY));
        }
        assertThat(answer(OcspForge.called("CN=middle")
                                .holding(tooEarly.minusSeconds(1), tooEarly)
                                .says(CertificateStatus.GOOD, leaf, issuer)
                                .signedBy(TestCertificate.MIDDLE_KEY))
                        .status())
                .as("clocks may differ a little")
                .isEqualTo(new RevocationStatus.Good(tooEarly));
    }

    @Test
    void refusesAnAnswerToAnotherRequest() throws Exception {
        Bytes response = good().wholly(NONCE_OID, false, new DEROctetString(NONCE.toByteArray()))
                .signedBy(TestCertificate.MIDDLE_KEY);
        OcspRequest other = OcspRequest.about(leaf, issuer).withNonce(Bytes.copyOf(new byte[17]));

        assertRefused(
                PrimitiveReason.OCSP_NONCE, () -> OcspResponse.parse(response).verify(other, NOW, null));
        OcspRequest same = OcspRequest.about(leaf, issuer).withNonce(NONCE);
        assertThat(OcspResponse.parse(response).verify(same, NOW, null).status())
                .isInstanceOf(RevocationStatus.Good.class);
        assertThat(OcspResponse.parse(good().signedBy(TestCertificate.MIDDLE_KEY))
                        .verify(other, NOW, null)
                        .status())
                .as("an answer made beforehand repeats nothing")
                .isInstanceOf(RevocationStatus.Good.class);
    }

    @Test
    void refusesACriticalExtensionThatNobodyKnows() throws Exception {
        refused(
                PrimitiveReason.OCSP_EXTENSION,
                good().wholly(NOBODY_KNOWS, true, DERNull.INSTANCE).signedBy(TestCertificate.MIDDLE_KEY));
        refused(
                PrimitiveReason.OCSP_EXTENSION,
                OcspForge.called("CN=middle")
                        .singly(NOBODY_KNOWS, true, DERNull.INSTANCE)
                        .says(CertificateStatus.GOOD, leaf, issuer)
                        .signedBy(TestCertificate.MIDDLE_KEY));
        assertThat(answer(good().wholly(NOBODY_KNOWS, false, DERNull.INSTANCE).signedBy(TestCertificate.MIDDLE_KEY))
                        .status())
                .isInstanceOf(RevocationStatus.Good.class);
    }

    @Test
    void refusesToReadOnWhereTheResponderGaveNoAnswer() {
        refused(PrimitiveReason.OCSP_NOT_SUCCESSFUL, Bytes.fromHex("30030a0103"));
        refused(PrimitiveReason.OCSP_NOT_SUCCESSFUL, Bytes.fromHex("30030a0100"));
    }

    @Test
    void refusesWhatIsNoAnswer() {
        refused(PrimitiveReason.NOT_DER, Bytes.utf8("<html>"));
        refused(PrimitiveReason.NOT_DER, Bytes.empty());
        refused(PrimitiveReason.OCSP_MALFORMED, Bytes.fromHex("300e0a0100a0093007" + "06032a0304" + "0400"));
        refused(PrimitiveReason.TOO_LONG, Bytes.copyOf(new byte[OcspResponse.MAX_LENGTH + 1]));
    }

    @Test
    void noChangedBitMakesAnAnswer() throws Exception {
        Bytes response = OcspForge.called("CN=middle")
                .says(new RevokedStatus(Date.from(LOST), CRLReason.keyCompromise), leaf, issuer)
                .signedBy(TestCertificate.MIDDLE_KEY);
        byte[] octets = response.toByteArray();
        for (int i = 0; i < octets.length; i++) {
            octets[i] ^= (byte) (1 << (i % 8));
            Bytes changed = Bytes.copyOf(octets);
            octets[i] ^= (byte) (1 << (i % 8));
            try {
                assertThat(answer(changed).status()).as("octet " + i).isInstanceOf(RevocationStatus.Revoked.class);
            } catch (MalformedInputException e) {
                assertThat(e.reason()).isNotNull();
            }
        }
    }

    @Test
    void aRequestIsReadByOthers() throws Exception {
        OcspRequest request = OcspRequest.about(leaf, issuer);
        OCSPReq read = new OCSPReq(request.encoded().toByteArray());

        assertThat(read.getRequestList()).hasSize(1);
        assertThat(read.getRequestList()[0].getCertID().getSerialNumber()).isEqualTo(leaf.serialNumber());
        assertThat(read.getExtension(NONCE_OID)).isNull();
        OCSPReq withNonce = new OCSPReq(request.withNonce(NONCE).encoded().toByteArray());
        assertThat(DEROctetString.getInstance(withNonce.getExtension(NONCE_OID).getParsedValue())
                        .getOctets())
                .isEqualTo(NONCE.toByteArray());
    }

    @Test
    void refusesANonceThatIsTooShortOrTooLong() {
        for (int length : new int[] {0, 15, 33}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OcspRequest.about(leaf, issuer).withNonce(Bytes.copyOf(new byte[length])));
        }
    }
}
