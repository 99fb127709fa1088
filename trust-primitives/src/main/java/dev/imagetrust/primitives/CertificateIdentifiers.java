/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.math.BigInteger;
import java.util.Optional;

/**
 * By what certificates and keys are told apart: serial numbers and key identifiers, as conforming authorities issue them
 * (RFC 5280 sections 4.1.2.2, 4.2.1.1 and 4.2.1.2). An identifier proves nothing, but one that is missing or says
 * otherwise shows an issuer that does not heed the profile.
 */
final class CertificateIdentifiers {

    private static final String SUBJECT_KEY = "2.5.29.14";
    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final int KEY_IDENTIFIER = 0x80;
    private static final int CERTIFICATE_ISSUER = 0xa1;
    private static final int CERTIFICATE_NUMBER = 0x82;
    private static final int LONGEST_NUMBER = 20 * 8;

    private CertificateIdentifiers() {}

    /**
     * A certificate that an authority issued has a positive serial number of at most 20 octets, and names the
     * authority's key. Self-signed ones need neither: published roots have the number zero, and their key is their own.
     */
    static Optional<Reason> ofIssued(CertificateFacts certificate) {
        Optional<Reason> broken = serialNumber(certificate).or(() -> namesIssuersKey(certificate));
        boolean root =
                broken.isPresent() && CertificateRules.selfSigned(certificate).isEmpty();
        return root ? Optional.empty() : broken;
    }

    /** An authority names its key, and the certificates that it issued name the same. */
    static Optional<Reason> agree(CertificateFacts issued, CertificateFacts authority) {
        try {
            Optional<Bytes> key = subjectKey(authority);
            if (key.isEmpty()) {
                return broken(PrimitiveReason.CERTIFICATE_KEY_IDENTIFIER, authority, "no identifier of its own key");
            }
            Optional<Bytes> named = authorityKey(issued);
            return named.isEmpty() || named.equals(key)
                    ? Optional.empty()
                    : broken(PrimitiveReason.CERTIFICATE_KEY_IDENTIFIER, issued, "names another key than its issuer's");
        } catch (MalformedInputException e) {
            return broken(PrimitiveReason.CERTIFICATE_KEY_IDENTIFIER, issued, "malformed, here or in its issuer's");
        }
    }

    private static Optional<Reason> serialNumber(CertificateFacts certificate) {
        BigInteger number = certificate.serialNumber();
        return number.signum() > 0 && number.bitLength() <= LONGEST_NUMBER
                ? Optional.empty()
                : broken(
                        PrimitiveReason.CERTIFICATE_SERIAL_NUMBER,
                        certificate,
                        number.signum() > 0 ? number.bitLength() + " bits" : "not positive");
    }

    private static Optional<Reason> namesIssuersKey(CertificateFacts certificate) {
        try {
            return authorityKey(certificate).isPresent()
                    ? Optional.empty()
                    : broken(
                            PrimitiveReason.CERTIFICATE_KEY_IDENTIFIER,
                            certificate,
                            "no identifier of the key that signed it");
        } catch (MalformedInputException e) {
            return broken(PrimitiveReason.CERTIFICATE_KEY_IDENTIFIER, certificate, "malformed");
        }
    }

    private static Optional<Bytes> subjectKey(CertificateFacts certificate) throws MalformedInputException {
        return read(certificate, SUBJECT_KEY, extension -> Optional.of(extension.octetString()));
    }

    /** The issuer's own issuer and number may stand beside; a key may have several certificates, so they decide nothing. */
    private static Optional<Bytes> authorityKey(CertificateFacts certificate) throws MalformedInputException {
        return read(certificate, AUTHORITY_KEY, extension -> {
            DerReader fields = extension.sequence();
            Optional<Bytes> identifier =
                    fields.nextIs(KEY_IDENTIFIER) ? Optional.of(fields.primitive(KEY_IDENTIFIER)) : Optional.empty();
            if (!fields.atEnd()) {
                fields.open(CERTIFICATE_ISSUER);
                fields.primitive(CERTIFICATE_NUMBER);
            }
            fields.end();
            return identifier;
        });
    }

    private interface Reading {
        Optional<Bytes> of(DerReader extension) throws MalformedInputException;
    }

    private static Optional<Bytes> read(CertificateFacts certificate, String oid, Reading reading)
            throws MalformedInputException {
        Optional<Bytes> extension = certificate.extension(oid);
        if (extension.isEmpty()) {
            return Optional.empty();
        }
        DerReader whole = new DerReader(extension.get());
        Optional<Bytes> identifier = reading.of(whole);
        whole.end();
        return identifier;
    }

    private static Optional<Reason> broken(PrimitiveReason code, CertificateFacts certificate, String what) {
        return Optional.of(new Reason(code, what + "; certificate of " + certificate.subjectText()));
    }
}
