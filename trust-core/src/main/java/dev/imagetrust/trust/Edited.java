/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * What came of an edit.
 *
 * @param revision the revision of the store afterwards
 * @param changed false if the store already was as the edit wants it; nothing is written or journalled then
 * @param notes for people: what the store did besides, or left undone
 * @since 0.1
 */
public record Edited(StoreRevision revision, boolean changed, List<String> notes) {

    /** Copies the notes. */
    public Edited {
        requireNonNull(revision, "revision");
        notes = List.copyOf(notes);
    }

    /** Without notes. */
    public static Edited of(StoreRevision revision, boolean changed) {
        return new Edited(revision, changed, List.of());
    }
}
