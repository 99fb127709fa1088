/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues CRLs for tests, good by default and bent in one place. */
final class CrlForge {

    static final Instant FROM = Instant.parse("2026-05-01T00:00:00Z");
    static final Instant UNTIL = Instant.parse("2026-07-01T00:00:00Z");

    private final X509v2CRLBuilder builder;

    private CrlForge(String issuer, Instant from, Instant until) {
        this.builder = new X509v2CRLBuilder(new X500Name(issuer), Date.from(from));
        if (until != null) {
            builder.setNextUpdate(Date.from(until));
        }
    }

    static CrlForge by(String issuer) {
        return new CrlForge(issuer, FROM, UNTIL);
    }

    static CrlForge by(String issuer, Instant from, Instant until) {
        return new CrlForge(issuer, from, until);
    }

    CrlForge number(long number) throws Exception {
        return with(Extension.cRLNumber, false, new ASN1Integer(number));
    }

    CrlForge changing(long base) throws Exception {
        return with(Extension.deltaCRLIndicator, true, new ASN1Integer(base));
    }

    CrlForge with(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) throws Exception {
        builder.addExtension(oid, critical, value);
        return this;
    }

    CrlForge revoking(long serial) {
        return revoking(serial, CRLReason.keyCompromise, FROM);
    }

    CrlForge revoking(long serial, int reason, Instant at) {
        builder.addCRLEntry(BigInteger.valueOf(serial), Date.from(at), reason);
        return this;
    }

    CrlForge revoking(long serial, Instant at, Instant invalidityDate) {
        builder.addCRLEntry(
                BigInteger.valueOf(serial), Date.from(at), CRLReason.keyCompromise, Date.from(invalidityDate));
        return this;
    }

    CrlForge revokingWith(long serial, ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value)
            throws Exception {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(oid, critical, value);
        Extensions own = extensions.generate();
        builder.addCRLEntry(BigInteger.valueOf(serial), Date.from(FROM), own);
        return this;
    }

    Bytes signedBy(KeyPair key) throws Exception {
        return signedBy(key, key.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
    }

    Bytes signedBy(KeyPair key, String algorithm) throws Exception {
        return Bytes.copyOf(builder.build(new JcaContentSignerBuilder(algorithm).build(key.getPrivate()))
                .getEncoded());
    }
}
