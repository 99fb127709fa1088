/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static dev.imagetrust.notation.internal.CborMajorType.ARRAY;
import static dev.imagetrust.notation.internal.CborMajorType.BYTES;
import static dev.imagetrust.notation.internal.CborMajorType.MAP;
import static dev.imagetrust.notation.internal.CborMajorType.NEGATIVE;
import static dev.imagetrust.notation.internal.CborMajorType.TAG;
import static dev.imagetrust.notation.internal.CborMajorType.TEXT;
import static dev.imagetrust.notation.internal.CborMajorType.UNSIGNED;

/**
 * Writes CBOR in the core deterministic encoding (RFC 8949, 4.2.1): shortest heads, definite lengths, labels in the
 * order of their octets.
 */
final class CborWriter {

    private static final int FALSE = 0xf4;
    private static final int TRUE = 0xf5;
    private static final int NULL = 0xf6;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private CborWriter() {}

    static Bytes encode(CborItem item) {
        return Bytes.copyOf(octets(item));
    }

    private static byte[] octets(CborItem item) {
        CborWriter writer = new CborWriter();
        writer.write(item);
        return writer.out.toByteArray();
    }

    private void write(CborItem item) {
        if (item instanceof CborItem.Int number) {
            write(number.value());
        } else if (item instanceof CborItem.ByteString string) {
            write(BYTES, string.value());
        } else if (item instanceof CborItem.Text text) {
            write(TEXT, Bytes.utf8(text.value()));
        } else if (item instanceof CborItem.Array array) {
            head(ARRAY, array.items().size());
            array.items().forEach(this::write);
        } else if (item instanceof CborItem.Labelled map) {
            write(map.entries());
        } else if (item instanceof CborItem.Tagged tagged) {
            head(TAG, tagged.tag());
            write(tagged.content());
        } else if (item instanceof CborItem.Bool bool) {
            out.write(bool.value() ? TRUE : FALSE);
        } else {
            out.write(NULL);
        }
    }

    private void write(long number) {
        head(number < 0 ? NEGATIVE : UNSIGNED, number < 0 ? -1 - number : number);
    }

    private void write(int major, Bytes content) {
        head(major, content.length());
        out.writeBytes(content.toByteArray());
    }

    private void write(Map<CborItem, CborItem> entries) {
        head(MAP, entries.size());
        List<byte[][]> encoded = new ArrayList<>();
        entries.forEach((label, value) -> encoded.add(new byte[][] {octets(label), octets(value)}));
        encoded.sort((a, b) -> Arrays.compareUnsigned(a[0], b[0]));
        for (byte[][] entry : encoded) {
            out.writeBytes(entry[0]);
            out.writeBytes(entry[1]);
        }
    }

    private void head(int major, long argument) {
        int type = major << 5;
        if (argument < 24) {
            out.write(type | (int) argument);
        } else if (argument <= 0xff) {
            head(type | 24, argument, 1);
        } else if (argument <= 0xffff) {
            head(type | 25, argument, 2);
        } else if (argument <= 0xffff_ffffL) {
            head(type | 26, argument, 4);
        } else {
            head(type | 27, argument, 8);
        }
    }

    private void head(int initial, long argument, int octets) {
        out.write(initial);
        for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
            out.write((int) (argument >>> shift));
        }
    }
}
