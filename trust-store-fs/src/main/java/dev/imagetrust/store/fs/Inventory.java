/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.SkippedEntry;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which files there are, before any is read. Two inventories are equal if nothing was written in between.
 *
 * @param folders what the folders of named stores hold, for the next look
 * @param items the files of all of them
 * @param badEntries what lies in a named store and is no file
 * @param badFolders what lies where a named store could be, or above, and is no folder
 */
record Inventory(
        Map<Path, Folder> folders,
        List<Item> items,
        List<SkippedEntry> badEntries,
        List<SkippedEntry> badFolders,
        @Nullable Item denied,
        Map<PolicyKind, Item> policies,
        Map<PolicyKind, String> policyProblems) {

    Inventory {
        folders = Map.copyOf(folders);
        items = List.copyOf(items);
        badEntries = List.copyOf(badEntries);
        badFolders = List.copyOf(badFolders);
        policies = Map.copyOf(policies);
        policyProblems = Map.copyOf(policyProblems);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Inventory that
                && items.equals(that.items)
                && badEntries.equals(that.badEntries)
                && badFolders.equals(that.badFolders)
                && Objects.equals(denied, that.denied)
                && policies.equals(that.policies)
                && policyProblems.equals(that.policyProblems);
    }

    @Override
    public int hashCode() {
        return items.hashCode();
    }

    /**
     * What one folder with very many files held. Names that are digests need not be looked at again while nothing was added
     * to the folder or taken away: what is written into such a file does not change what may be trusted.
     *
     * @param named the files that are called after their content
     * @param others the other files
     */
    record Folder(FileTime modified, @Nullable Object key, List<Item> named, List<Path> others) {

        /** In folders with fewer files every file is looked at: it takes no time, and times may be coarse. */
        static final int MANY = 4096;

        Folder {
            named = List.copyOf(named);
            others = List.copyOf(others);
        }

        /** Whether nothing was added or taken away. */
        boolean isUnchanged(BasicFileAttributes now) {
            return named.size() >= MANY
                    && now.isDirectory()
                    && tellsLaterChanges(modified)
                    && modified.equals(now.lastModifiedTime())
                    && Objects.equals(key, now.fileKey());
        }

        /**
         * Whether a change after the listing of a folder with {@link #MANY} files has another time than this. They take
         * longer to list than the ticks of a modern file system last; where times have no fractions, nothing is concluded.
         */
        static boolean tellsLaterChanges(FileTime modified) {
            return modified.to(TimeUnit.MICROSECONDS) % 1_000_000 != 0;
        }
    }

    /**
     * A regular file. The kind of the deny list and of policies means nothing.
     *
     * @param name of the file
     * @param size in bytes
     * @param modified changes when the file is written
     * @param key changes when the file is replaced by another; null where the file system has none
     */
    record Item(
            AnchorKind kind,
            String store,
            Path file,
            String name,
            long size,
            FileTime modified,
            @Nullable Object key) {

        static Item of(AnchorKind kind, String store, Path file, String name, BasicFileAttributes attributes) {
            return new Item(
                    kind, store, file, name, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }

        SkippedEntry skipped(String why) {
            return new SkippedEntry(kind, store, name, why);
        }
    }
}
