/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.CertificateFacts;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Answers as OCSP responders do, good by default and bent in one place; a second opinion on the format. */
final class OcspForge {

    static final Instant FROM = Instant.parse("2026-05-31T00:00:00Z");
    static final Instant UNTIL = Instant.parse("2026-06-07T00:00:00Z");

    private final BasicOCSPRespBuilder builder;
    private final List<X509CertificateHolder> chain = new ArrayList<>();
    private Instant from = FROM;
    private Instant until = UNTIL;
    private ASN1ObjectIdentifier hash = OIWObjectIdentifiers.idSHA1;
    private Extensions single;

    private OcspForge(RespID responder) {
        this.builder = new BasicOCSPRespBuilder(responder);
    }

    static OcspForge called(String name) {
        return new OcspForge(new RespID(new X500Name(name)));
    }

    static OcspForge calledByKey(KeyPair key) throws Exception {
        return new OcspForge(new RespID(
                SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()),
                new JcaDigestCalculatorProviderBuilder().build().get(RespID.HASH_SHA1)));
    }

    OcspForge with(CertificateFacts certificate) throws Exception {
        chain.add(new X509CertificateHolder(certificate.der().toByteArray()));
        return this;
    }

    OcspForge holding(Instant newFrom, Instant newUntil) {
        from = newFrom;
        until = newUntil;
        return this;
    }

    OcspForge namingBySha256() {
        hash = NISTObjectIdentifiers.id_sha256;
        return this;
    }

    OcspForge singly(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) throws Exception {
        single = new Extensions(
                new Extension(oid, critical, value.toASN1Primitive().getEncoded()));
        return this;
    }

    OcspForge wholly(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) throws Exception {
        builder.setResponseExtensions(new Extensions(
                new Extension(oid, critical, value.toASN1Primitive().getEncoded())));
        return this;
    }

    OcspForge says(CertificateStatus status, CertificateFacts certificate, CertificateFacts issuer) throws Exception {
        CertificateID id = new CertificateID(
                new JcaDigestCalculatorProviderBuilder().build().get(new AlgorithmIdentifier(hash)),
                new X509CertificateHolder(issuer.der().toByteArray()),
                certificate.serialNumber());
        builder.addResponse(id, status, Date.from(from), until == null ? null : Date.from(until), single);
        return this;
    }

    Bytes signedBy(KeyPair key) throws Exception {
        return signedBy(key, "SHA256withECDSA");
    }

    Bytes signedBy(KeyPair key, String algorithm) throws Exception {
        return Bytes.copyOf(new OCSPRespBuilder()
                .build(
                        OCSPRespBuilder.SUCCESSFUL,
                        builder.build(
                                new JcaContentSignerBuilder(algorithm).build(key.getPrivate()),
                                chain.toArray(X509CertificateHolder[]::new),
                                Date.from(FROM)))
                .getEncoded());
    }
}
