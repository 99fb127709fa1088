/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import java.io.ByteArrayOutputStream;

/** Puts hostile octets together. */
public final class Octets {

    private Octets() {}

    public static Bytes join(Bytes... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            out.writeBytes(part.toByteArray());
        }
        return Bytes.copyOf(out.toByteArray());
    }

    public static Bytes of(int... octets) {
        byte[] array = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            array[i] = (byte) octets[i];
        }
        return Bytes.copyOf(array);
    }

    /** A packet in the current header format with a five-octet length. */
    static Bytes packet(int tag, Bytes body) {
        int length = body.length();
        return join(of(0xc0 | tag, 0xff, length >>> 24, length >>> 16, length >>> 8, length), body);
    }

    public static Bytes with(Bytes octets, int index, int value) {
        byte[] changed = octets.toByteArray();
        changed[index] = (byte) value;
        return Bytes.copyOf(changed);
    }
}
