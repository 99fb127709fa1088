/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import java.util.List;
import java.util.Map;

/**
 * A CBOR data item (RFC 8949), as far as COSE_Sign1 envelopes of the Notary Project need it.
 *
 * <p>Floating point numbers, {@code undefined}, other simple values, big numbers and indefinite lengths have no
 * representation here: {@link CborReader} refuses them.
 */
sealed interface CborItem {

    /** An integer, major type 0 or 1, that fits into 64 bits. */
    record Int(long value) implements CborItem {}

    /** A byte string, major type 2. */
    record ByteString(Bytes value) implements CborItem {}

    /** A text string, major type 3. */
    record Text(String value) implements CborItem {}

    /** An array, major type 4. */
    record Array(List<CborItem> items) implements CborItem {
        public Array {
            items = List.copyOf(items);
        }
    }

    /** A map, major type 5. Its labels are {@link Int} or {@link Text}, never equal in value; order is kept. */
    record Labelled(Map<CborItem, CborItem> entries) implements CborItem {}

    /** A tag, major type 6, and what it is put on. */
    record Tagged(long tag, CborItem content) implements CborItem {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements CborItem {}

    /** {@code null}. */
    record Null() implements CborItem {}
}
