/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.internal.TransferableKey.Part;
import dev.imagetrust.image.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Writes public keys as a file that GnuPG and every other reader of policies takes: RFC 9580 sections 4.2 and 6.2. */
final class KeyFileWriter {

    private static final int CRC_INIT = 0xb704ce;
    private static final int CRC_POLYNOMIAL = 0x1864cfb;

    private KeyFileWriter() {}

    /** The keys as bare packets. */
    static Bytes packets(List<TransferableKey> keys) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (TransferableKey key : keys) {
            write(key.primary(), out);
            key.userIds().forEach(part -> write(part, out));
            key.subkeys().forEach(part -> write(part, out));
        }
        return Bytes.copyOf(out.toByteArray());
    }

    /** The keys as one armored block: some readers stop after the first. */
    static Bytes armored(List<TransferableKey> keys) {
        Bytes packets = packets(keys);
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return Bytes.utf8("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n"
                + lines.encodeToString(packets.toByteArray())
                + "\n=" + Base64.getEncoder().encodeToString(checksum(packets))
                + "\n-----END PGP PUBLIC KEY BLOCK-----\n");
    }

    /** The keys in the form of a file: bare packets where it is no armor. */
    static Bytes like(Bytes file, List<TransferableKey> keys) {
        boolean armor = StandardCharsets.ISO_8859_1
                .decode(file.asReadOnlyBuffer())
                .toString()
                .contains("-----BEGIN PGP PUBLIC KEY BLOCK-----");
        return armor ? armored(keys) : packets(keys);
    }

    private static void write(Part part, ByteArrayOutputStream out) {
        write(part.packet(), out);
        part.signatures().forEach(signature -> write(signature, out));
    }

    private static void write(Packet packet, ByteArrayOutputStream out) {
        int length = packet.body().length();
        if (length < 256 && packet.tag() < 16) {
            // The old form, as GnuPG writes keys.
            out.write(0x80 | packet.tag() << 2);
            out.write(length);
        } else {
            out.write(0xc0 | packet.tag());
            out.write(0xff);
            out.write(length >>> 24);
            out.write(length >>> 16);
            out.write(length >>> 8);
            out.write(length);
        }
        out.writeBytes(packet.body().toByteArray());
    }

    /** RFC 9580 section 6.1.1; GnuPG warns where it is missing. */
    private static byte[] checksum(Bytes octets) {
        int crc = CRC_INIT;
        for (byte octet : octets.toByteArray()) {
            crc ^= Byte.toUnsignedInt(octet) << 16;
            for (int bit = 0; bit < 8; bit++) {
                crc <<= 1;
                crc ^= (crc & 0x1000000) == 0 ? 0 : CRC_POLYNOMIAL;
            }
        }
        return new byte[] {(byte) (crc >>> 16), (byte) (crc >>> 8), (byte) crc};
    }
}
