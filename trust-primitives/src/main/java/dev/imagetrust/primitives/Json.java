/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;

/**
 * Reads JSON that anybody may have written.
 *
 * <p>RFC 8259, narrowed to what two parsers cannot read in two ways: strict UTF-8 without byte order mark, one value and
 * nothing after it, no member name twice in one object at any level, no unpaired surrogates, and everything within
 * {@link JsonLimits}. Comments, {@code NaN}, leading zeros and other extensions are refused.
 *
 * @since 0.1
 */
public final class Json {

    private static final int SHORT = 64 << 10;

    private Json() {}

    /**
     * Reads one document.
     *
     * @throws MalformedInputException if it is not such a document
     */
    public static JsonValue parse(Bytes input, JsonLimits limits) throws MalformedInputException {
        if (input.length() > limits.maxBytes()) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.TOO_LONG, "JSON of " + input.length() + " octets, limit " + limits.maxBytes()));
        }
        // Jackson would guess the encoding (UTF-16, UTF-32) and mend bad UTF-8; over text it cannot.
        if (input.length() <= SHORT) {
            return JsonReader.read(Utf8.decode(input), limits);
        }
        // What is long is read piece by piece: a hostile document must not cost several times its length.
        JsonTexts.requireNotLonger(input, limits.maxStringLength());
        return JsonReader.read(new Utf8Reader(input), limits);
    }

    /**
     * Reads one document that is an object.
     *
     * @throws MalformedInputException if it is not such a document
     */
    public static JsonObject parseObject(Bytes input, JsonLimits limits) throws MalformedInputException {
        return parse(input, limits).asObject();
    }
}
