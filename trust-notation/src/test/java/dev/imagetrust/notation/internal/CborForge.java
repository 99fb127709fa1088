/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes CBOR for tests; shares nothing with the reader. Raw octets go in as {@link Raw}. */
final class CborForge {

    /** Octets that are CBOR already. */
    record Raw(byte[] octets) {}

    private CborForge() {}

    static byte[] encode(Object value) {
        if (value instanceof Raw raw) {
            return raw.octets();
        } else if (value instanceof String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return concat(head(3, utf8.length), utf8);
        } else if (value instanceof byte[] octets) {
            return concat(head(2, octets.length), octets);
        } else if (value instanceof Number number) {
            long n = number.longValue();
            return n >= 0 ? head(0, n) : head(1, -1 - n);
        } else if (value instanceof Boolean bool) {
            return new byte[] {(byte) (bool ? 0xf5 : 0xf4)};
        } else if (value instanceof Instant time) {
            return concat(head(6, 1), encode(time.getEpochSecond()));
        } else if (value instanceof List<?> list) {
            byte[] out = head(4, list.size());
            for (Object item : list) {
                out = concat(out, encode(item));
            }
            return out;
        } else if (value instanceof Map<?, ?> map) {
            byte[] out = head(5, map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out = concat(out, encode(entry.getKey()), encode(entry.getValue()));
            }
            return out;
        }
        throw new IllegalArgumentException(String.valueOf(value));
    }

    static byte[] head(int major, long argument) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (argument < 24) {
            out.write(major << 5 | (int) argument);
        } else {
            int log = argument < 0x100 ? 0 : argument < 0x10000 ? 1 : argument < 0x1_0000_0000L ? 2 : 3;
            out.write(major << 5 | 24 + log);
            for (int shift = (8 << log) - 8; shift >= 0; shift -= 8) {
                out.write((int) (argument >>> shift));
            }
        }
        return out.toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
