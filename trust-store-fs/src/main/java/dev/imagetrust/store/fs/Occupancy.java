/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What very full folders hold, without listing them for each edit: remembered until somebody else changes one. What is added
 * by others in the same moment as by this editor may be missed, so nothing that takes trust away relies on it.
 */
final class Occupancy {

    private final StoreFiles files;
    private final Map<String, Count> counts = new HashMap<>();

    Occupancy(StoreFiles files) {
        this.files = files;
    }

    /**
     * What was found.
     *
     * @param others the names that promise no digest
     */
    private record Count(FileTime modified, int files, List<String> others) {}

    /** Whether there is room for one more file. */
    synchronized boolean hasRoom(String folder) throws IOException {
        return count(folder).files() < Layout.MAX_ENTRIES - 1;
    }

    /** The files that are not called after their content. */
    synchronized List<String> others(String folder) throws IOException {
        return count(folder).others();
    }

    /** Files that appear in a folder, or disappear from it. */
    @FunctionalInterface
    interface Change {
        List<String> run() throws IOException;
    }

    /** Files are added, under the lock. */
    void adding(String folder, Change change) throws IOException {
        changing(folder, 1, change);
    }

    /** Files are taken away, under the lock. */
    void removing(String folder, Change change) throws IOException {
        changing(folder, -1, change);
    }

    private void changing(String folder, int sign, Change change) throws IOException {
        Count before = known(folder);
        List<String> names = change.run();
        if (before == null || !FileNames.others(names).isEmpty()) {
            forget(folder);
        } else {
            int now = before.files() + sign * names.size();
            remember(folder, new Count(modified(folder), now, before.others()));
        }
    }

    private Count count(String folder) throws IOException {
        Count known = known(folder);
        if (known != null) {
            return known;
        }
        FileTime before;
        try {
            before = modified(folder);
        } catch (NoSuchFileException e) {
            return new Count(FileTime.fromMillis(0), 0, List.of());
        }
        List<String> names = files.names(folder);
        Count found = new Count(before, names.size(), FileNames.others(names));
        if (names.size() >= Inventory.Folder.MANY) { // in fewer the next change may have the same time
            remember(folder, found);
        }
        return found;
    }

    /** What is remembered, if it is still so. */
    private synchronized @Nullable Count known(String folder) throws IOException {
        Count known = counts.get(folder);
        if (known == null || !Inventory.Folder.tellsLaterChanges(known.modified())) {
            return null;
        }
        try {
            return known.modified().equals(modified(folder)) ? known : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private synchronized void remember(String folder, Count count) {
        counts.put(folder, count);
    }

    private synchronized void forget(String folder) {
        counts.remove(folder);
    }

    private FileTime modified(String folder) throws IOException {
        return Files.getLastModifiedTime(files.at(folder), LinkOption.NOFOLLOW_LINKS);
    }
}
