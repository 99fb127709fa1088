/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.trust.StoreChanges;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.trust.TrustStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;

import static java.util.Objects.requireNonNull;

/**
 * Trust material in a directory; see the package documentation for what lies where.
 *
 * <p>The directory is read when the store is opened and then only by {@link #refresh()}: verdicts in between are made
 * from one unchanging state, and nothing watches, polls or caches behind the caller's back. Nothing is ever written or
 * created.
 *
 * <p>A reading is of one moment: if files change while they are read, it is repeated, and given up with an
 * {@link IOException} if they keep changing. What cannot be used becomes a skipped entry, which makes requirements on
 * that named store fail until somebody mends it, unless {@link BadEntries} says otherwise; a broken file never spoils
 * other stores. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class FileTrustStore implements TrustStore {

    private final StoreReader reader;
    private volatile Reading last;

    private FileTrustStore(StoreReader reader) throws IOException {
        this.reader = reader;
        this.last = reader.read();
    }

    /**
     * Opens a store and reads it.
     *
     * @param root the directory that holds {@code _cosign}, {@code _notation} and so on, each of which may be missing;
     *     may be a symbolic link, while nothing below it may be one
     * @throws IOException if there is no such directory or it cannot be read
     */
    public static FileTrustStore open(Path root) throws IOException {
        return open(root, BadEntries.SPOIL_THEIR_STORE);
    }

    /**
     * Opens a store and reads it, with a choice of what becomes of stores in which something cannot be used.
     *
     * @throws IOException as {@link #open(Path)}
     */
    public static FileTrustStore open(Path root, BadEntries badEntries) throws IOException {
        return open(root, badEntries, Readers.ONE);
    }

    /**
     * Opens a store and reads it, now and in {@link #refresh}, with up to {@code atOnce} threads where there are very many
     * files: the calling one and those of an executor of the caller. What is read is the same.
     *
     * <p>The calling thread never waits for the executor to begin, so one that is busy, that refuses tasks, or that runs
     * the reading itself costs time only. Nothing of it is interrupted or shut down; what it begins after a reading has
     * ended does nothing.
     *
     * @param atOnce at least 1, by which nothing is handed to the executor
     * @throws IllegalArgumentException if {@code atOnce} is less than 1
     * @throws IOException as {@link #open(Path)}
     */
    public static FileTrustStore open(Path root, BadEntries badEntries, Executor executor, int atOnce)
            throws IOException {
        if (atOnce < 1) {
            throw new IllegalArgumentException("at least one thread at once, not " + atOnce);
        }
        return open(root, badEntries, new Readers(requireNonNull(executor, "executor"), atOnce));
    }

    private static FileTrustStore open(Path root, BadEntries badEntries, Readers readers) throws IOException {
        requireNonNull(root, "root");
        requireNonNull(badEntries, "badEntries");
        return new FileTrustStore(new StoreReader(root, badEntries, readers));
    }

    /** The material of the last reading. */
    @Override
    public TrustSnapshot snapshot() {
        return contents().snapshot();
    }

    /** The material and the policy of the last reading, which belong together. */
    public StoreContents contents() {
        return last.contents();
    }

    /**
     * Reads the directory again; files that did not change are not opened.
     *
     * @return what is different
     * @throws IOException if it cannot be read; the store keeps the last reading then, and whoever would rather judge
     *     nothing than judge by it has to stop asking
     */
    public synchronized StoreChanges refresh() throws IOException {
        Reading before = last;
        Reading now = reader.read(before);
        last = now;
        return now.equals(before) ? StoreChanges.none() : before.contents().changesTo(now.contents());
    }

    /** The directory. */
    @Override
    public String toString() {
        return "trust store " + reader.root();
    }
}
