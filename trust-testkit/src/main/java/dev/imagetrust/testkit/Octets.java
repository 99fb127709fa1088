/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import java.util.Base64;

/**
 * Damaged copies of octets.
 *
 * @since 0.1
 */
public final class Octets {

    private Octets() {}

    /**
     * The octets with one bit turned over.
     *
     * @param bit from 0 to eight times the length less one; bit 0 is the lowest of the first octet
     * @throws IndexOutOfBoundsException if there is no such bit
     */
    public static Bytes flipBit(Bytes octets, int bit) {
        byte[] copy = octets.toByteArray();
        copy[Math.floorDiv(bit, 8)] ^= (byte) (1 << Math.floorMod(bit, 8));
        return Bytes.copyOf(copy);
    }

    /**
     * The first octets only.
     *
     * @throws IndexOutOfBoundsException if there are fewer
     */
    public static Bytes truncate(Bytes octets, int length) {
        return octets.slice(0, length);
    }

    /** One after the other. */
    public static Bytes concat(Bytes... parts) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (Bytes part : parts) {
            out.writeBytes(part.toByteArray());
        }
        return Bytes.copyOf(out.toByteArray());
    }

    static String base64(Bytes octets) {
        return Base64.getEncoder().encodeToString(octets.toByteArray());
    }

    static String base64Url(Bytes octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets.toByteArray());
    }
}
