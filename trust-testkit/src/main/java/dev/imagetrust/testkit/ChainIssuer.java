/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

import static dev.imagetrust.testkit.ChainBend.*;

/** Issues the certificates of one chain. */
final class ChainIssuer {

    static final String ROOT = "C=US,ST=WA,O=Image Trust,CN=Forged Root";
    static final String UPPER = "C=US,ST=WA,O=Image Trust,CN=Forged Upper Intermediate";
    private static final String INTERMEDIATE = "C=US,ST=WA,O=Image Trust,CN=Forged Intermediate";
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");

    private final String subject;
    private final ChainBend bend;
    private final RevocationPlaces places;

    ChainIssuer(String subject, ChainBend bend, RevocationPlaces places) {
        this.subject = subject;
        this.bend = bend;
        this.places = places;
    }

    /** The number of the certificates over a key. */
    static BigInteger serial(ForgedKey key) {
        return BigInteger.valueOf(Math.abs((long) key.spki().hashCode()) + 1);
    }

    Bytes root(ForgedKey key) {
        X509v3CertificateBuilder builder = builder(ROOT, ROOT, key, ForgedTime.BORN, ForgedTime.END);
        extend(builder, Extension.basicConstraints, true, new BasicConstraints(true));
        extend(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return sign(builder, key);
    }

    /** An intermediate above the other: for one more below it, or for none. */
    Bytes upper(ForgedKey key, ForgedKey rootKey) {
        X509v3CertificateBuilder builder = builder(ROOT, UPPER, key, ForgedTime.BORN, ForgedTime.END);
        extend(builder, Extension.basicConstraints, true, new BasicConstraints(bend == PATH_LENGTH_TOO_SHORT ? 0 : 1));
        extend(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        return sign(builder, rootKey);
    }

    Bytes intermediate(ForgedKey key, String issuerName, ForgedKey issuer) {
        Instant end = bend == EXPIRED_INTERMEDIATE ? ForgedTime.GONE : ForgedTime.END;
        X509v3CertificateBuilder builder = builder(issuerName, INTERMEDIATE, key, ForgedTime.BORN, end);
        BasicConstraints ca = bend == INTERMEDIATE_IS_NO_CA ? new BasicConstraints(false) : new BasicConstraints(0);
        extend(builder, Extension.basicConstraints, bend != CA_NOT_CRITICAL, ca);
        int usage =
                bend == NO_CERTIFICATE_SIGNING ? KeyUsage.digitalSignature : KeyUsage.keyCertSign | KeyUsage.cRLSign;
        extend(builder, Extension.keyUsage, true, new KeyUsage(usage));
        return sign(builder, issuer);
    }

    Bytes leaf(ForgedKey key, ForgedKey issuer) {
        return leafOf(INTERMEDIATE, key, bend == FOREIGN_ISSUER ? issuer.another() : issuer);
    }

    Bytes leafOf(String issuerName, ForgedKey key, ForgedKey issuer) {
        Instant start = bend == FUTURE_LEAF ? ForgedTime.NOW.plus(Duration.ofDays(1)) : ForgedTime.BORN;
        Instant end = bend == EXPIRED_LEAF ? ForgedTime.GONE : ForgedTime.END;
        X509v3CertificateBuilder builder = builder(issuerName, subject, key, start, end);
        extend(builder, Extension.basicConstraints, true, new BasicConstraints(bend == LEAF_IS_CA));
        if (bend != NO_KEY_USAGE) {
            extend(builder, Extension.keyUsage, bend != KEY_USAGE_NOT_CRITICAL, new KeyUsage(leafUsage()));
        }
        if (bend != NO_EXTENDED_KEY_USAGE) {
            extend(builder, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes()));
        }
        if (places.ocsp() != null) {
            extend(
                    builder,
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, uri(places.ocsp())));
        }
        if (places.crl() != null) {
            DistributionPoint point =
                    new DistributionPoint(new DistributionPointName(new GeneralNames(uri(places.crl()))), null, null);
            extend(builder, Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {point}));
        }
        if (bend == UNKNOWN_CRITICAL_EXTENSION) {
            extend(builder, UNKNOWN, true, DERNull.INSTANCE);
        }
        return bend == SHA1_LEAF ? ForgedCertificates.sign(builder, issuer, "SHA1withECDSA") : sign(builder, issuer);
    }

    private static GeneralName uri(URI uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri.toString());
    }

    private int leafUsage() {
        return switch (bend) {
            case KEY_ENCIPHERMENT -> KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
            case NON_REPUDIATION -> KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
            case NO_DIGITAL_SIGNATURE -> KeyUsage.nonRepudiation;
            default -> KeyUsage.digitalSignature;
        };
    }

    private KeyPurposeId[] purposes() {
        List<KeyPurposeId> purposes = new ArrayList<>();
        if (bend != TIME_STAMPING) {
            purposes.add(KeyPurposeId.id_kp_codeSigning);
        }
        switch (bend) {
            case SERVER_AUTHENTICATION -> purposes.add(KeyPurposeId.id_kp_serverAuth);
            case TIME_STAMPING -> purposes.add(KeyPurposeId.id_kp_timeStamping);
            case ANY_EXTENDED_KEY_USAGE -> purposes.add(KeyPurposeId.anyExtendedKeyUsage);
            case UNKNOWN_EXTENDED_KEY_USAGE -> purposes.add(KeyPurposeId.getInstance(UNKNOWN));
            default -> {}
        }
        return purposes.toArray(KeyPurposeId[]::new);
    }

    private static X509v3CertificateBuilder builder(
            String issuer, String name, ForgedKey key, Instant start, Instant end) {
        return new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                serial(key),
                Date.from(start),
                Date.from(end),
                new X500Name(name),
                key.publicKey());
    }

    private static void extend(
            X509v3CertificateBuilder builder,
            ASN1ObjectIdentifier type,
            boolean critical,
            org.bouncycastle.asn1.ASN1Encodable value) {
        try {
            builder.addExtension(type, critical, value);
        } catch (IOException e) {
            throw new IllegalStateException("cannot encode the extension " + type, e);
        }
    }

    private static Bytes sign(X509v3CertificateBuilder builder, ForgedKey issuer) {
        return ForgedCertificates.sign(builder, issuer, ForgedCertificates.algorithm(issuer));
    }
}
