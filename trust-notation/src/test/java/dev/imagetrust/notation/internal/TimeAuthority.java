/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.notation.internal.CertificateForge.Issued;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;

/** Makes timestamps as an authority does; a second opinion, for the library makes and signs nothing of it. */
record TimeAuthority(Issued signer, Issued root) {

    /** Far apart: the tokens say when the tests ran. */
    private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant TO = Instant.parse("2100-01-01T00:00:00Z");

    private static final Issued ROOT = root("CN=time root").issue();
    static final TimeAuthority GOOD =
            new TimeAuthority(signer("CN=time").by(ROOT).issue(), ROOT);

    static CertificateForge root(String name) {
        return CertificateForge.authority(CertificateForge.ec("secp256r1"), name)
                .valid(FROM, TO);
    }

    static CertificateForge signer(String name) {
        return CertificateForge.leaf(CertificateForge.ec("secp256r1"), name)
                .extension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
                .valid(FROM, TO);
    }

    /** Under the good root, by another signer. */
    static TimeAuthority with(CertificateForge signer) {
        return new TimeAuthority(signer.by(ROOT).issue(), ROOT);
    }

    Bytes stamp(Bytes octets, Instant time) {
        return stamp(octets, time, 0);
    }

    /** A {@code TimeStampResp} to a {@code TimeStampReq}. */
    Bytes answer(Bytes request, Instant time) {
        return answer(request, time, 0);
    }

    Bytes answer(Bytes request, Instant time, int accuracySeconds) {
        try {
            TimeStampTokenGenerator generator = generator(accuracySeconds);
            TimeStampResponseGenerator responder = new TimeStampResponseGenerator(generator, TSPAlgorithms.ALLOWED);
            return Bytes.copyOf(responder
                    .generate(new TimeStampRequest(request.toByteArray()), BigInteger.ONE, Date.from(time))
                    .getEncoded(ASN1Encoding.DER));
        } catch (IOException | OperatorCreationException | TSPException e) {
            throw new IllegalStateException(e);
        }
    }

    Bytes stamp(Bytes octets, Instant time, int accuracySeconds) {
        try {
            TimeStampTokenGenerator generator = generator(accuracySeconds);
            TimeStampRequestGenerator asking = new TimeStampRequestGenerator();
            asking.setCertReq(true);
            TimeStampRequest request = asking.generate(
                    TSPAlgorithms.SHA256, Digest.sha256(octets).value().toByteArray());
            return Bytes.copyOf(generator
                    .generate(request, BigInteger.ONE, Date.from(time))
                    .toCMSSignedData()
                    .getEncoded(ASN1Encoding.DER));
        } catch (IOException | OperatorCreationException | TSPException e) {
            throw new IllegalStateException(e);
        }
    }

    private TimeStampTokenGenerator generator(int accuracySeconds)
            throws IOException, OperatorCreationException, TSPException {
        X509CertificateHolder certificate =
                new X509CertificateHolder(signer.der().toByteArray());
        TimeStampTokenGenerator generator = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder()
                        .build("SHA256withECDSA", signer.key().getPrivate(), certificate),
                new JcaDigestCalculatorProviderBuilder()
                        .build()
                        .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                new ASN1ObjectIdentifier("1.2.3.4"));
        generator.addCertificates(new CollectionStore<>(List.of(certificate)));
        if (accuracySeconds > 0) {
            generator.setAccuracySeconds(accuracySeconds);
        }
        return generator;
    }
}
