/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An immutable run of octets.
 *
 * <p>What was signed travels as {@code Bytes} and never as text: decoding and encoding again may change it. Instances
 * are values: equal when their octets are, and safe to share between threads. They say nothing about what the octets
 * mean, and {@link #equals} takes a time that depends on the content, so secrets do not belong here.
 *
 * @since 0.1
 */
public final class Bytes {

    private static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] octets;

    private Bytes(byte[] octets) {
        this.octets = octets;
    }

    /** No octets. */
    public static Bytes empty() {
        return EMPTY;
    }

    /** A copy of the given array; later changes to the array are not seen. */
    public static Bytes copyOf(byte[] octets) {
        return octets.length == 0 ? EMPTY : new Bytes(octets.clone());
    }

    /**
     * A copy of part of an array.
     *
     * @throws IndexOutOfBoundsException if the part does not lie inside the array
     */
    public static Bytes copyOf(byte[] octets, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, octets.length);
        return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(octets, offset, offset + length));
    }

    /** The UTF-8 encoding of a text; a lone surrogate becomes {@code ?}, as in {@link String#getBytes}. */
    public static Bytes utf8(String text) {
        return text.isEmpty() ? EMPTY : new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The octets written as hexadecimal digits, two each, of either case and without separators.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Bytes fromHex(String hex) {
        return copyOf(HexFormat.of().parseHex(hex));
    }

    /** How many octets there are. */
    public int length() {
        return octets.length;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return octets.length == 0;
    }

    /**
     * The octet at a position, counted from zero.
     *
     * @throws IndexOutOfBoundsException beyond the end
     */
    public byte at(int index) {
        return octets[Objects.checkIndex(index, octets.length)];
    }

    /**
     * The octets from one position up to, not including, another.
     *
     * @throws IndexOutOfBoundsException if that part does not lie inside
     */
    public Bytes slice(int from, int to) {
        Objects.checkFromToIndex(from, to, octets.length);
        return from == 0 && to == octets.length ? this : copyOf(octets, from, to - from);
    }

    /** A fresh copy as an array. */
    public byte[] toByteArray() {
        return octets.clone();
    }

    /** A read-only view that copies nothing. */
    public ByteBuffer asReadOnlyBuffer() {
        return ByteBuffer.wrap(octets).asReadOnlyBuffer();
    }

    /** Feeds the octets to a hash, without the copy that a hash makes of a read-only buffer. */
    void into(MessageDigest hash) {
        hash.update(octets);
    }

    /** A stream over the octets; it never blocks and closing it does nothing. */
    public InputStream newInputStream() {
        return new ByteArrayInputStream(octets);
    }

    /** Lower-case hexadecimal digits without separators. */
    public String toHex() {
        return HexFormat.of().formatHex(octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** The length only: the content may be hostile, long, or both. */
    @Override
    public String toString() {
        return "Bytes[" + octets.length + "]";
    }
}
