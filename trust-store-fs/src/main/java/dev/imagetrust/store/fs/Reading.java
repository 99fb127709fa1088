/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.trust.TrustAnchor;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a store, and what the next one need not do again.
 *
 * @param inventory the files there were
 * @param judged what became of each file whose content was looked at
 */
record Reading(Inventory inventory, StoreContents contents, Map<Path, Judged> judged) {

    /**
     * A file whose content was looked at.
     *
     * @param anchor null if there is something wrong with it
     * @param problem what that is
     */
    record Judged(Inventory.Item item, @Nullable TrustAnchor anchor, String problem) {}
}
