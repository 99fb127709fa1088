/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.verdict.Reason;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * One {@code SignerInfo} of a token (RFC 5652 section 5.3).
 *
 * @param issuer the distinguished name of the issuer of the signer's certificate
 * @param serialNumber the serial number of that certificate
 * @param attributes what the signer signed
 * @param signedOctets the same as the octets that were signed
 * @param hash the hash function of content and signature
 * @param scheme how to verify the signature
 * @param signature the signature
 */
record TimestampSignature(
        Bytes issuer,
        BigInteger serialNumber,
        TimestampAttributes attributes,
        Bytes signedOctets,
        DigestAlgorithm hash,
        SignatureScheme scheme,
        Bytes signature) {

    private static final int SIGNED_ATTRIBUTES = 0xa0;
    private static final int UNSIGNED_ATTRIBUTES = 0xa1;

    /** RFC 3370 section 3.2: then the hash function alone tells the algorithm. */
    private static final String RSA = "1.2.840.113549.1.1.1";

    private static final Map<DigestAlgorithm, SignatureScheme> RSA_WITH = Map.of(
            DigestAlgorithm.SHA256, SignatureScheme.RSA_PKCS1_SHA256,
            DigestAlgorithm.SHA384, SignatureScheme.RSA_PKCS1_SHA384,
            DigestAlgorithm.SHA512, SignatureScheme.RSA_PKCS1_SHA512);

    static TimestampSignature parse(Bytes signerInfo) throws MalformedInputException {
        DerReader fields = new DerReader(signerInfo).sequence();
        if (!fields.integer().equals(BigInteger.ONE)) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.TIMESTAMP_MALFORMED, "a signer of another version than 1"));
        }
        DerReader certificate = fields.sequence();
        Bytes issuer = certificate.anyElement();
        BigInteger serialNumber = certificate.integer();
        certificate.end();
        DigestAlgorithm hash = TimestampHash.read(fields);
        if (!fields.nextIs(SIGNED_ATTRIBUTES)) {
            throw new MalformedInputException(new Reason(PrimitiveReason.TIMESTAMP_ATTRIBUTES, "no signed attributes"));
        }
        Bytes attributes = fields.anyElement();
        SignatureScheme scheme = scheme(fields.anyElement(), hash);
        Bytes signature = fields.octetString();
        if (fields.nextIs(UNSIGNED_ATTRIBUTES)) {
            fields.anyElement();
        }
        fields.end();
        return new TimestampSignature(
                issuer,
                serialNumber,
                TimestampAttributes.read(new DerReader(attributes).open(SIGNED_ATTRIBUTES)),
                asSet(attributes),
                hash,
                scheme,
                signature);
    }

    /**
     * The certificate that this was signed with: issuer and serial number are the signer's, and so is the hash that the
     * signer signed. Never by place, CVE-2026-39984: anybody can put certificates in front.
     */
    CertificateFacts signer(List<CertificateFacts> certificates) throws MalformedInputException {
        List<CertificateFacts> named = certificates.stream()
                .filter(each ->
                        each.issuer().equals(issuer) && each.serialNumber().equals(serialNumber))
                .toList();
        if (named.isEmpty()) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.TIMESTAMP_SIGNER_UNKNOWN, "serial number " + serialNumber));
        }
        SigningCertificateId signedWith = attributes.signingCertificate();
        return named.stream()
                .filter(signedWith::names)
                .findFirst()
                .orElseThrow(
                        () -> new MalformedInputException(Reason.of(PrimitiveReason.TIMESTAMP_SIGNER_CERTIFICATE)));
    }

    /** Checks that the content and the attributes are what was signed, with the key of a certificate. */
    void check(Bytes content, CertificateFacts signer) throws MalformedInputException {
        if (!Digest.of(hash, content).value().equals(attributes.messageDigest())) {
            throw new MalformedInputException(Reason.of(PrimitiveReason.TIMESTAMP_CONTENT));
        }
        SignatureResult result = SignatureCheck.verify(signer.key(), scheme, signedOctets, signature);
        if (result != SignatureResult.VALID) {
            throw new MalformedInputException(new Reason(PrimitiveReason.TIMESTAMP_SIGNATURE, result.name()));
        }
    }

    /** RFC 5652 section 5.4: signed with the tag of a set, and sent with another. */
    private static Bytes asSet(Bytes attributes) {
        return Bytes.fromHex("31" + attributes.slice(1, attributes.length()).toHex());
    }

    /** RSA or ECDSA with the hash function of the content; RFC 5652 has one for both (RFC 8933 section 3). */
    private static SignatureScheme scheme(Bytes algorithm, DigestAlgorithm hash) throws MalformedInputException {
        CertificateSignature read;
        try {
            read = CertificateSignature.of(algorithm);
        } catch (MalformedInputException e) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.TIMESTAMP_SIGNATURE_ALGORITHM, "it cannot be read"), e);
        }
        SignatureScheme scheme = read.oid().equals(RSA)
                ? RSA_WITH.get(hash)
                : read.verifiedWith()
                        .filter(found -> found != SignatureScheme.ED25519 && found.hash() == hash)
                        .orElse(null);
        if (scheme == null) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.TIMESTAMP_SIGNATURE_ALGORITHM, read.oid() + " over " + hash.ociName()));
        }
        return scheme;
    }
}
