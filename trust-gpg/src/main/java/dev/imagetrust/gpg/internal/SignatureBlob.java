/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The storage frame around a signature in a lookaside store: containers/image, {@code FromBlob}.
 *
 * <p>Either bare OpenPGP packets, or {@code 00 <format name> 0A <data>}. What the packets are is decided by
 * {@link SignedMessage}; a first octet that merely could begin a packet is let through to it, because it names the
 * reason better.
 */
final class SignatureBlob {

    private static final int MAX_NAME = 64;
    private static final String SIMPLE_SIGNING = "simple-signing";
    private static final String ARMOR = "-----BEGIN PGP ";
    private static final String CLEARTEXT = ARMOR + "SIGNED MESSAGE-----";

    private SignatureBlob() {}

    /** The OpenPGP octets inside the frame, of a blob of at most {@code limit} octets. */
    static Bytes unwrap(Bytes blob, int limit) throws MalformedInputException {
        if (blob.isEmpty()) {
            throw Refusal.of(GpgReason.INPUT_EMPTY, "");
        }
        if (blob.length() > limit) {
            throw Refusal.of(GpgReason.INPUT_TOO_LARGE, blob.length() + " octets, " + limit + " are read");
        }
        byte first = blob.at(0);
        if (first == 0) {
            return framed(blob);
        }
        if ((first & 0x80) != 0) {
            return blob;
        }
        throw unrecognized(blob);
    }

    private static Bytes framed(Bytes blob) throws MalformedInputException {
        int end = 1;
        while (end < blob.length() && end <= MAX_NAME && isNameCharacter(blob.at(end))) {
            end++;
        }
        if (end >= blob.length() || blob.at(end) != '\n') {
            throw Refusal.of(GpgReason.FORMAT_UNRECOGNIZED, "a frame without a format name");
        }
        String name = text(blob.slice(1, end));
        if (!name.equals(SIMPLE_SIGNING)) {
            throw Refusal.of(GpgReason.FORMAT_OTHER, name);
        }
        return blob.slice(end + 1, blob.length());
    }

    private static MalformedInputException unrecognized(Bytes blob) {
        String start = text(blob.slice(0, Math.min(blob.length(), CLEARTEXT.length())));
        if (start.equals(CLEARTEXT)) {
            return Refusal.of(GpgReason.CLEARTEXT_NOT_ALLOWED, "");
        }
        if (start.startsWith(ARMOR)) {
            return Refusal.of(GpgReason.ARMORED_NOT_ALLOWED, "");
        }
        return Refusal.of(
                GpgReason.FORMAT_UNRECOGNIZED,
                "it begins with octet " + HexFormat.of().toHexDigits(blob.at(0)));
    }

    private static boolean isNameCharacter(byte octet) {
        return octet >= 0x20 && octet <= 0x7e;
    }

    private static String text(Bytes ascii) {
        return StandardCharsets.US_ASCII.decode(ascii.asReadOnlyBuffer()).toString();
    }
}
