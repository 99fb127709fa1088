/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as JWS envelopes write them. */
final class Rfc3339 {

    /** Narrower than what {@link OffsetDateTime#parse(CharSequence)} takes: no missing seconds, no hour-only offset. */
    private static final Pattern DATE_TIME = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})");

    static final Instant EARLIEST = Instant.EPOCH;
    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Rfc3339() {}

    /** A {@code date-time} of RFC 3339 between 1970 and 9999; the zero time of Go, year 1, lies outside. */
    static Optional<Instant> find(String text) {
        if (!DATE_TIME.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? Optional.empty() : Optional.of(time);
        } catch (DateTimeException e) {
            return Optional.empty(); // the 30th of February: the shape is right, the date does not exist
        }
    }
}
