/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * An {@code ESSCertIDv2} (RFC 5035 section 4): which certificate a signer says to have signed with.
 *
 * @param hash the hash function
 * @param value what the certificate hashes to
 * @param issuer the distinguished name of its issuer; null where only the hash tells
 * @param serialNumber its serial number; null where only the hash tells
 */
record SigningCertificateId(
        DigestAlgorithm hash,
        Bytes value,
        @Nullable Bytes issuer,
        @Nullable BigInteger serialNumber) {

    private static final int SEQUENCE = 0x30;
    private static final int DIRECTORY_NAME = 0xa4;

    static SigningCertificateId read(DerReader fields) throws MalformedInputException {
        DigestAlgorithm hash = fields.nextIs(SEQUENCE) ? TimestampHash.read(fields) : DigestAlgorithm.SHA256;
        Bytes value = fields.octetString();
        if (fields.atEnd()) {
            return new SigningCertificateId(hash, value, null, null);
        }
        DerReader issuerSerial = fields.sequence();
        fields.end();
        DerReader names = issuerSerial.sequence();
        DerReader directoryName = names.open(DIRECTORY_NAME);
        names.end();
        Bytes issuer = directoryName.anyElement();
        directoryName.end();
        BigInteger serialNumber = issuerSerial.integer();
        issuerSerial.end();
        return new SigningCertificateId(hash, value, issuer, serialNumber);
    }

    /** Whether a certificate is the one. */
    boolean names(CertificateFacts certificate) {
        return Digest.of(hash, certificate.der()).value().equals(value)
                && (issuer == null || issuer.equals(certificate.issuer()))
                && (serialNumber == null || serialNumber.equals(certificate.serialNumber()));
    }
}
