/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import java.util.List;
import java.util.Map;

/** CBOR (RFC 8949), written piece by piece: each method yields one encoded item. */
final class CborBytes {

    /** No value. */
    static final Bytes NULL = Bytes.fromHex("f6");

    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int OCTETS = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;

    private CborBytes() {}

    static Bytes number(long value) {
        return value >= 0 ? head(UNSIGNED, value) : head(NEGATIVE, -1 - value);
    }

    static Bytes octets(Bytes value) {
        return Octets.concat(head(OCTETS, value.length()), value);
    }

    /** With a length of four octets, whatever it is. */
    static Bytes octetsWithLongLength(Bytes value) {
        byte[] length = java.nio.ByteBuffer.allocate(4).putInt(value.length()).array();
        return Octets.concat(Bytes.fromHex("5a"), Bytes.copyOf(length), value);
    }

    static Bytes text(String value) {
        Bytes utf8 = Bytes.utf8(value);
        return Octets.concat(head(TEXT, utf8.length()), utf8);
    }

    static Bytes array(List<Bytes> items) {
        return Octets.concat(head(ARRAY, items.size()), Octets.concat(items.toArray(Bytes[]::new)));
    }

    /** An array with an end in place of a length. */
    static Bytes endlessArray(List<Bytes> items) {
        return Octets.concat(Bytes.fromHex("9f"), Octets.concat(items.toArray(Bytes[]::new)), Bytes.fromHex("ff"));
    }

    /** A map with its entries in the order of their encoded keys. */
    static Bytes map(List<Map.Entry<Bytes, Bytes>> entries) {
        Bytes[] sorted = entries.stream()
                .sorted((a, b) -> a.getKey().toHex().compareTo(b.getKey().toHex()))
                .flatMap(entry -> List.of(entry.getKey(), entry.getValue()).stream())
                .toArray(Bytes[]::new);
        return Octets.concat(head(MAP, entries.size()), Octets.concat(sorted));
    }

    static Bytes tagged(int tag, Bytes item) {
        return Octets.concat(head(TAG, tag), item);
    }

    private static Bytes head(int type, long value) {
        int first = type << 5;
        if (value < 24) {
            return Bytes.copyOf(new byte[] {(byte) (first | value)});
        } else if (value < 0x100) {
            return Bytes.copyOf(new byte[] {(byte) (first | 24), (byte) value});
        } else if (value < 0x1_0000) {
            return Bytes.copyOf(new byte[] {(byte) (first | 25), (byte) (value >> 8), (byte) value});
        }
        byte[] wide = java.nio.ByteBuffer.allocate(9)
                .put((byte) (first | 27))
                .putLong(value)
                .array();
        if (value >= 0x1_0000_0000L) {
            return Bytes.copyOf(wide);
        }
        wide[4] = (byte) (first | 26);
        return Bytes.copyOf(wide, 4, 5);
    }
}
