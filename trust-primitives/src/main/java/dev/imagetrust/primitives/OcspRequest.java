/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.jspecify.annotations.Nullable;

/**
 * The question to an OCSP responder whether one certificate has been revoked (RFC 6960 section 4.1). Not signed.
 * Immutable.
 *
 * @since 0.1
 */
public final class OcspRequest {

    static final String NONCE = "1.3.6.1.5.5.7.48.1.2";

    private static final int EXTENSIONS = 2;
    private static final int SHORTEST_NONCE = 16;
    private static final int LONGEST_NONCE = 32;

    private final CertificateFacts certificate;
    private final CertificateFacts issuer;
    private final @Nullable Bytes nonce;

    private OcspRequest(CertificateFacts certificate, CertificateFacts issuer, @Nullable Bytes nonce) {
        this.certificate = certificate;
        this.issuer = issuer;
        this.nonce = nonce;
    }

    /** Asks about a certificate and names it by hashes of its issuer, whose word the answer will need. */
    public static OcspRequest about(CertificateFacts certificate, CertificateFacts issuer) {
        return new OcspRequest(certificate, issuer, null);
    }

    /**
     * The same, with something that an answer has to repeat, if it repeats anything (RFC 8954). An answer that was made
     * beforehand has none and is accepted: only its times tell how old it is.
     *
     * @throws IllegalArgumentException unless it has 16 to 32 octets
     */
    public OcspRequest withNonce(Bytes unpredictable) {
        if (unpredictable.length() < SHORTEST_NONCE || unpredictable.length() > LONGEST_NONCE) {
            throw new IllegalArgumentException("a nonce has 16 to 32 octets, not " + unpredictable.length());
        }
        return new OcspRequest(certificate, issuer, unpredictable);
    }

    /** The certificate in question. */
    public CertificateFacts certificate() {
        return certificate;
    }

    /** Who issued it. */
    public CertificateFacts issuer() {
        return issuer;
    }

    /** What an answer has to repeat. */
    public Optional<Bytes> nonce() {
        return Optional.ofNullable(nonce);
    }

    /**
     * The request in DER; the same octets for the same question.
     *
     * @throws MalformedInputException if the issuer's key is none that is verified with
     */
    public Bytes encoded() throws MalformedInputException {
        OcspCertId id = OcspCertId.of(certificate, issuer);
        DERSequence hash = sequence(new ASN1ObjectIdentifier(id.hash()), DERNull.INSTANCE);
        DERSequence certId =
                sequence(hash, octets(id.issuerName()), octets(id.issuerKey()), new ASN1Integer(id.serialNumber()));
        DERSequence list = sequence(sequence(certId));
        DERSequence request = nonce == null ? sequence(list) : sequence(list, extensions(nonce));
        try {
            return Bytes.copyOf(sequence(request).getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    private static ASN1Encodable extensions(Bytes nonce) throws MalformedInputException {
        Bytes wrapped = Asn1.read("nonce", () -> Bytes.copyOf(octets(nonce).getEncoded(ASN1Encoding.DER)));
        return new DERTaggedObject(
                true, EXTENSIONS, sequence(sequence(new ASN1ObjectIdentifier(NONCE), octets(wrapped))));
    }

    private static DEROctetString octets(Bytes content) {
        return new DEROctetString(content.toByteArray());
    }

    private static DERSequence sequence(ASN1Encodable... elements) {
        return new DERSequence(elements);
    }
}
