/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;

/** A timestamp authority of Bouncy Castle's making: none of the product's code. */
final class ForgedAuthority {

    private static final X500Name ROOT_NAME = new X500Name("CN=tsa root");

    private final KeyPair rootKeys = Forge.keys();
    private final KeyPair keys = Forge.keys();
    private final X509CertificateHolder root = rootCertificate();
    private final X509CertificateHolder signer = signerCertificate();

    /** As a trusted root lists it. */
    String inRoot() {
        return "{\"subject\":{\"organization\":\"o\"},\"uri\":\"https://tsa.example\",\"certChain\":{\"certificates\":["
                + "{\"rawBytes\":\"" + Forge.base64(SigstoreForge.der(signer)) + "\"},{\"rawBytes\":\""
                + Forge.base64(SigstoreForge.der(root))
                + "\"}]},\"validFor\":{\"start\":\"2026-01-01T00:00:00Z\"}}";
    }

    /** The response to a request, at a time. */
    byte[] answer(byte[] request, Instant time) {
        try {
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", keys.getPrivate(), signer),
                    new JcaDigestCalculatorProviderBuilder()
                            .build()
                            .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                    new ASN1ObjectIdentifier("1.2.3.4"));
            tokens.addCertificates(new CollectionStore<>(List.of(signer)));
            byte[] response = new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                    .generate(new TimeStampRequest(request), BigInteger.TWO, Date.from(time))
                    .getEncoded();
            return ASN1Primitive.fromByteArray(response).getEncoded("DER");
        } catch (IOException | OperatorCreationException | TSPException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509CertificateHolder rootCertificate() {
        try {
            X509v3CertificateBuilder builder = builder(ROOT_NAME, rootKeys)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            return SigstoreForge.signed(builder, rootKeys, rootKeys);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509CertificateHolder signerCertificate() {
        try {
            X509v3CertificateBuilder builder = builder(new X500Name("CN=tsa"), keys)
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
            return SigstoreForge.signed(builder, keys, rootKeys);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509v3CertificateBuilder builder(X500Name subject, KeyPair its) {
        return new X509v3CertificateBuilder(
                ROOT_NAME,
                BigInteger.valueOf((subject.hashCode() & 0xffff) + 1),
                Date.from(SigstoreForge.SIGNED.minus(Duration.ofDays(300))),
                Date.from(SigstoreForge.SIGNED.plus(Duration.ofDays(300))),
                subject,
                SubjectPublicKeyInfo.getInstance(its.getPublic().getEncoded()));
    }
}
