/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Issues certificates for tests, well-formed or bent in one place. */
final class TestCertificate {

    /** One for all: it takes longer to make than a certificate. */
    private static final Provider PROVIDER = new BouncyCastleProvider();

    static final KeyPair ROOT_KEY = ec("secp256r1");
    static final KeyPair MIDDLE_KEY = ec("secp384r1");
    static final KeyPair LEAF_KEY = ec("secp256r1");
    static final KeyPair RSA_KEY = rsa(2048);

    static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

    private final JcaX509v3CertificateBuilder builder;
    private final PublicKey subjectKey;
    private final Set<ASN1ObjectIdentifier> without = new HashSet<>();

    private TestCertificate(
            String issuer, String subject, KeyPair subjectKey, Instant from, Instant until, BigInteger serialNumber) {
        this.subjectKey = subjectKey.getPublic();
        this.builder = new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                serialNumber,
                Date.from(from),
                Date.from(until),
                new X500Name(subject),
                subjectKey.getPublic());
    }

    static TestCertificate of(String issuer, String subject, KeyPair subjectKey) {
        return new TestCertificate(issuer, subject, subjectKey, FROM, UNTIL, BigInteger.valueOf(7));
    }

    static TestCertificate until(Instant end, String issuer, String subject, KeyPair subjectKey) {
        return new TestCertificate(issuer, subject, subjectKey, FROM, end, BigInteger.valueOf(7));
    }

    static TestCertificate numbered(BigInteger serialNumber, String issuer, String subject, KeyPair subjectKey) {
        return new TestCertificate(issuer, subject, subjectKey, FROM, UNTIL, serialNumber);
    }

    static CertificateFacts root() throws Exception {
        return of("CN=root", "CN=root", ROOT_KEY).authority(null).signedBy(ROOT_KEY);
    }

    static CertificateFacts middle() throws Exception {
        return of("CN=root", "CN=middle", MIDDLE_KEY).authority(0).signedBy(ROOT_KEY);
    }

    static CertificateFacts leaf() throws Exception {
        return of("CN=middle", "CN=leaf", LEAF_KEY)
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature).getEncoded())
                .signedBy(MIDDLE_KEY);
    }

    TestCertificate authority(@Nullable Integer pathLength) throws Exception {
        BasicConstraints constraints =
                pathLength == null ? new BasicConstraints(true) : new BasicConstraints(pathLength);
        return with(Extension.basicConstraints, true, constraints.getEncoded())
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign).getEncoded());
    }

    /** Leaves out a key identifier that it would have by itself. */
    TestCertificate without(ASN1ObjectIdentifier identifier) {
        without.add(identifier);
        return this;
    }

    TestCertificate with(ASN1ObjectIdentifier oid, boolean critical, byte[] value) throws Exception {
        builder.addExtension(oid, critical, value);
        return this;
    }

    CertificateFacts signedBy(KeyPair issuer) throws Exception {
        return signedBy(issuer, issuer.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
    }

    CertificateFacts signedBy(KeyPair issuer, String algorithm) throws Exception {
        identify(issuer);
        return facts(builder.build(
                new JcaContentSignerBuilder(algorithm).setProvider(PROVIDER).build(issuer.getPrivate())));
    }

    /** As authorities do, unless the test says otherwise. */
    private void identify(KeyPair issuer) throws Exception {
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        identify(Extension.subjectKeyIdentifier, identifiers.createSubjectKeyIdentifier(subjectKey));
        identify(Extension.authorityKeyIdentifier, identifiers.createAuthorityKeyIdentifier(issuer.getPublic()));
    }

    private void identify(ASN1ObjectIdentifier oid, ASN1Object identifier) throws Exception {
        if (!without.contains(oid) && !builder.hasExtension(oid)) {
            builder.addExtension(oid, false, identifier);
        }
    }

    Bytes derSignedBy(KeyPair issuer) throws Exception {
        return Bytes.copyOf(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate()))
                .getEncoded());
    }

    private static CertificateFacts facts(X509CertificateHolder holder) throws Exception {
        return CertificateFacts.parse(Bytes.copyOf(holder.getEncoded()));
    }

    static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
