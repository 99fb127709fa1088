/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates for tests, good by default and bent where a test says so. */
final class CertificateForge {

    static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");

    private static long serial = 1000;

    private record Ext(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {}

    private final KeyPair key;
    private X500Name subject;
    private X500Name issuer;
    private KeyPair issuerKey;
    private String algorithm;
    private Instant from = FROM;
    private Instant to = TO;
    private final List<Ext> extensions = new ArrayList<>();

    private CertificateForge(KeyPair key, X500Name subject) {
        this.key = key;
        this.subject = subject;
        this.issuer = subject;
        this.issuerKey = key;
        this.algorithm = algorithmOf(key);
    }

    /** A certificate and its key. */
    record Issued(Bytes der, KeyPair key, X500Name subject) {}

    static CertificateForge authority(KeyPair key, String name) {
        return new CertificateForge(key, new X500Name(name))
                .extension(Extension.basicConstraints, true, new BasicConstraints(true))
                .extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    static CertificateForge leaf(KeyPair key, String name) {
        return new CertificateForge(key, new X500Name(name))
                .extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
    }

    CertificateForge by(Issued parent) {
        issuer = parent.subject();
        issuerKey = parent.key();
        algorithm = algorithmOf(parent.key());
        return this;
    }

    CertificateForge issuer(String name) {
        issuer = new X500Name(name);
        return this;
    }

    CertificateForge subject(X500Name name) {
        subject = name;
        return this;
    }

    CertificateForge signedWith(String newAlgorithm) {
        algorithm = newAlgorithm;
        return this;
    }

    CertificateForge valid(Instant newFrom, Instant newTo) {
        from = newFrom;
        to = newTo;
        return this;
    }

    /** Adds an extension, in place of an earlier one of the same type. */
    CertificateForge extension(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        without(oid);
        extensions.add(new Ext(oid, critical, value));
        return this;
    }

    CertificateForge without(ASN1ObjectIdentifier oid) {
        extensions.removeIf(e -> e.oid().equals(oid));
        return this;
    }

    Issued issue() {
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(nextSerial()),
                    Date.from(from),
                    Date.from(to),
                    subject,
                    SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()));
            for (Ext e : extensions) {
                builder.addExtension(e.oid(), e.critical(), e.value());
            }
            identify(builder);
            byte[] der = builder.build(new JcaContentSignerBuilder(algorithm).build(issuerKey.getPrivate()))
                    .getEncoded();
            return new Issued(Bytes.copyOf(der), key, subject);
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Key identifiers, as authorities write them. */
    private void identify(X509v3CertificateBuilder builder) throws IOException {
        if (!builder.hasExtension(Extension.subjectKeyIdentifier)) {
            builder.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier(key)));
        }
        if (!builder.hasExtension(Extension.authorityKeyIdentifier)) {
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(identifier(issuerKey)));
        }
    }

    private static byte[] identifier(KeyPair keys) {
        return Digest.sha256(Bytes.copyOf(keys.getPublic().getEncoded()))
                .value()
                .slice(0, 20)
                .toByteArray();
    }

    static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Bytes> ders(Issued... chain) {
        return Arrays.stream(chain).map(Issued::der).toList();
    }

    private static String algorithmOf(KeyPair key) {
        return key.getPrivate().getAlgorithm().startsWith("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    }

    private static synchronized long nextSerial() {
        return serial++;
    }
}
