/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits octets into OpenPGP packets: RFC 9580 section 4.2, both header formats.
 *
 * <p>Never looks into a packet, never skips anything: every octet belongs to a packet or the input is malformed. The
 * length of what is read is bounded by the length of the input.
 */
final class PacketReader {

    /** RFC 9580 section 4.2.1.4: the first partial chunk has at least this length. */
    private static final int FIRST_CHUNK = 512;

    private final Bytes input;
    private int position;

    PacketReader(Bytes input) {
        this.input = input;
    }

    boolean atEnd() {
        return position == input.length();
    }

    /** Everything, which has to be whole packets, at most {@code limit} of them. */
    static List<Packet> readAll(Bytes input, int limit) throws MalformedInputException {
        PacketReader reader = new PacketReader(input);
        List<Packet> packets = new ArrayList<>();
        while (!reader.atEnd()) {
            if (packets.size() == limit) {
                throw malformed("more than " + limit + " packets");
            }
            packets.add(reader.next());
        }
        return packets;
    }

    Packet next() throws MalformedInputException {
        int header = octet();
        if ((header & 0x80) == 0) {
            throw malformed("octet " + (position - 1) + " does not begin a packet");
        }
        boolean current = (header & 0x40) != 0;
        int tag = current ? header & 0x3f : (header >> 2) & 0x0f;
        if (tag == 0) {
            throw malformed("packet type 0");
        }
        return new Packet(tag, current ? currentBody(tag) : legacyBody(tag, header & 3));
    }

    private Bytes legacyBody(int tag, int lengthType) throws MalformedInputException {
        if (lengthType < 3) {
            return take(number(1 << lengthType));
        }
        // RFC 9580 section 4.2.2: to the end of the input, for data packets only.
        if (!mayStream(tag)) {
            throw malformed("packet type " + tag + " without a length");
        }
        return take(input.length() - position);
    }

    private Bytes currentBody(int tag) throws MalformedInputException {
        int first = octet();
        return isPartial(first) ? joinedChunks(tag, first) : take(length(first));
    }

    private Bytes joinedChunks(int tag, int firstLength) throws MalformedInputException {
        if (!mayStream(tag)) {
            throw malformed("packet type " + tag + " in chunks");
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        int length = firstLength;
        if (1L << (length & 0x1f) < FIRST_CHUNK) {
            throw malformed("a first chunk under " + FIRST_CHUNK + " octets");
        }
        while (isPartial(length)) {
            joined.writeBytes(take(1L << (length & 0x1f)).toByteArray());
            length = octet();
        }
        joined.writeBytes(take(length(length)).toByteArray());
        return Bytes.copyOf(joined.toByteArray());
    }

    private long length(int first) throws MalformedInputException {
        if (first < 192) {
            return first;
        }
        return first == 255 ? number(4) : ((first - 192L) << 8) + octet() + 192;
    }

    private static boolean isPartial(int lengthOctet) {
        return lengthOctet >= 224 && lengthOctet < 255;
    }

    private static boolean mayStream(int tag) {
        return tag == Packet.COMPRESSED
                || tag == Packet.LITERAL
                || tag == Packet.SYMMETRICALLY_ENCRYPTED
                || tag == Packet.ENCRYPTED_INTEGRITY_PROTECTED
                || tag == Packet.AEAD_ENCRYPTED;
    }

    private long number(int octets) throws MalformedInputException {
        long value = 0;
        for (int i = 0; i < octets; i++) {
            value = (value << 8) | octet();
        }
        return value;
    }

    private int octet() throws MalformedInputException {
        if (atEnd()) {
            throw malformed("the input ends inside a packet header");
        }
        return Byte.toUnsignedInt(input.at(position++));
    }

    private Bytes take(long length) throws MalformedInputException {
        if (length > input.length() - position) {
            throw malformed("a packet is longer than the input");
        }
        Bytes body = input.slice(position, position + (int) length);
        position += (int) length;
        return body;
    }

    private static MalformedInputException malformed(String detail) {
        return Refusal.of(GpgReason.OPENPGP_MALFORMED, detail);
    }
}
