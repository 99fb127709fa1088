/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;

/** How full folders are, without listing a full one for each file that is added. Counts only under the lock. */
final class Occupancy {

    private final StoreFiles files;
    private final Map<String, Count> counts = new HashMap<>();

    Occupancy(StoreFiles files) {
        this.files = files;
    }

    private record Count(FileTime modified, int files) {}

    /** Whether there is room for one more file. Files that others add at the same moment may be missed. */
    synchronized boolean hasRoom(String folder) throws IOException {
        return count(folder) < Layout.MAX_ENTRIES - 1;
    }

    /** A file was added. */
    synchronized void added(String folder) throws IOException {
        Count before = counts.get(folder);
        if (before != null) {
            counts.put(folder, new Count(modified(folder), before.files() + 1));
        }
    }

    private int count(String folder) throws IOException {
        FileTime now;
        try {
            now = modified(folder);
        } catch (NoSuchFileException e) {
            return 0;
        }
        Count known = counts.get(folder);
        if (known == null || !known.modified().equals(now)) {
            known = new Count(now, files.names(folder).size());
            counts.put(folder, known);
        }
        return known.files();
    }

    private FileTime modified(String folder) throws IOException {
        return Files.getLastModifiedTime(files.at(folder), LinkOption.NOFOLLOW_LINKS);
    }
}
