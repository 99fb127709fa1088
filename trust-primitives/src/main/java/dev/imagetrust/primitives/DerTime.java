/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The times of certificates, CRLs and OCSP answers: RFC 5280 section 4.1.2.5, in UTC, with seconds and no fraction. */
final class DerTime {

    static final int UTC_TIME = 0x17;
    static final int GENERALIZED_TIME = 0x18;

    /** From this year on, two digits mean the last century. */
    private static final int PIVOT = 50;

    private DerTime() {}

    /** A time in whichever of the two forms. */
    static Instant either(DerReader reader) throws MalformedInputException {
        return reader.nextIs(UTC_TIME) ? utc(reader.primitive(UTC_TIME)) : generalized(reader);
    }

    /** Whether one of the two comes next. */
    static boolean isNext(DerReader reader) {
        return reader.nextIs(UTC_TIME) || reader.nextIs(GENERALIZED_TIME);
    }

    /** A time with four digits of the year. */
    static Instant generalized(DerReader reader) throws MalformedInputException {
        Bytes content = reader.primitive(GENERALIZED_TIME);
        return instant(content, 100 * pair(content, 0) + pair(content, 2), 4);
    }

    private static Instant utc(Bytes content) throws MalformedInputException {
        int year = pair(content, 0);
        return instant(content, year < PIVOT ? 2000 + year : 1900 + year, 2);
    }

    private static Instant instant(Bytes content, int year, int from) throws MalformedInputException {
        if (content.length() != from + 11 || content.at(from + 10) != 'Z') {
            throw refusal("a time that is not in seconds of UTC");
        }
        try {
            return LocalDateTime.of(
                            year,
                            pair(content, from),
                            pair(content, from + 2),
                            pair(content, from + 4),
                            pair(content, from + 6),
                            pair(content, from + 8))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw refusal("a time that does not exist");
        }
    }

    private static int pair(Bytes content, int at) throws MalformedInputException {
        return 10 * digit(content, at) + digit(content, at + 1);
    }

    private static int digit(Bytes content, int at) throws MalformedInputException {
        int digit = at < content.length() ? content.at(at) - '0' : -1;
        if (digit < 0 || digit > 9) {
            throw refusal("a time with something else than a digit");
        }
        return digit;
    }

    private static MalformedInputException refusal(String detail) {
        return new MalformedInputException(new Reason(PrimitiveReason.NOT_DER, detail));
    }
}
