/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an OCSP responder (RFC 6960 section 4.2), read and not verified.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @since 0.1
 */
public final class OcspResponse {

    /** Octets of an answer. Real ones, with the certificate of the responder, have 300 octets to 4 KiB. */
    public static final int MAX_LENGTH = 64 * 1024;

    private static final String BASIC = "1.3.6.1.5.5.7.48.1.1";
    private static final int CERTIFICATES = 0xa0;

    private final Bytes signedPart;
    private final Bytes algorithm;
    private final Bytes signature;
    private final List<CertificateFacts> certificates;

    /**
     * What a verified answer says.
     *
     * @param status about the certificate
     * @param responder whose certificate has to be looked up before the status counts; null if nobody's
     * @since 0.1
     */
    public record Answer(RevocationStatus status, @Nullable CertificateFacts responder) {}

    private OcspResponse(DerReader basic) throws MalformedInputException {
        this.signedPart = basic.anyElement();
        this.algorithm = basic.anyElement();
        this.signature = basic.octetsOfBitString();
        this.certificates = basic.nextIs(CERTIFICATES) ? certificates(basic.open(CERTIFICATES)) : List.of();
        basic.end();
    }

    /**
     * Reads an answer: at most {@link #MAX_LENGTH} octets of DER with nothing behind, successful, of the basic type.
     *
     * @throws MalformedInputException {@code OCSP_NOT_SUCCESSFUL} if the responder would not or could not answer, else
     *     if it is no such answer
     */
    public static OcspResponse parse(Bytes response) throws MalformedInputException {
        if (response.length() > MAX_LENGTH) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.TOO_LONG,
                    "an OCSP answer of " + response.length() + " octets, limit " + MAX_LENGTH));
        }
        DerReader whole = new DerReader(response);
        DerReader fields = whole.sequence();
        whole.end();
        int status = fields.enumerated();
        if (status != 0 || fields.atEnd()) {
            throw new MalformedInputException(new Reason(PrimitiveReason.OCSP_NOT_SUCCESSFUL, "status " + status));
        }
        DerReader explicit = fields.open(0xa0);
        fields.end();
        DerReader typed = explicit.sequence();
        explicit.end();
        String type = typed.objectIdentifier();
        if (!type.equals(BASIC)) {
            throw new MalformedInputException(new Reason(PrimitiveReason.OCSP_MALFORMED, "an answer of type " + type));
        }
        DerReader octets = new DerReader(typed.octetString());
        typed.end();
        DerReader basic = octets.sequence();
        octets.end();
        return new OcspResponse(basic);
    }

    /**
     * Verifies the answer: the issuer of the certificate in question signed it, or somebody whom the issuer certified
     * for that and nothing else; it is about that certificate; it is not from the future, says until when it holds, and
     * that is not over; it repeats the nonce, if it repeats any.
     *
     * @param signedAt when the certificate was used, if that is proved: a key lost later does not touch it; else null
     * @throws MalformedInputException if the answer proves nothing
     */
    public Answer verify(OcspRequest request, Instant now, @Nullable Instant signedAt) throws MalformedInputException {
        CertificateFacts responder = responder(request.issuer(), now);
        OcspAnswers answers = OcspAnswers.parse(signedPart);
        answers.checkNonce(request);
        RevocationStatus status = answers.about(request).status(now, signedAt);
        boolean lookUp = OcspResponder.hasToBeLookedUp(responder, request.issuer());
        return new Answer(status, lookUp ? responder : null);
    }

    /** Whoever signed. The name is read before the signature is checked, or nobody would know under which key. */
    private CertificateFacts responder(CertificateFacts issuer, Instant now) throws MalformedInputException {
        OcspResponder name = name();
        List<CertificateFacts> candidates = new ArrayList<>(List.of(issuer));
        candidates.addAll(certificates);
        List<CertificateFacts> called =
                candidates.stream().filter(name::isCalled).toList();
        if (called.isEmpty()) {
            throw new MalformedInputException(Reason.of(PrimitiveReason.OCSP_RESPONDER_UNKNOWN));
        }
        List<MalformedInputException> refusals = new ArrayList<>();
        for (CertificateFacts candidate : called) {
            try {
                check(candidate, issuer, now);
                return candidate;
            } catch (MalformedInputException e) {
                refusals.add(e);
            }
        }
        throw refusals.get(0);
    }

    private void check(CertificateFacts candidate, CertificateFacts issuer, Instant now)
            throws MalformedInputException {
        Optional<Reason> unauthorised = OcspResponder.unauthorised(candidate, issuer, now);
        if (unauthorised.isPresent()) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.OCSP_RESPONDER_UNAUTHORISED,
                    unauthorised.get().text()));
        }
        if (!CertificateSignature.of(algorithm).holds(candidate.key(), signedPart, signature)) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.OCSP_SIGNATURE, "under the key of " + candidate.subjectText()));
        }
    }

    private OcspResponder name() throws MalformedInputException {
        DerReader fields = new DerReader(signedPart).sequence();
        OcspAnswers.skipVersion(fields);
        return OcspResponder.read(fields);
    }

    private static List<CertificateFacts> certificates(DerReader explicit) throws MalformedInputException {
        DerReader list = explicit.sequence();
        explicit.end();
        List<CertificateFacts> read = new ArrayList<>();
        while (!list.atEnd()) {
            if (read.size() == Certificates.MAX_CHAIN) {
                throw new MalformedInputException(new Reason(
                        PrimitiveReason.TOO_LONG,
                        "an OCSP answer with more than " + Certificates.MAX_CHAIN + " certificates"));
            }
            read.add(CertificateFacts.parse(list.anyElement()));
        }
        return List.copyOf(read);
    }
}
