/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.math.BigInteger;

/**
 * The parts of a certificate exactly as they are encoded, RFC 5280 section 4.1. A library that encodes names or the
 * signed part again may not give the octets that were signed or that have to be equal.
 */
record CertificateFields(
        Bytes signedPart,
        BigInteger serialNumber,
        Bytes issuer,
        Bytes subject,
        Bytes signatureAlgorithm,
        Bytes signature) {

    private static final int VERSION_TAG = 0xa0;

    static CertificateFields read(Bytes der) throws MalformedInputException {
        DerReader whole = new DerReader(der);
        DerReader certificate = whole.sequence();
        whole.end();
        Bytes signedPart = certificate.anyElement();
        Bytes algorithm = certificate.anyElement();
        Bytes signature = certificate.octetsOfBitString();
        certificate.end();

        DerReader fields = new DerReader(signedPart).sequence();
        if (fields.nextIs(VERSION_TAG)) {
            fields.anyElement();
        }
        BigInteger serialNumber = fields.integer();
        // RFC 5280 section 4.1.1.2: unsigned and signed algorithm are the same, else the unsigned one decides.
        if (!fields.anyElement().equals(algorithm)) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.CERTIFICATE_MALFORMED, "it names two different signature algorithms"));
        }
        Bytes issuer = fields.anyElement();
        fields.anyElement(); // validity
        Bytes subject = fields.anyElement();
        return new CertificateFields(signedPart, serialNumber, issuer, subject, algorithm, signature);
    }
}
