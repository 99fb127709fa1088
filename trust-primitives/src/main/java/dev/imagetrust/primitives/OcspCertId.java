/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * The name of a certificate towards OCSP responders (RFC 6960 section 4.1.1). SHA-1 only names here what a signature with
 * a good hash function vouches for, and many responders know no other.
 */
record OcspCertId(String hash, Bytes issuerName, Bytes issuerKey, BigInteger serialNumber) {

    static final String SHA1 = "1.3.14.3.2.26";

    private static final Map<String, String> HASHES = Map.of(
            SHA1,
            "SHA-1",
            "2.16.840.1.101.3.4.2.1",
            "SHA-256",
            "2.16.840.1.101.3.4.2.2",
            "SHA-384",
            "2.16.840.1.101.3.4.2.3",
            "SHA-512");

    static OcspCertId of(CertificateFacts certificate, CertificateFacts issuer) throws MalformedInputException {
        return new OcspCertId(SHA1, sha1(issuer.subject()), keyHash(issuer), certificate.serialNumber());
    }

    static OcspCertId read(DerReader parent) throws MalformedInputException {
        DerReader fields = parent.sequence();
        DerReader algorithm = fields.sequence();
        String hash = algorithm.objectIdentifier();
        if (!algorithm.atEnd()) {
            algorithm.nullValue();
        }
        algorithm.end();
        OcspCertId read = new OcspCertId(hash, fields.octetString(), fields.octetString(), fields.integer());
        fields.end();
        return read;
    }

    /** Whether it names that certificate, by whichever of the hash functions that responders use. */
    boolean names(CertificateFacts certificate, CertificateFacts issuer) throws MalformedInputException {
        String function = HASHES.get(hash);
        return function != null
                && serialNumber.equals(certificate.serialNumber())
                && issuerName.equals(digest(function, issuer.subject()))
                && issuerKey.equals(digest(function, keyOctets(issuer)));
    }

    /** How responders name themselves by their key. */
    static Bytes keyHash(CertificateFacts certificate) throws MalformedInputException {
        return sha1(keyOctets(certificate));
    }

    /** The key without the algorithm in front. */
    private static Bytes keyOctets(CertificateFacts certificate) throws MalformedInputException {
        DerReader info = new DerReader(certificate.key().spki()).sequence();
        info.anyElement();
        return info.octetsOfBitString();
    }

    private static Bytes sha1(Bytes content) {
        return digest("SHA-1", content);
    }

    private static Bytes digest(String function, Bytes content) {
        try {
            MessageDigest digest = MessageDigest.getInstance(function);
            digest.update(content.asReadOnlyBuffer());
            return Bytes.copyOf(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks " + function, e);
        }
    }
}
