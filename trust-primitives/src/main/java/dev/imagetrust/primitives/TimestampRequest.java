/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

import static java.util.Objects.requireNonNull;

/**
 * Asks a time-stamping authority for a timestamp (RFC 3161 section 2.4.1), with the certificates in the answer.
 *
 * <p>Only a digest leaves the process. One request is good for one answer: it has a nonce of its own. Immutable and
 * safe for use by many threads.
 *
 * @since 0.1
 */
public final class TimestampRequest {

    /** The media type of a request (RFC 3161 section 3.4). */
    public static final String MEDIA_TYPE = "application/timestamp-query";

    /** The media type of an answer. */
    public static final String RESPONSE_MEDIA_TYPE = "application/timestamp-reply";

    private static final int NONCE_BITS = 64;

    private final Digest imprint;
    private final BigInteger nonce;

    private TimestampRequest(Digest imprint, BigInteger nonce) {
        this.imprint = imprint;
        this.nonce = nonce;
    }

    /**
     * Wants a timestamp over some octets.
     *
     * @param stamped what is to be stamped, not its digest
     * @param hash the function the authority is to sign a digest of
     * @param random where the nonce comes from
     */
    public static TimestampRequest over(Bytes stamped, DigestAlgorithm hash, SecureRandom random) {
        return new TimestampRequest(Digest.of(hash, stamped), new BigInteger(NONCE_BITS, requireNonNull(random)));
    }

    /** The {@code TimeStampReq} in DER. */
    public Bytes encoded() {
        AlgorithmIdentifier hash = new AlgorithmIdentifier(
                new ASN1ObjectIdentifier(TimestampHash.identifier(imprint.algorithm())), DERNull.INSTANCE);
        ASN1Encodable messageImprint = new DERSequence(
                new ASN1Encodable[] {hash, new DEROctetString(imprint.value().toByteArray())});
        try {
            return Bytes.copyOf(new DERSequence(new ASN1Encodable[] {
                        new ASN1Integer(1), messageImprint, new ASN1Integer(nonce), ASN1Boolean.TRUE
                    })
                    .getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    /**
     * Asks an authority.
     *
     * @return the whole {@code TimeStampResp}, which {@link #answeredBy} took
     * @throws IOException if the authority cannot be reached
     * @throws MalformedInputException if its answer is none to this request
     * @throws InterruptedException if the thread was interrupted
     */
    public Bytes fetch(EvidenceFetcher fetcher, URI authority, Deadline deadline)
            throws IOException, MalformedInputException, InterruptedException {
        Bytes response = fetcher.fetch(new EvidenceFetcher.Request(
                "POST", authority, encoded(), MEDIA_TYPE, RESPONSE_MEDIA_TYPE, TimestampToken.MAX_LENGTH, deadline));
        answeredBy(response);
        return response;
    }

    /**
     * Reads the answer to this request: granted, over the same digest and with the same nonce.
     *
     * <p>That is all that is checked. Whether the token holds, and who signed it, is for {@link TimestampToken#verify}.
     *
     * @param response a {@code TimeStampResp}
     * @throws MalformedInputException if it is none, or answers another request
     */
    public TimestampToken answeredBy(Bytes response) throws MalformedInputException {
        TimestampToken token = TimestampToken.parseResponse(response);
        TimestampContent claimed = token.claimedContent();
        if (!claimed.imprint().equals(imprint)) {
            throw new MalformedInputException(Reason.of(PrimitiveReason.TIMESTAMP_IMPRINT));
        }
        if (!nonce.equals(claimed.nonce())) {
            throw new MalformedInputException(Reason.of(PrimitiveReason.TIMESTAMP_NONCE));
        }
        return token;
    }
}
