/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
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
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;

/** Timestamp authorities of our own, made with Bouncy Castle's tools, none of the product's. */
record StampForge(
        String name, KeyPair rootKeys, X509CertificateHolder root, KeyPair keys, X509CertificateHolder signer) {

    static StampForge named(String name) {
        KeyPair rootKeys = Forge.keys();
        KeyPair keys = Forge.keys();
        X500Name rootName = new X500Name("CN=root of " + name);
        X509CertificateHolder root = SigstoreForge.authority(
                rootName, rootName, rootKeys, rootKeys, SigstoreForge.SIGNED.plus(Duration.ofDays(3650)));
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                rootName,
                BigInteger.TWO,
                Date.from(SigstoreForge.SIGNED.minus(Duration.ofDays(300))),
                Date.from(SigstoreForge.SIGNED.plus(Duration.ofDays(300))),
                new X500Name("CN=" + name),
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        SigstoreForge.add(
                builder, Extension.keyUsage, true, SigstoreForge.encoded(new KeyUsage(KeyUsage.digitalSignature)));
        SigstoreForge.add(
                builder,
                Extension.extendedKeyUsage,
                true,
                SigstoreForge.encoded(new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping)));
        return new StampForge(name, rootKeys, root, keys, SigstoreForge.signed(builder, keys, rootKeys));
    }

    /** How a root lists it. */
    String listed() {
        return "{\"subject\":{\"organization\":\"o\"},\"uri\":\"https://" + name
                + "\",\"certChain\":{\"certificates\":[{\"rawBytes\":\""
                + SigstoreForge.base64(SigstoreForge.der(signer)) + "\"},{\"rawBytes\":\""
                + SigstoreForge.base64(SigstoreForge.der(root))
                + "\"}]},\"validFor\":{\"start\":\"2026-01-01T00:00:00Z\"}}";
    }

    /** A response over a signature, in base64. */
    String stamp(byte[] signature) {
        try {
            TimeStampRequest request = new TimeStampRequestGenerator()
                    .generate(TSPAlgorithms.SHA256, SigstoreForge.sha256(signature), BigInteger.TEN);
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", keys.getPrivate(), signer),
                    new JcaDigestCalculatorProviderBuilder().build().get(digest()),
                    new ASN1ObjectIdentifier("1.2.3"));
            tokens.addCertificates(new CollectionStore<>(List.of(signer)));
            byte[] response = new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                    .generate(request, BigInteger.ONE, Date.from(SigstoreForge.SIGNED))
                    .getEncoded();
            return SigstoreForge.base64(response);
        } catch (OperatorCreationException | TSPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static org.bouncycastle.asn1.x509.AlgorithmIdentifier digest() {
        return new org.bouncycastle.asn1.x509.AlgorithmIdentifier(TSPAlgorithms.SHA256);
    }
}
