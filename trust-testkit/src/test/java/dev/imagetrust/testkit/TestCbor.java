/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads as much of CBOR as the tests of the forge need: definite lengths, all of the input. */
final class TestCbor {

    private final ByteBuffer in;

    private TestCbor(ByteBuffer in) {
        this.in = in;
    }

    static Item read(Bytes octets) {
        ByteBuffer in = octets.asReadOnlyBuffer();
        if (!in.hasRemaining()) {
            throw new IllegalArgumentException("empty");
        }
        try {
            Item item = new TestCbor(in).item();
            if (in.hasRemaining()) {
                throw new IllegalArgumentException("something follows");
            }
            return item;
        } catch (java.nio.BufferUnderflowException e) {
            throw new IllegalArgumentException("cut short", e);
        }
    }

    /** The octet string as it is written with the shortest length. */
    static Bytes octets(Bytes value) {
        int length = value.length();
        String head = length < 24
                ? Integer.toHexString(0x40 | length)
                : length < 256 ? "58" + hex(length, 2) : "59" + hex(length, 4);
        return Octets.concat(Bytes.fromHex(head), value);
    }

    private static String hex(int value, int digits) {
        String text = Integer.toHexString(value);
        return "0".repeat(digits - text.length()) + text;
    }

    private Item item() {
        int first = in.get() & 0xff;
        int type = first >> 5;
        long value = value(first & 0x1f);
        List<Item> items = new ArrayList<>();
        Bytes octets = Bytes.empty();
        switch (type) {
            case 2, 3 -> {
                byte[] body = new byte[Math.toIntExact(value)];
                in.get(body);
                octets = Bytes.copyOf(body);
            }
            case 4, 5 -> {
                for (long i = 0; i < value * (type - 3); i++) {
                    items.add(item());
                }
            }
            case 6 -> items.add(item());
            default -> {}
        }
        return new Item(type, value, octets, items);
    }

    private long value(int info) {
        return switch (info) {
            case 24 -> in.get() & 0xff;
            case 25 -> in.getShort() & 0xffff;
            case 26 -> in.getInt() & 0xffffffffL;
            case 27 -> in.getLong();
            case 28, 29, 30, 31 -> throw new IllegalArgumentException("no definite length");
            default -> info;
        };
    }

    record Item(int type, long value, Bytes string, List<Item> items) {

        Item tagged(int tag) {
            if (type != 6 || value != tag) {
                throw new IllegalArgumentException("no tag " + tag);
            }
            return items.get(0);
        }

        Bytes octets() {
            if (type != 2) {
                throw new IllegalArgumentException("no octets");
            }
            return string;
        }
    }
}
