/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** Writes octets as OpenPGP wants them: RFC 9580 sections 3 and 4.2. Not thread-safe. */
final class PacketWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PacketWriter octet(int value) {
        out.write(value);
        return this;
    }

    PacketWriter octets(Bytes value) {
        out.writeBytes(value.toByteArray());
        return this;
    }

    /** A number of a fixed length, the highest octet first. */
    PacketWriter number(long value, int octets) {
        for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
        return this;
    }

    /** Section 3.2: the count of bits, then the octets without leading zeros. */
    PacketWriter mpi(BigInteger value) {
        number(value.bitLength(), 2);
        byte[] octets = value.toByteArray();
        int sign = octets[0] == 0 ? 1 : 0; // the sign, or the only octet of zero
        out.write(octets, sign, octets.length - sign);
        return this;
    }

    /**
     * A packet with the older kind of header, which containers/image and all versions of GnuPG know at first sight.
     *
     * @param tag at most 15
     */
    PacketWriter packet(int tag, Bytes body) {
        int lengthType = body.length() < 0x100 ? 0 : body.length() < 0x10000 ? 1 : 2;
        out.write(0x80 | tag << 2 | lengthType);
        return number(body.length(), 1 << lengthType).octets(body);
    }

    /** Section 5.2.3.7, for contents of less than 191 octets. */
    PacketWriter subpacket(int type, Bytes content) {
        return octet(content.length() + 1).octet(type).octets(content);
    }

    Bytes written() {
        return Bytes.copyOf(out.toByteArray());
    }
}
