/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Answers about the revocation of one certificate, by its issuer. */
final class ForgedRevocation {

    private final X509CertificateHolder issuer;
    private final X509CertificateHolder otherIssuer;
    private final BigInteger serial;
    private final ForgedKey key;

    ForgedRevocation(Bytes issuer, Bytes otherIssuer, BigInteger serial, ForgedKey key) {
        this.issuer = holder(issuer);
        this.otherIssuer = holder(otherIssuer);
        this.serial = serial;
        this.key = key;
    }

    Bytes ocsp(RevocationBend bend) {
        try {
            CertificateStatus status = bend == RevocationBend.REVOKED
                    ? new RevokedStatus(Date.from(ForgedTime.GONE), CRLReason.keyCompromise)
                    : CertificateStatus.GOOD;
            CertificateID id = new CertificateID(
                    new JcaDigestCalculatorProviderBuilder()
                            .build()
                            .get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1)),
                    bend == RevocationBend.OTHER_ISSUER ? otherIssuer : issuer,
                    serial);
            BasicOCSPRespBuilder answer = new BasicOCSPRespBuilder(new RespID(issuer.getSubject()));
            Date until = bend == RevocationBend.FOR_EVER ? null : Date.from(until(bend));
            answer.addResponse(id, status, Date.from(from(bend)), until, null);
            return damaged(
                    Bytes.copyOf(new OCSPRespBuilder()
                            .build(
                                    OCSPRespBuilder.SUCCESSFUL,
                                    answer.build(
                                            signer(bend).build(signingKey(bend).privateKey()),
                                            new X509CertificateHolder[0],
                                            Date.from(from(bend))))
                            .getEncoded()),
                    bend);
        } catch (OCSPException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot forge an OCSP answer", e);
        }
    }

    Bytes crl(RevocationBend bend) {
        return crl(bend, 0);
    }

    Bytes crl(RevocationBend bend, int others) {
        try {
            X509v2CRLBuilder crl = new X509v2CRLBuilder(
                    bend == RevocationBend.OTHER_ISSUER ? otherIssuer.getSubject() : issuer.getSubject(),
                    Date.from(from(bend)));
            if (bend != RevocationBend.FOR_EVER) {
                crl.setNextUpdate(Date.from(until(bend)));
            }
            crl.addExtension(Extension.cRLNumber, false, new ASN1Integer(1));
            for (int i = 0; i < others; i++) {
                BigInteger other = serial.add(BigInteger.valueOf(i + 1L));
                crl.addCRLEntry(other, Date.from(ForgedTime.SIGNED), CRLReason.superseded);
            }
            if (bend == RevocationBend.REVOKED) {
                crl.addCRLEntry(serial, Date.from(ForgedTime.GONE), CRLReason.keyCompromise);
            }
            return damaged(
                    Bytes.copyOf(crl.build(signer(bend).build(signingKey(bend).privateKey()))
                            .getEncoded()),
                    bend);
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot forge a CRL", e);
        }
    }

    private JcaContentSignerBuilder signer(RevocationBend bend) {
        return new JcaContentSignerBuilder(ForgedCertificates.algorithm(signingKey(bend)));
    }

    private ForgedKey signingKey(RevocationBend bend) {
        return bend == RevocationBend.FOREIGN_KEY ? key.another() : key;
    }

    private static Instant from(RevocationBend bend) {
        return bend == RevocationBend.FROM_THE_FUTURE ? ForgedTime.NOW.plus(Duration.ofDays(1)) : ForgedTime.SIGNED;
    }

    private static Instant until(RevocationBend bend) {
        Duration left = bend == RevocationBend.PAST_ITS_TIME ? Duration.ofMinutes(-1) : Duration.ofDays(7);
        return ForgedTime.NOW.plus(left);
    }

    private static Bytes damaged(Bytes answer, RevocationBend bend) {
        return switch (bend) {
            case TRUNCATED -> Octets.truncate(answer, answer.length() / 2);
            case GARBAGE -> Bytes.utf8("<html>captive portal</html>");
            default -> answer;
        };
    }

    private static X509CertificateHolder holder(Bytes der) {
        try {
            return new X509CertificateHolder(der.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException("not a certificate", e);
        }
    }
}
