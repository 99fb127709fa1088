/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;

/**
 * Measures the texts of a document before they are gathered: whoever collects a text first and measures it then has spent the
 * memory already. Knows nothing of JSON but where texts begin and end; what is no JSON at all, the reader says.
 */
final class JsonTexts {

    private static final int ESCAPED_BY_NUMBER = 4;
    private static final int CONTINUATION = 0x80;
    private static final int LEAD_OF_FOUR = 0xf0;

    private JsonTexts() {}

    /**
     * Requires that no text or name has more UTF-16 code units, escapes resolved, and no number or word more octets than a
     * number may have.
     *
     * @throws MalformedInputException if one has
     */
    static void requireNotLonger(Bytes document, int units) throws MalformedInputException {
        boolean inside = false;
        int length = 0;
        for (int i = 0; i < document.length(); i++) {
            int octet = document.at(i) & 0xff;
            if (octet == '"') {
                inside = !inside;
                length = 0;
            } else if (inside) {
                length += units(octet);
                if (octet == '\\') {
                    i += i + 1 < document.length() && document.at(i + 1) == 'u' ? 1 + ESCAPED_BY_NUMBER : 1;
                }
                requireNotLonger(length, units, "text");
            } else {
                length = isBetween(octet) ? 0 : length + 1;
                requireNotLonger(length, JsonLimits.MAX_NUMBER_LENGTH, "number or word");
            }
        }
    }

    private static void requireNotLonger(int length, int limit, String what) throws MalformedInputException {
        if (length > limit) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.JSON_LIMIT, "a " + what + " of more than " + limit + " characters"));
        }
    }

    /** What ends a number or word. A switch, since this is asked of every octet of what may be a document of 16 MiB. */
    private static boolean isBetween(int octet) {
        return switch (octet) {
            case ' ', '\t', '\r', '\n', '[', ']', '{', '}', ',', ':' -> true;
            default -> false;
        };
    }

    /** Octets that continue a character count nothing; characters of four octets are two units. */
    private static int units(int octet) {
        if (octet >= LEAD_OF_FOUR) {
            return 2;
        }
        return (octet & 0xc0) == CONTINUATION ? 0 : 1;
    }
}
