/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text as strict UTF-8, in both directions.
 *
 * <p>The usual conversions put U+FFFD or {@code ?} where they fail, so that different octets become equal text. These
 * refuse instead.
 *
 * @since 0.1
 */
public final class Utf8 {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Utf8() {}

    /**
     * The text that the octets encode. There is no limit: callers check the length before they decode.
     *
     * @throws MalformedInputException for overlong sequences, encoded surrogates and whatever else RFC 3629 forbids, and
     *     for a leading byte order mark
     */
    public static String decode(Bytes input) throws MalformedInputException {
        String text = decodeStrictly(input);
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            throw new MalformedInputException(Reason.of(PrimitiveReason.BYTE_ORDER_MARK));
        }
        return text;
    }

    /**
     * The octets that encode a text.
     *
     * @throws IllegalArgumentException if the text contains an unpaired surrogate; text read by {@link Json} never does
     */
    public static Bytes encode(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] octets = new byte[encoded.remaining()];
            encoded.get(octets);
            return Bytes.copyOf(octets);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the text contains an unpaired surrogate", e);
        }
    }

    private static String decodeStrictly(Bytes input) throws MalformedInputException {
        byte[] octets = input.toByteArray();
        if (isAscii(octets)) {
            // Most documents: each octet is its character, and no decoder with its buffers is needed.
            return new String(octets, StandardCharsets.US_ASCII);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(input.asReadOnlyBuffer())
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedInputException(Reason.of(PrimitiveReason.NOT_UTF8), e);
        }
    }

    private static boolean isAscii(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether some half of a surrogate pair stands alone. */
    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                return true;
            }
        }
        return false;
    }
}
