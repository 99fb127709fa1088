/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The text that octets encode, piece by piece, as strict as {@link Utf8#decode}. */
final class Utf8Reader extends Reader {

    private static final Bytes BYTE_ORDER_MARK = Bytes.fromHex("efbbbf");

    private final ByteBuffer octets;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    /**
     * Begins.
     *
     * @throws MalformedInputException if there is a byte order mark
     */
    Utf8Reader(Bytes input) throws MalformedInputException {
        if (input.length() >= BYTE_ORDER_MARK.length()
                && input.slice(0, BYTE_ORDER_MARK.length()).equals(BYTE_ORDER_MARK)) {
            throw new MalformedInputException(Reason.of(PrimitiveReason.BYTE_ORDER_MARK));
        }
        this.octets = input.asReadOnlyBuffer();
    }

    /**
     * Reads on.
     *
     * @throws java.nio.charset.CharacterCodingException for what RFC 3629 forbids
     */
    @Override
    public int read(char[] out, int offset, int length) throws IOException {
        if (!octets.hasRemaining()) {
            return -1;
        }
        CharBuffer text = CharBuffer.wrap(out, offset, length);
        CoderResult result = decoder.decode(octets, text, true);
        if (result.isError()) {
            result.throwException();
        }
        int read = text.position() - offset;
        if (read == 0) {
            throw new IllegalArgumentException("there is no room for one character: " + length);
        }
        return read;
    }

    @Override
    public void close() {}
}
