/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.verdict.Reason;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code TSTInfo} of a token (RFC 3161 section 2.4.2), read once the signature over it held.
 *
 * @param policy the policy of the authority as an object identifier
 * @param imprint the digest of what was stamped
 * @param time when it was stamped, by the authority's clock
 * @param accuracy how far that may be off in either direction; zero if the token does not say
 * @param nonce the number of the request that was answered; null if there is none
 */
record TimestampContent(
        String policy,
        Digest imprint,
        Instant time,
        Duration accuracy,
        @Nullable BigInteger nonce) {

    private static final int BOOLEAN = 0x01;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int MILLIS = 0x80;
    private static final int MICROS = 0x81;
    private static final int TSA = 0xa0;
    private static final int EXTENSIONS = 0xa1;

    /** DER forbids zeros at the end of a fraction; authorities write them all the same, and nothing hangs on it. */
    private static final Pattern TIME =
            Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(?:\\.(\\d{1,9}))?Z");

    private static final BigInteger LONGEST_SECONDS = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);

    static TimestampContent parse(Bytes der) throws MalformedInputException {
        DerReader whole = new DerReader(der);
        DerReader fields = whole.sequence();
        whole.end();
        if (!fields.integer().equals(BigInteger.ONE)) {
            throw malformed("a content of another version than 1");
        }
        String policy = fields.objectIdentifier();
        Digest imprint = imprint(fields.sequence());
        fields.integer(); // serialNumber
        Instant time = time(fields.primitive(GENERALIZED_TIME));
        Duration accuracy = fields.nextIs(SEQUENCE) ? accuracy(fields.sequence()) : Duration.ZERO;
        if (fields.nextIs(BOOLEAN)) {
            fields.anyElement(); // ordering
        }
        BigInteger nonce = fields.nextIs(INTEGER) ? fields.integer() : null;
        readRest(fields);
        return new TimestampContent(policy, imprint, time, accuracy, nonce);
    }

    /** The name of the authority, on which nothing here relies, and extensions. */
    private static void readRest(DerReader fields) throws MalformedInputException {
        if (fields.nextIs(TSA)) {
            fields.anyElement();
        }
        if (fields.nextIs(EXTENSIONS)) {
            refuseCritical(fields.open(EXTENSIONS));
        }
        fields.end();
    }

    /** RFC 5280 section 4.2: who does not understand a critical extension must not go on. None is understood here. */
    private static void refuseCritical(DerReader extensions) throws MalformedInputException {
        while (!extensions.atEnd()) {
            DerReader extension = extensions.sequence();
            String oid = extension.objectIdentifier();
            if (extension.nextIs(BOOLEAN)) {
                throw malformed("a critical extension " + oid);
            }
            extension.octetString();
            extension.end();
        }
    }

    private static Digest imprint(DerReader fields) throws MalformedInputException {
        var algorithm = TimestampHash.read(fields);
        Bytes value = fields.octetString();
        fields.end();
        if (value.length() != algorithm.hexLength() / 2) {
            throw malformed("an imprint of " + value.length() + " octets for " + algorithm);
        }
        return new Digest(algorithm, value.toHex());
    }

    /** A {@code GeneralizedTime} in UTC with seconds, as RFC 3161 wants it; also for the signing-time attribute. */
    static Instant time(Bytes content) throws MalformedInputException {
        String text = new String(content.toByteArray(), StandardCharsets.ISO_8859_1);
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            throw malformed("a time that is not of the form YYYYMMDDhhmmss.sZ");
        }
        String fraction = parts.group(7) == null ? "" : parts.group(7);
        try {
            return LocalDateTime.of(
                            Integer.parseInt(parts.group(1)),
                            Integer.parseInt(parts.group(2)),
                            Integer.parseInt(parts.group(3)),
                            Integer.parseInt(parts.group(4)),
                            Integer.parseInt(parts.group(5)),
                            Integer.parseInt(parts.group(6)),
                            Integer.parseInt((fraction + "000000000").substring(0, 9)))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.TIMESTAMP_MALFORMED, "a time that does not exist: " + text), e);
        }
    }

    private static Duration accuracy(DerReader fields) throws MalformedInputException {
        BigInteger seconds = fields.nextIs(INTEGER) ? fields.integer() : BigInteger.ZERO;
        BigInteger millis = part(fields, MILLIS);
        BigInteger micros = part(fields, MICROS);
        fields.end();
        if (seconds.signum() < 0 || seconds.compareTo(LONGEST_SECONDS) > 0) {
            throw malformed("an accuracy of " + seconds.bitLength() + " bits of seconds");
        }
        return Duration.ofSeconds(seconds.longValueExact())
                .plusMillis(millis.longValueExact())
                .plusNanos(micros.longValueExact() * 1000);
    }

    private static BigInteger part(DerReader fields, int tag) throws MalformedInputException {
        if (!fields.nextIs(tag)) {
            return BigInteger.ZERO;
        }
        Bytes octets = fields.primitive(tag);
        BigInteger value = octets.isEmpty() ? THOUSAND : new BigInteger(octets.toByteArray());
        if (value.signum() < 0 || value.compareTo(THOUSAND) >= 0) {
            throw malformed("an accuracy with a part that is not below 1000");
        }
        return value;
    }

    private static MalformedInputException malformed(String detail) {
        return new MalformedInputException(new Reason(PrimitiveReason.TIMESTAMP_MALFORMED, detail));
    }
}
