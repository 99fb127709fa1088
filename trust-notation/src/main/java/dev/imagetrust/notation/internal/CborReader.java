/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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
 * Reads CBOR of hostile origin (RFC 8949), strictly; docs/adr/0004 tells why it is our own.
 *
 * <p>Definite lengths only, labels are integers or text, labels are unique by value, text is UTF-8, integers fit into
 * 64 bits, at most {@link #MAX_DEPTH} levels and {@link #MAX_ITEMS} items. Heads longer than necessary are read: what
 * is signed are the octets received, so they can hide nothing. A claimed length is compared with what is left before
 * anything is allocated; a claimed count allocates nothing.
 */
final class CborReader {

    static final int MAX_DEPTH = 16;
    static final int MAX_ITEMS = 4096;

    /** Whether tags may occur. */
    enum Tags {
        ALLOWED,
        REFUSED
    }

    private final ByteBuffer input;
    private final Tags tags;
    private int itemsLeft = MAX_ITEMS;

    CborReader(Bytes input, Tags tags) {
        this.input = input.asReadOnlyBuffer();
        this.tags = tags;
    }

    /** Reads the next item. */
    CborItem next() throws MalformedInputException {
        return item(0);
    }

    /** Refuses whatever follows. */
    void expectEnd() throws MalformedInputException {
        if (input.hasRemaining()) {
            throw malformed("octets after the end of the CBOR item");
        }
    }

    private CborItem item(int depth) throws MalformedInputException {
        if (depth > MAX_DEPTH) {
            throw malformed("CBOR nested deeper than " + MAX_DEPTH);
        }
        if (itemsLeft-- == 0) {
            throw malformed("more than " + MAX_ITEMS + " CBOR items");
        }
        int initial = octet();
        int major = initial >>> 5;
        if (major > TAG) {
            return simple(initial);
        }
        long argument = argument(initial & 0x1f);
        return switch (major) {
            case UNSIGNED -> new CborItem.Int(argument);
            case NEGATIVE -> new CborItem.Int(-1 - argument);
            case BYTES -> new CborItem.ByteString(Bytes.copyOf(octets(argument)));
            case TEXT -> new CborItem.Text(text(argument));
            case ARRAY -> array(argument, depth);
            case MAP -> map(argument, depth);
            default -> tagged(argument, depth);
        };
    }

    /** The number in or after an initial octet. Negative 64-bit patterns are numbers beyond int64. */
    private long argument(int information) throws MalformedInputException {
        if (information < 24) {
            return information;
        }
        if (information > 27) {
            throw malformed("indefinite length or reserved CBOR head");
        }
        long value = 0;
        for (int i = 1 << (information - 24); i > 0; i--) {
            value = (value << 8) | octet();
        }
        if (value < 0) {
            throw malformed("a CBOR number beyond 64 bits");
        }
        return value;
    }

    private CborItem simple(int initial) throws MalformedInputException {
        return switch (initial) {
            case 0xf4 -> new CborItem.Bool(false);
            case 0xf5 -> new CborItem.Bool(true);
            case 0xf6 -> new CborItem.Null();
            default -> throw malformed("a CBOR float, break or simple value other than false, true and null");
        };
    }

    private CborItem array(long count, int depth) throws MalformedInputException {
        List<CborItem> items = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            items.add(item(depth + 1));
        }
        return new CborItem.Array(items);
    }

    private CborItem map(long count, int depth) throws MalformedInputException {
        Map<CborItem, CborItem> entries = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            CborItem label = item(depth + 1);
            if (!(label instanceof CborItem.Int) && !(label instanceof CborItem.Text)) {
                throw malformed("a CBOR map label that is neither integer nor text");
            }
            if (entries.put(label, item(depth + 1)) != null) {
                // Compared by value: 01 and 1801 are the same label.
                throw malformed("a CBOR map label occurs twice");
            }
        }
        return new CborItem.Labelled(Collections.unmodifiableMap(entries));
    }

    private CborItem tagged(long tag, int depth) throws MalformedInputException {
        if (tags == Tags.REFUSED) {
            throw malformed("a CBOR tag where none is allowed");
        }
        return new CborItem.Tagged(tag, item(depth + 1));
    }

    private String text(long length) throws MalformedInputException {
        byte[] octets = octets(length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedInputException(
                    new Reason(NotationReason.ENVELOPE_MALFORMED, "CBOR text that is not UTF-8"), e);
        }
    }

    private byte[] octets(long length) throws MalformedInputException {
        if (length > input.remaining()) {
            throw malformed("a CBOR string beyond the end of the input");
        }
        byte[] octets = new byte[(int) length];
        input.get(octets);
        return octets;
    }

    private int octet() throws MalformedInputException {
        if (!input.hasRemaining()) {
            throw malformed("CBOR ends in the middle of an item");
        }
        return input.get() & 0xff;
    }

    private static MalformedInputException malformed(String detail) {
        return new MalformedInputException(new Reason(NotationReason.ENVELOPE_MALFORMED, detail));
    }
}
