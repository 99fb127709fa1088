/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.ReasonCode;

/**
 * A value of a JSON document that {@link Json} has read.
 *
 * <p>Values are immutable and may be shared between threads. They know where in their document they stand, so that a
 * refusal can say so; two values are equal when their content is, wherever they stand. Reading a document proves nothing
 * about who wrote it.
 *
 * @since 0.1
 */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonText, JsonNumber, JsonBoolean, JsonNull {

    /** The place in the document, such as {@code critical.image.docker-manifest-digest}; empty for the whole of it. */
    String path();

    /** What the value is, as a message says it: {@code "an object"}. */
    String kind();

    /**
     * This value as an object.
     *
     * @throws MalformedInputException if it is anything else
     */
    default JsonObject asObject() throws MalformedInputException {
        throw isNot("an object");
    }

    /**
     * This value as an array.
     *
     * @throws MalformedInputException if it is anything else
     */
    default JsonArray asArray() throws MalformedInputException {
        throw isNot("an array");
    }

    /**
     * This value as a text, never a number or boolean turned into one.
     *
     * @throws MalformedInputException if it is anything else
     */
    default String asText() throws MalformedInputException {
        throw isNot("a text");
    }

    /**
     * This value as an integer: a number without fraction or exponent, never a text that looks like one.
     *
     * @throws MalformedInputException if it is anything else, or outside 64 bits
     */
    default long asInteger() throws MalformedInputException {
        throw isNot("an integer");
    }

    /**
     * This value as a boolean.
     *
     * @throws MalformedInputException if it is anything else
     */
    default boolean asBoolean() throws MalformedInputException {
        throw isNot("true or false");
    }

    /**
     * The octets that this text spells, as {@link Base64Text#decodeStandard} reads them.
     *
     * @throws MalformedInputException if it is no text, or not canonical
     */
    default Bytes asBase64() throws MalformedInputException {
        return decoded(Base64Text::decodeStandard);
    }

    /**
     * The octets that this text spells, as {@link Base64Text#decodeUrl} reads them.
     *
     * @throws MalformedInputException if it is no text, or not canonical
     */
    default Bytes asBase64Url() throws MalformedInputException {
        return decoded(Base64Text::decodeUrl);
    }

    /**
     * The octets that this text spells, as {@link Base64Text#decodeEither} reads them.
     *
     * @throws MalformedInputException if it is no text, or in none of the accepted spellings
     */
    default Bytes asBase64Either() throws MalformedInputException {
        return decoded(Base64Text::decodeEither);
    }

    /** A refusal of this value by a rule of the caller; the reason names the place, then the detail. */
    default MalformedInputException refusal(ReasonCode code, String detail) {
        return JsonPath.refusal(code, path(), detail);
    }

    private Bytes decoded(Base64Text.Decoding decoding) throws MalformedInputException {
        String text = asText();
        try {
            return decoding.decode(text);
        } catch (MalformedInputException e) {
            throw refusal(e.reason().code(), e.reason().detail());
        }
    }

    private MalformedInputException isNot(String expected) {
        return refusal(PrimitiveReason.JSON_WRONG_TYPE, "expected " + expected + ", found " + kind());
    }
}
