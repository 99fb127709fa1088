/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.verdict.Reason;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A timestamp token (RFC 3161, CMS of RFC 5652) that was read and not verified.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @since 0.1
 */
public final class TimestampToken {

    /** Octets of a token, or of a response with one. Real tokens with their certificates have 1 to 8 KiB. */
    public static final int MAX_LENGTH = 64 * 1024;

    private final Bytes encoded;
    private final TimestampEnvelope envelope;

    private TimestampToken(Bytes encoded) throws MalformedInputException {
        this.encoded = encoded;
        this.envelope = TimestampEnvelope.parse(encoded);
    }

    /**
     * Reads a bare token, a {@code ContentInfo}, as Notary Project signatures carry it: at most {@link #MAX_LENGTH}
     * octets of DER with nothing behind. Indefinite lengths of BER are refused.
     *
     * @throws MalformedInputException if the octets are no such token; the time in it is not looked at yet
     */
    public static TimestampToken parse(Bytes token) throws MalformedInputException {
        checkLength(token);
        return new TimestampToken(token);
    }

    /**
     * Reads the token out of a {@code TimeStampResp}, as Sigstore bundles carry it: status granted, with or without
     * modifications; else as {@link #parse}.
     *
     * @throws MalformedInputException {@code TIMESTAMP_NOT_GRANTED} for another status, and as {@link #parse}
     */
    public static TimestampToken parseResponse(Bytes response) throws MalformedInputException {
        checkLength(response);
        DerReader whole = new DerReader(response);
        DerReader fields = whole.sequence();
        whole.end();
        BigInteger status = fields.sequence().integer();
        if (status.signum() < 0 || status.compareTo(BigInteger.ONE) > 0 || fields.atEnd()) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.TIMESTAMP_NOT_GRANTED, "a status of " + status.bitLength() + " bits"));
        }
        Bytes token = fields.anyElement();
        fields.end();
        return new TimestampToken(token);
    }

    /** The token as it was read, without the response around it: what Notary Project signatures carry. */
    public Bytes encoded() {
        return encoded;
    }

    /** What the token says, without a look at who signed it. */
    TimestampContent claimedContent() throws MalformedInputException {
        return TimestampContent.parse(envelope.content());
    }

    /** SHA-256 over the token, without the response around it. */
    public Digest digest() {
        return Digest.sha256(encoded);
    }

    /**
     * Verifies the token: somebody signed, with the certificate they name by hash, that some octets existed at a time;
     * these are the octets, and the somebody was an authority for time stamping under one of the trusted, with every
     * certificate of the chain valid at that time. Hash functions are SHA-256, SHA-384 and SHA-512, signatures RSA and
     * ECDSA with them. The content of the token is not read before the signature over it held.
     *
     * <p>Nobody is asked for revocations, and whether the time suits is for the caller to say.
     *
     * @param stamped what the timestamp has to be for, not its digest
     * @throws MalformedInputException if the token does not prove it; with several signers the reason is about the first
     */
    public VerifiedTimestamp verify(Bytes stamped, TimestampAuthorities trusted, TimestampRules rules)
            throws MalformedInputException {
        List<Bytes> signers = envelope.signers();
        if (!rules.allowsSigners(signers.size())) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.TIMESTAMP_SIGNER_COUNT, signers.size() + " signers"));
        }
        List<MalformedInputException> refusals = new ArrayList<>();
        for (Bytes signer : signers) {
            try {
                return verifySigner(TimestampSignature.parse(signer), stamped, trusted, rules);
            } catch (MalformedInputException e) {
                refusals.add(e);
            }
        }
        throw refusals.get(0);
    }

    private VerifiedTimestamp verifySigner(
            TimestampSignature signature, Bytes stamped, TimestampAuthorities trusted, TimestampRules rules)
            throws MalformedInputException {
        CertificateFacts signer = signer(signature, trusted);
        signature.check(envelope.content(), signer);
        TimestampContent content = TimestampContent.parse(envelope.content());
        if (!content.imprint().matches(stamped)) {
            throw new MalformedInputException(Reason.of(PrimitiveReason.TIMESTAMP_IMPRINT));
        }
        List<CertificateFacts> chain = chain(signer, trusted, rules, content.time());
        if (rules.heedsSigningTime()) {
            checkSigningTime(signature.attributes().signingTime(), chain);
        }
        Duration accuracy = rules.accuracy(content);
        Instant time = content.time();
        return new VerifiedTimestamp(
                time, time.minus(accuracy), time.plus(accuracy), chain, content.policy(), digest());
    }

    private CertificateFacts signer(TimestampSignature signature, TimestampAuthorities trusted)
            throws MalformedInputException {
        Optional<CertificateFacts> pinned = trusted.pinnedSigner();
        boolean none = envelope.certificates().isEmpty();
        CertificateFacts signer =
                signature.signer(none ? pinned.map(List::of).orElse(List.of()) : envelope.certificates());
        if (pinned.isPresent() && !pinned.get().equals(signer)) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.TIMESTAMP_SIGNER_NOT_PINNED, signer.subjectText()));
        }
        return signer;
    }

    private List<CertificateFacts> chain(
            CertificateFacts signer, TimestampAuthorities trusted, TimestampRules rules, Instant time)
            throws MalformedInputException {
        List<CertificateFacts> between = new ArrayList<>(trusted.intermediates());
        between.addAll(envelope.certificates());
        CertificatePathResult result =
                new CertificatePathSearch(rules.ofPath(), trusted.anchors(), between).from(signer, List.of(time));
        if (result instanceof CertificatePathResult.Found found) {
            return found.path().certificates();
        }
        CertificatePathResult.NotFound none = (CertificatePathResult.NotFound) result;
        throw new MalformedInputException(
                new Reason(reason(none.obstacle()), none.reason().text()));
    }

    private static PrimitiveReason reason(CertificatePathResult.Obstacle obstacle) {
        return switch (obstacle) {
            case NO_ISSUER -> PrimitiveReason.TIMESTAMP_CHAIN;
            case LEAF_RULE, AUTHORITY_RULE -> PrimitiveReason.TIMESTAMP_CHAIN_RULE;
            case NOT_VALID -> PrimitiveReason.TIMESTAMP_CHAIN_NOT_VALID;
        };
    }

    private static void checkSigningTime(Optional<Instant> signingTime, List<CertificateFacts> chain)
            throws MalformedInputException {
        Optional<Reason> invalid = signingTime.flatMap(time -> CertificateRules.allValidAt(chain, time));
        if (invalid.isPresent()) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.TIMESTAMP_CHAIN_NOT_VALID, invalid.get().text()));
        }
    }

    private static void checkLength(Bytes octets) throws MalformedInputException {
        if (octets.length() > MAX_LENGTH) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.TOO_LONG, "a timestamp of " + octets.length() + " octets, limit " + MAX_LENGTH));
        }
    }
}
