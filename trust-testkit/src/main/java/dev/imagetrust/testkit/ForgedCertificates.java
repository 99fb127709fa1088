/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates. */
final class ForgedCertificates {

    private ForgedCertificates() {}

    /** A certificate with nothing in it but the key, by the key. */
    static Bytes selfSigned(ForgedKey key) {
        X500Name name = new X500Name("CN=Forged, O=Image Trust, ST=WA, C=US");
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, BigInteger.ONE, Date.from(ForgedTime.BORN), Date.from(ForgedTime.END), name, key.publicKey());
        return sign(builder, key, algorithm(key));
    }

    static Bytes sign(X509v3CertificateBuilder builder, ForgedKey issuer, String algorithm) {
        try {
            return Bytes.copyOf(builder.build(new JcaContentSignerBuilder(algorithm).build(issuer.privateKey()))
                    .getEncoded());
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot sign a certificate by " + algorithm, e);
        }
    }

    static String algorithm(ForgedKey issuer) {
        return switch (issuer.kind()) {
            case EC_P256 -> "SHA256withECDSA";
            case EC_P384 -> "SHA384withECDSA";
            case EC_P521 -> "SHA512withECDSA";
            case RSA_1024, RSA_2048, RSA_3072, RSA_4096 -> "SHA256withRSA";
            case ED25519 -> "Ed25519";
        };
    }
}
