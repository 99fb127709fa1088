/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Some of the material of a store, in the order of {@link AnchorId}. Whoever follows {@link #next} sees everything that was
 * there all the time exactly once, whatever others add and delete meanwhile.
 *
 * @param items the material
 * @param next what to ask {@linkplain MaterialQuery#after after} for the following page; null if there is none
 * @param revision the revision that was listed
 * @since 0.1
 */
public record MaterialPage(
        List<StoredMaterial> items, @Nullable AnchorId next, StoreRevision revision) {

    /** Copies the list. */
    public MaterialPage {
        items = List.copyOf(items);
        requireNonNull(revision, "revision");
    }
}
