/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.SkippedEntry;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which files there are, before any is read. Two inventories are equal if nothing was written in between. */
record Inventory(
        List<Item> items,
        List<SkippedEntry> skipped,
        @Nullable Item denied,
        @Nullable Item policy,
        @Nullable String policyProblem) {

    Inventory {
        items = List.copyOf(items);
        skipped = List.copyOf(skipped);
    }

    /**
     * A regular file. The kind of the deny list and of the policy means nothing.
     *
     * @param size in bytes
     * @param modified changes when the file is written
     * @param key changes when the file is replaced by another; null where the file system has none
     */
    record Item(
            AnchorKind kind,
            String store,
            Path file,
            long size,
            FileTime modified,
            @Nullable Object key) {

        static Item of(AnchorKind kind, String store, Path file, BasicFileAttributes attributes) {
            return new Item(kind, store, file, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }

        String name() {
            return Layout.name(file);
        }

        SkippedEntry skipped(String why) {
            return new SkippedEntry(kind, store, name(), why);
        }
    }
}
