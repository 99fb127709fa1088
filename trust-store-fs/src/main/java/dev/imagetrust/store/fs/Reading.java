/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.trust.TrustAnchor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a store, and what the next one need not do again.
 *
 * @param inventory the files there were
 * @param judged what became of each file whose content was looked at
 */
record Reading(Inventory inventory, StoreContents contents, List<Judged> judged) {

    Reading {
        judged = List.copyOf(judged);
    }

    /** The same by the file: made only for a reading that found a change. */
    Map<Path, Judged> byFile() {
        Map<Path, Judged> byFile = new HashMap<>();
        judged.forEach(file -> byFile.put(file.item().file(), file));
        return byFile;
    }

    /**
     * What became of a file.
     *
     * @param anchor null if there is something wrong with it
     * @param problem what that is
     * @param isKept whether it holds as long as the file is the same: permissions are not in an inventory
     */
    record Judged(Inventory.Item item, @Nullable TrustAnchor anchor, String problem, boolean isKept) {

        static Judged good(Inventory.Item item, TrustAnchor anchor) {
            return new Judged(item, anchor, "", true);
        }

        static Judged bad(Inventory.Item item, String problem) {
            return new Judged(item, null, problem, true);
        }

        /** To be looked at again. */
        static Judged again(Inventory.Item item, String problem) {
            return new Judged(item, null, problem, false);
        }
    }
}
