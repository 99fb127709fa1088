/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.store.fs.Reading.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a store as it is at one moment.
 *
 * @param root the directory, or a link to it
 */
record StoreReader(Path root, BadEntries badEntries, Readers readers, Scan scan) {

    private static final int ATTEMPTS = 3;

    StoreReader(Path root, BadEntries badEntries, Readers readers) {
        this(root, badEntries, readers, (folder, known, max) -> StoreScan.of(folder, known, max, readers));
    }

    /** How the files of a store are listed; a test comes in between. */
    @FunctionalInterface
    interface Scan {
        Inventory of(Path root, Map<Path, Inventory.Folder> known, int maxEntries) throws IOException;
    }

    /**
     * Reads everything.
     *
     * @throws IOException if that cannot be done, there is too much, or files keep changing
     */
    Reading read() throws IOException {
        return read(null);
    }

    /**
     * Reads what changed since another reading; that one itself if nothing did.
     *
     * @throws IOException if that cannot be done, there is too much, or files keep changing
     */
    Reading read(@Nullable Reading last) throws IOException {
        Path real = root.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(root.toString());
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Reading> reading = tryRead(real, last);
            if (reading.isPresent()) {
                return reading.get();
            }
        }
        // Busy editors are made to wait; zot, which knows no lock, is not.
        return StoreLock.of(real)
                .keepingEditorsOut(() -> tryRead(real, last))
                .orElseThrow(() -> new IOException("the trust store keeps changing while it is read: " + root));
    }

    /** Empty if somebody is writing: a file is gone that was listed, or what is listed is not the same afterwards. */
    private Optional<Reading> tryRead(Path real, @Nullable Reading last) throws IOException {
        try {
            Map<Path, Inventory.Folder> folders =
                    last == null ? Map.of() : last.inventory().folders();
            Inventory before = scan.of(real, folders, Layout.MAX_ENTRIES);
            if (last != null && before.equals(last.inventory())) {
                return Optional.of(last);
            }
            Map<Path, Judged> known = last == null ? Map.of() : last.byFile();
            Reading reading = new InventoryReader(before, badEntries, known).read(readers);
            Inventory after = scan.of(real, before.folders(), Layout.MAX_ENTRIES);
            return after.equals(before) ? Optional.of(reading) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
