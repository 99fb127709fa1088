/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedKey.Kind;
import dev.imagetrust.testkit.ForgedTime;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that certifies signers, and a transparency log of the first kind. */
final class ForgedSigstore {

    static final String CERTIFICATE = "dev.sigstore.cosign/certificate";
    static final String LOG_ENTRY = "dev.sigstore.cosign/bundle";

    private static final X500Name NAME = new X500Name("CN=authority");
    private static final ASN1ObjectIdentifier ISSUER = new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.1.8");

    private final ForgedKey log = ForgedKey.generate(Kind.EC_P256);
    private final ForgedKey authority = ForgedKey.generate(Kind.EC_P256);

    ForgedKey log() {
        return log;
    }

    /** The certificate of the authority, in PEM. */
    Bytes authority() {
        X509v3CertificateBuilder builder = builder(NAME, authority, Duration.ofDays(300));
        add(builder, Extension.basicConstraints, new BasicConstraints(true));
        add(builder, Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign));
        return signed(builder);
    }

    /** A certificate for ten minutes around the time of signing, in PEM. */
    Bytes certificate(ForgedKey key, String issuer, String email) {
        X509v3CertificateBuilder builder = named(key, email, Duration.ofMinutes(5));
        add(builder, ISSUER, new DERUTF8String(issuer));
        return signed(builder);
    }

    /** A certificate without an OpenID Connect issuer, for months, in PEM. */
    Bytes longLived(ForgedKey key, String email) {
        return signed(named(key, email, Duration.ofDays(100)));
    }

    private X509v3CertificateBuilder named(ForgedKey key, String email, Duration around) {
        X509v3CertificateBuilder builder = builder(new X500Name(""), key, around);
        add(builder, Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
        add(builder, Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
        add(
                builder,
                Extension.subjectAlternativeName,
                new GeneralNames(new GeneralName(GeneralName.rfc822Name, email)));
        return builder;
    }

    /** The annotation for an entry of the log about a signature, under the key or certificate in PEM. */
    String entry(Bytes signed, String signature, Bytes verifier) {
        String body = base64(Bytes.utf8(
                "{\"apiVersion\":\"0.0.1\",\"kind\":\"hashedrekord\",\"spec\":{\"data\":{\"hash\":{\"algorithm\":"
                        + "\"sha256\",\"value\":\"" + Digest.sha256(signed).hex()
                        + "\"}},\"signature\":{\"content\":\"" + signature + "\",\"publicKey\":{\"content\":\""
                        + base64(verifier) + "\"}}}}"));
        long time = ForgedTime.SIGNED.getEpochSecond();
        String id = Digest.sha256(log.spki()).hex();
        Bytes promise = log.sign(
                SigningAlgorithm.ECDSA_SHA256,
                Bytes.utf8("{\"body\":\"" + body + "\",\"integratedTime\":" + time + ",\"logID\":\"" + id
                        + "\",\"logIndex\":7}"));
        return "{\"SignedEntryTimestamp\":\"" + base64(promise) + "\",\"Payload\":{\"body\":\"" + body
                + "\",\"integratedTime\":" + time + ",\"logIndex\":7,\"logID\":\"" + id + "\"}}";
    }

    static String text(Bytes pem) {
        return StandardCharsets.US_ASCII.decode(pem.asReadOnlyBuffer()).toString();
    }

    private X509v3CertificateBuilder builder(X500Name subject, ForgedKey key, Duration around) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                NAME,
                BigInteger.TEN,
                Date.from(ForgedTime.SIGNED.minus(around)),
                Date.from(ForgedTime.SIGNED.plus(around)),
                subject,
                SubjectPublicKeyInfo.getInstance(key.spki().toByteArray()));
        identify(builder, Extension.subjectKeyIdentifier, new SubjectKeyIdentifier(identifier(key)));
        identify(builder, Extension.authorityKeyIdentifier, new AuthorityKeyIdentifier(identifier(authority)));
        return builder;
    }

    private static byte[] identifier(ForgedKey key) {
        return Digest.sha256(key.spki()).value().slice(0, 20).toByteArray();
    }

    private static void identify(X509v3CertificateBuilder builder, ASN1ObjectIdentifier oid, ASN1Encodable value) {
        try {
            builder.addExtension(oid, false, value);
        } catch (IOException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    private Bytes signed(X509v3CertificateBuilder builder) {
        try {
            X509CertificateHolder certificate =
                    builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.privateKey()));
            String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return Bytes.utf8("-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    private static void add(X509v3CertificateBuilder builder, ASN1ObjectIdentifier oid, ASN1Encodable value) {
        try {
            // Nobody has to understand who issued the identity.
            builder.addExtension(oid, !oid.equals(ISSUER), value);
        } catch (IOException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    private static String base64(Bytes octets) {
        return Base64.getEncoder().encodeToString(octets.toByteArray());
    }
}
