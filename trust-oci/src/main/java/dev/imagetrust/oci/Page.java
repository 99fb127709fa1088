/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a listing.
 *
 * @param items what is listed, in order
 * @param next where the next page begins; null on the last page
 * @param <T> what is listed
 * @since 0.1
 */
public record Page<T>(List<T> items, @Nullable Cursor next) {

    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }

    /** The last page, or the only one. */
    public static <T> Page<T> last(List<T> items) {
        return new Page<>(items, null);
    }
}
