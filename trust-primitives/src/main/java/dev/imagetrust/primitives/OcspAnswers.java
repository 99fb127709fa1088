/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The signed part of an OCSP answer (RFC 6960 section 4.2.1), read once the signature over it held.
 *
 * @param nonce the extension that repeats what was asked with; null if there is none
 * @param answers about one certificate each
 */
record OcspAnswers(@Nullable Bytes nonce, List<Single> answers) {

    /** How far the responder's clock may be ahead of ours. */
    static final Duration SKEW = Duration.ofMinutes(5);

    private static final int EXPLICIT_0 = 0xa0;
    private static final int EXPLICIT_1 = 0xa1;
    private static final int GOOD = 0x80;
    private static final int REVOKED = 0xa1;
    private static final int UNKNOWN = 0x82;
    private static final String INVALIDITY_DATE = "2.5.29.24";

    OcspAnswers {
        answers = List.copyOf(answers);
    }

    /**
     * The answer about one certificate.
     *
     * @param revocation null unless it has been revoked
     * @param known whether the responder knows the certificate
     * @param until null if it does not say
     */
    record Single(
            OcspCertId id,
            boolean known,
            @Nullable RevocationEntry revocation,
            Instant from,
            @Nullable Instant until) {

        /** What it says, if it says so for now. */
        RevocationStatus status(Instant now, @Nullable Instant signedAt) throws MalformedInputException {
            if (from.isAfter(now.plus(SKEW)) || until == null || until.isBefore(now)) {
                throw new MalformedInputException(
                        new Reason(PrimitiveReason.OCSP_NOT_CURRENT, "it holds from " + from + " until " + until));
            }
            if (!known) {
                return new RevocationStatus.Unknown();
            }
            return revocation == null || revocation.isAfter(signedAt)
                    ? new RevocationStatus.Good(until)
                    : new RevocationStatus.Revoked(revocation.date(), revocation.reason(), until);
        }
    }

    static OcspAnswers parse(Bytes signedPart) throws MalformedInputException {
        DerReader whole = new DerReader(signedPart);
        DerReader fields = whole.sequence();
        whole.end();
        skipVersion(fields);
        OcspResponder.read(fields);
        DerTime.generalized(fields); // producedAt: the times of each answer decide
        DerReader list = fields.sequence();
        List<Single> answers = new ArrayList<>();
        while (!list.atEnd()) {
            answers.add(single(list.sequence()));
        }
        DerExtensions extensions = extensions(fields, EXPLICIT_1, Set.of(OcspRequest.NONCE));
        fields.end();
        return new OcspAnswers(extensions.value(OcspRequest.NONCE).orElse(null), answers);
    }

    /** Only the first version is known; it may be left out. */
    static void skipVersion(DerReader fields) throws MalformedInputException {
        if (fields.nextIs(EXPLICIT_0)) {
            DerReader version = fields.open(EXPLICIT_0);
            if (version.integer().signum() != 0) {
                throw new MalformedInputException(
                        new Reason(PrimitiveReason.OCSP_MALFORMED, "an answer of another version than 1"));
            }
            version.end();
        }
    }

    /** The one about the certificate in question: not none, and not two that might disagree. */
    Single about(OcspRequest request) throws MalformedInputException {
        List<Single> found = new ArrayList<>();
        for (Single answer : answers) {
            if (answer.id().names(request.certificate(), request.issuer())) {
                found.add(answer);
            }
        }
        if (found.size() != 1) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.OCSP_OTHER_CERTIFICATE,
                    found.size() + " of " + answers.size() + " answers are about it"));
        }
        return found.get(0);
    }

    void checkNonce(OcspRequest request) throws MalformedInputException {
        Optional<Bytes> sent = request.nonce();
        if (nonce == null || sent.isEmpty()) {
            return;
        }
        DerReader reader = new DerReader(nonce); // RFC 8954 section 2.1: an octet string
        Bytes repeated = reader.octetString();
        reader.end();
        if (!sent.get().equals(repeated)) {
            throw new MalformedInputException(Reason.of(PrimitiveReason.OCSP_NONCE));
        }
    }

    private static Single single(DerReader fields) throws MalformedInputException {
        OcspCertId id = OcspCertId.read(fields);
        boolean revoked = fields.nextIs(REVOKED);
        DerReader revokedInfo = revoked ? fields.open(REVOKED) : fields;
        boolean known = revoked || fields.nextIs(GOOD);
        if (!revoked && !fields.primitive(known ? GOOD : UNKNOWN).isEmpty()) {
            throw new MalformedInputException(new Reason(PrimitiveReason.OCSP_MALFORMED, "a status with content"));
        }
        RevocationEntry entry = revoked ? entry(revokedInfo) : null;
        Instant from = DerTime.generalized(fields);
        Instant until = null;
        if (fields.nextIs(EXPLICIT_0)) {
            DerReader next = fields.open(EXPLICIT_0);
            until = DerTime.generalized(next);
            next.end();
        }
        DerExtensions extensions = extensions(fields, EXPLICIT_1, Set.of(INVALIDITY_DATE));
        fields.end();
        if (entry != null) {
            entry = new RevocationEntry(entry.date(), entry.reason(), RevocationEntry.invalidityDate(extensions));
        }
        return new Single(id, known, entry, from, until);
    }

    private static RevocationEntry entry(DerReader revokedInfo) throws MalformedInputException {
        Instant date = DerTime.generalized(revokedInfo);
        String reason = revokedInfo.nextIs(EXPLICIT_0)
                ? RevocationEntry.reason(revokedInfo.open(EXPLICIT_0))
                : RevocationEntry.UNSPECIFIED;
        revokedInfo.end();
        return new RevocationEntry(date, reason, null);
    }

    private static DerExtensions extensions(DerReader fields, int tag, Set<String> understood)
            throws MalformedInputException {
        if (!fields.nextIs(tag)) {
            return DerExtensions.NONE;
        }
        DerReader explicit = fields.open(tag);
        DerExtensions read = DerExtensions.read(explicit);
        explicit.end();
        Optional<String> unknown = read.criticalBeside(understood);
        if (unknown.isPresent()) {
            throw new MalformedInputException(new Reason(PrimitiveReason.OCSP_EXTENSION, unknown.get()));
        }
        return read;
    }
}
