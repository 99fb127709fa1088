/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import dev.imagetrust.image.Printable;

import static java.util.Objects.requireNonNull;

/**
 * Something in a trust store that could not be used.
 *
 * <p>A requirement that selects the named store fails to be prepared, so that a broken file never silently shrinks
 * trust; other stores are not concerned.
 *
 * @param kind the kind of anchor that was expected there
 * @param store the named store, empty where the trouble concerns all stores of the kind
 * @param name which entry
 * @param why what is wrong with it
 * @since 0.1
 */
public record SkippedEntry(AnchorKind kind, String store, String name, String why) {

    /** Checks for nulls. */
    public SkippedEntry {
        requireNonNull(kind, "kind");
        requireNonNull(store, "store");
        requireNonNull(name, "name");
        requireNonNull(why, "why");
    }

    @Override
    public String toString() {
        return kind.id() + ':' + Printable.of(store) + '/' + Printable.of(name) + ": " + Printable.of(why);
    }
}
