/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.NoSuchElementException;

/**
 * Goes through the elements of one level of DER without looking into them. Not thread-safe.
 *
 * <p>Only to find a time that says how long something may be kept; whoever judges the evidence reads it with the strict
 * parser. It neither recurses nor allocates by a claimed length.
 */
final class DerWalk {

    static final int OCTET_STRING = 0x04;
    static final int ENUMERATED = 0x0a;
    static final int UTC_TIME = 0x17;
    static final int GENERALIZED_TIME = 0x18;
    static final int SEQUENCE = 0x30;
    /** {@code [0]}, constructed. */
    static final int FIRST = 0xa0;

    private static final int INDEFINITE = 0x80;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    /** RFC 5280 section 4.1.2.5.1: two digits from 50 on are of the last century. */
    private static final String LAST_OF_THIS_CENTURY = "50";

    private final Bytes der;
    private int position;

    DerWalk(Bytes der) {
        this.der = der;
    }

    boolean atEnd() {
        return position == der.length();
    }

    boolean nextIs(int tag) {
        return !atEnd() && (der.at(position) & 0xff) == tag;
    }

    /**
     * The content of the next element.
     *
     * @throws NoSuchElementException if it has another tag, or is no element
     */
    Bytes content(int tag) {
        if (!nextIs(tag)) {
            throw new NoSuchElementException("another element");
        }
        return skip();
    }

    /** The next element, opened. */
    DerWalk into(int tag) {
        return new DerWalk(content(tag));
    }

    /** Passes over the next element, whatever it is. */
    Bytes skip() {
        octet();
        int length = length();
        if (length < 0 || length > der.length() - position) {
            throw new NoSuchElementException("an element that is longer than what holds it");
        }
        position += length;
        return der.slice(position - length, position);
    }

    /** UTCTime or GeneralizedTime, as RFC 5280 section 4.1.2.5 restricts them. */
    Instant time() {
        boolean twoDigits = nextIs(UTC_TIME);
        String text =
                new String(content(twoDigits ? UTC_TIME : GENERALIZED_TIME).toByteArray(), StandardCharsets.US_ASCII);
        if (!text.matches(twoDigits ? "[0-9]{12}Z" : "[0-9]{14}Z")) {
            throw new NoSuchElementException("no time");
        }
        String century = !twoDigits ? "" : text.compareTo(LAST_OF_THIS_CENTURY) < 0 ? "20" : "19";
        try {
            return LocalDateTime.parse(century + text.substring(0, text.length() - 1), TIME)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new NoSuchElementException("no time", e);
        }
    }

    private int length() {
        int first = octet();
        if (first < INDEFINITE) {
            return first;
        }
        int length = 0;
        int octets = first & 0x7f;
        if (octets == 0 || octets > Integer.BYTES) {
            throw new NoSuchElementException("a length that is indefinite or too large");
        }
        for (int i = 0; i < octets; i++) {
            length = (length << 8) | octet();
        }
        return length;
    }

    private int octet() {
        if (atEnd()) {
            throw new NoSuchElementException("the input ends");
        }
        return der.at(position++) & 0xff;
    }
}
