/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Which material to list.
 *
 * @param kind null for all kinds
 * @param store null for all named stores
 * @param after the last one of the page before; null to begin. It need not exist any more
 * @param limit how many at most, 1 to {@link #MAX_LIMIT}
 * @since 0.1
 */
public record MaterialQuery(
        @Nullable AnchorKind kind,
        @Nullable String store,
        @Nullable AnchorId after,
        int limit) {

    /** The longest page. */
    public static final int MAX_LIMIT = 1000;

    private static final MaterialQuery ALL = new MaterialQuery(null, null, null, 100);

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public MaterialQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " entries, not " + limit);
        }
    }

    /** All material, 100 a page. */
    public static MaterialQuery all() {
        return ALL;
    }

    /** Of one kind only. */
    public MaterialQuery of(AnchorKind newKind) {
        return new MaterialQuery(requireNonNull(newKind, "newKind"), store, after, limit);
    }

    /** In stores of one name only. */
    public MaterialQuery in(String newStore) {
        return new MaterialQuery(kind, requireNonNull(newStore, "newStore"), after, limit);
    }

    /** What follows, for example {@link MaterialPage#next}. */
    public MaterialQuery after(AnchorId last) {
        return new MaterialQuery(kind, store, requireNonNull(last, "last"), limit);
    }

    /** With another length of the page. */
    public MaterialQuery limit(int newLimit) {
        return new MaterialQuery(kind, store, after, newLimit);
    }

    /** Whether the material is asked for, on whatever page. */
    public boolean matches(AnchorId id) {
        return (kind == null || kind == id.kind()) && (store == null || store.equals(id.origin()));
    }
}
