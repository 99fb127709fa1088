/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 of RFC 4648 with one spelling per value.
 *
 * <p>{@link Base64} takes non-zero bits after the last octet, and padding where there should be none, so that one
 * signature has several spellings. Here the last of the decoded octets are encoded again and have to give the same text. There are
 * no line breaks; {@link Pem} has a reader of its own. The text bounds the result, so there is no further limit.
 *
 * @since 0.1
 */
public final class Base64Text {

    private Base64Text() {}

    /**
     * Decodes the standard alphabet, padded.
     *
     * @throws MalformedInputException for any other spelling
     */
    public static Bytes decodeStandard(String text) throws MalformedInputException {
        return decode(text, Base64.getDecoder(), Base64.getEncoder());
    }

    /**
     * Decodes the URL alphabet, not padded.
     *
     * @throws MalformedInputException for any other spelling
     */
    public static Bytes decodeUrl(String text) throws MalformedInputException {
        return decode(text, Base64.getUrlDecoder(), Base64.getUrlEncoder().withoutPadding());
    }

    /**
     * Decodes either alphabet, padded or not, as protobuf JSON allows; still no mixture of the alphabets, no incomplete
     * padding, and no bits after the last octet.
     *
     * @throws MalformedInputException for any other spelling
     */
    public static Bytes decodeEither(String text) throws MalformedInputException {
        boolean url = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        Base64.Encoder encoder = url ? Base64.getUrlEncoder() : Base64.getEncoder();
        return decode(
                text,
                url ? Base64.getUrlDecoder() : Base64.getDecoder(),
                text.endsWith("=") ? encoder : encoder.withoutPadding());
    }

    /** Encodes in the standard alphabet, padded. */
    public static String encodeStandard(Bytes octets) {
        return Base64.getEncoder().encodeToString(octets.toByteArray());
    }

    /** Encodes in the URL alphabet, not padded. */
    public static String encodeUrl(Bytes octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets.toByteArray());
    }

    /** One of the three ways to decode. */
    interface Decoding {
        Bytes decode(String text) throws MalformedInputException;
    }

    private static Bytes decode(String text, Base64.Decoder decoder, Base64.Encoder canonical)
            throws MalformedInputException {
        byte[] octets;
        try {
            octets = decoder.decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.BASE64_NOT_CANONICAL, String.valueOf(e.getMessage())), e);
        }
        if (!isCanonical(text, octets, canonical)) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.BASE64_NOT_CANONICAL, "wrong padding, or bits after the last octet are not zero"));
        }
        return Bytes.copyOf(octets);
    }

    /**
     * Whether it is what an encoder writes. Whole groups of four characters have one spelling each, so only the last group is
     * encoded again: up to three octets, which are never none unless the text is empty.
     */
    private static boolean isCanonical(String text, byte[] octets, Base64.Encoder encoder) {
        int wholeGroups = Math.max(octets.length - 1, 0) / 3;
        String end = encoder.encodeToString(Arrays.copyOfRange(octets, 3 * wholeGroups, octets.length));
        return text.length() == 4 * wholeGroups + end.length() && text.endsWith(end);
    }
}
