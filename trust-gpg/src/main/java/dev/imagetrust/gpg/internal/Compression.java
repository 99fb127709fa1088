/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Opens a compressed data packet: RFC 9580 section 5.6.
 *
 * <p>{@link Inflater} is used directly because a stream around it, or Bouncy Castle, hides whether anything follows the
 * compressed data.
 */
final class Compression {

    private static final int UNCOMPRESSED = 0;
    private static final int ZIP = 1;
    private static final int ZLIB = 2;
    private static final int BZIP2 = 3;
    private static final int CHUNK = 8 * 1024;

    private Compression() {}

    static Bytes expand(Packet compressed, int limit) throws MalformedInputException {
        if (compressed.body().isEmpty()) {
            throw Refusal.of(GpgReason.OPENPGP_MALFORMED, "an empty compressed packet");
        }
        Bytes data = compressed.body().slice(1, compressed.body().length());
        return switch (compressed.octet(0)) {
            case UNCOMPRESSED -> withinLimit(data, limit);
            case ZIP -> inflate(data, true, limit);
            case ZLIB -> inflate(data, false, limit);
            case BZIP2 -> throw Refusal.of(GpgReason.COMPRESSION_UNSUPPORTED, "BZIP2");
            default -> throw Refusal.of(GpgReason.COMPRESSION_UNSUPPORTED, "algorithm " + compressed.octet(0));
        };
    }

    private static Bytes withinLimit(Bytes data, int limit) throws MalformedInputException {
        if (data.length() > limit) {
            throw tooLong(limit);
        }
        return data;
    }

    private static Bytes inflate(Bytes data, boolean raw, int limit) throws MalformedInputException {
        Inflater inflater = new Inflater(raw);
        try {
            inflater.setInput(data.asReadOnlyBuffer());
            Bytes expanded = drain(inflater, limit);
            if (inflater.getRemaining() != 0) {
                throw Refusal.of(GpgReason.TRAILING_DATA, "after the compressed data");
            }
            return expanded;
        } catch (DataFormatException e) {
            throw Refusal.of(GpgReason.OPENPGP_MALFORMED, "broken compressed data", e);
        } finally {
            inflater.end();
        }
    }

    private static Bytes drain(Inflater inflater, int limit) throws DataFormatException, MalformedInputException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        while (!inflater.finished()) {
            int length = inflater.inflate(chunk);
            if (length == 0 && !inflater.finished()) {
                // Wants more input, or a preset dictionary, which OpenPGP has not.
                throw Refusal.of(GpgReason.OPENPGP_MALFORMED, "compressed data that ends early");
            }
            if (out.size() + length > limit) {
                throw tooLong(limit);
            }
            out.write(chunk, 0, length);
        }
        return Bytes.copyOf(out.toByteArray());
    }

    private static MalformedInputException tooLong(int limit) {
        return Refusal.of(GpgReason.DECOMPRESSION_LIMIT, limit + " octets are read");
    }
}
