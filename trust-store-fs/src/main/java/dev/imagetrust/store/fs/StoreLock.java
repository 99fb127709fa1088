/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.trust.StoreRevision;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets one editor at a time into a store, in this process and in all others.
 *
 * <p>Two files are locked, one after the other, by trying again and again. Processes keep each other out by {@code _lock}.
 * That would not do within one process: POSIX drops all locks of a process on a file as soon as any of its channels to the
 * file is closed, that of a thread that gave up waiting included. So nobody opens {@code _lock} who has not got
 * {@code _turn}. That one keeps the threads of a process apart, whatever their class loaders: the Java runtime itself
 * remembers which files its channels have locked, and it does not forget when the system does. What the system thinks of
 * {@code _turn} does not matter.
 *
 * <p>Locks on both end with their channels. {@code _turn} says who holds them, for those that wait; {@code _lock} up to which
 * entry the journal is known to be true. Neither is forced to disk, and nothing hangs on either.
 */
final class StoreLock {

    /** An edit takes milliseconds; who waits longer waits for one that was stopped, or behind very many. */
    static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    /** Often enough to meet the moment between two edits of somebody who never rests. */
    private static final long NANOS_BETWEEN_TRIES = 2_000_000;

    /** Behind all content, for some systems keep others from reading what is locked. */
    private static final long LOCKED_OCTET = Long.MAX_VALUE - 1;

    private static final Set<OpenOption> FOR_READING = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> FOR_WRITING = Set.of(
            StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);

    private final Path turn;
    private final Path file;
    private final Duration patience;

    private StoreLock(Path turn, Path file, Duration patience) {
        this.turn = turn;
        this.file = file;
        this.patience = patience;
    }

    /** The lock of a store, by the real path of its root. Nothing is locked yet. */
    static StoreLock of(Path root) {
        return new StoreLock(root.resolve(Layout.TURN), root.resolve(Layout.LOCK), USUAL_PATIENCE);
    }

    /** The same for somebody more or less patient. */
    StoreLock waitingAtMost(Duration limit) {
        return new StoreLock(turn, file, limit);
    }

    /** Work that needs the lock. */
    @FunctionalInterface
    interface Work<T, X extends Exception> {
        T run(Held held) throws IOException, X;
    }

    /** The lock while it is held. */
    static final class Held {

        private final FileChannel channel;

        private Held(FileChannel channel) {
            this.channel = channel;
        }

        /** Whether it is known that the journal tells no more than came to pass, up to a revision. */
        boolean isSettled(StoreRevision revision) throws IOException {
            ByteBuffer token = ByteBuffer.allocate(StoreRevision.MAX_LENGTH);
            while (token.hasRemaining() && channel.read(token, token.position()) >= 0) {
                // reads on
            }
            return StandardCharsets.US_ASCII.decode(token.flip()).toString().equals(revision.token() + '\n');
        }

        /**
         * Remembers that it is known. Nothing hangs on it: who does not find it, on a full disk say, looks for himself, and a
         * part of it is equal to no other revision.
         */
        void settle(StoreRevision revision) {
            ByteBuffer token = StandardCharsets.US_ASCII.encode(revision.token() + '\n');
            try {
                channel.truncate(0);
                while (token.hasRemaining()) {
                    channel.write(token, token.position());
                }
            } catch (IOException e) {
                // A note that is missing costs a look, no more.
            }
        }
    }

    /**
     * Waits until nobody else holds the lock, and works under it.
     *
     * @param who does it, for those that wait meanwhile; null where nobody is to be named
     * @throws StoreBusyException if others held it for as long as this one is patient
     * @throws InterruptedIOException if the thread is interrupted before it has got the lock; it still is, afterwards
     * @throws IOException if the lock cannot be had: the folder may not be written to or is gone, or a lock is a link
     */
    <T, X extends Exception> T holding(@Nullable Provenance who, Work<T, X> work) throws IOException, X {
        Deadline deadline = Deadline.after(patience);
        try (FileChannel mine = FileChannel.open(turn, FOR_WRITING, attributes())) {
            await(mine, LOCKED_OCTET, 1, false, deadline);
            try (FileChannel channel = FileChannel.open(file, FOR_WRITING, attributes())) {
                await(channel, 0, Long.MAX_VALUE, false, deadline);
                return new HolderNote(turn).during(who, () -> work.run(new Held(channel)));
            }
        }
    }

    /** A look at the store. */
    @FunctionalInterface
    interface Look<T> {
        Optional<T> take() throws IOException;
    }

    /**
     * Takes a look while no editor writes; empty also where nobody ever locked, or readers may not.
     *
     * @throws IOException as {@link #holding}
     */
    <T> Optional<T> keepingEditorsOut(Look<T> look) throws IOException {
        Deadline deadline = Deadline.after(patience);
        try (FileChannel mine = FileChannel.open(turn, FOR_READING)) {
            await(mine, LOCKED_OCTET, 1, true, deadline);
            try (FileChannel channel = FileChannel.open(file, FOR_READING)) {
                await(channel, 0, Long.MAX_VALUE, true, deadline);
                return look.take();
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            return Optional.empty();
        }
    }

    private void await(FileChannel channel, long at, long length, boolean shared, Deadline deadline)
            throws IOException {
        requireNoInterruption();
        while (!isLocked(channel, at, length, shared)) {
            if (deadline.isPast()) {
                throw new StoreBusyException(patience, new HolderNote(turn).read());
            }
            LockSupport.parkNanos(this, NANOS_BETWEEN_TRIES);
            requireNoInterruption();
        }
    }

    private static boolean isLocked(FileChannel channel, long at, long length, boolean shared) throws IOException {
        try {
            return channel.tryLock(at, length, shared) != null;
        } catch (OverlappingFileLockException e) {
            return false; // somebody else in this process has it
        }
    }

    private static void requireNoInterruption() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while waiting for the lock of the trust store");
        }
    }

    private FileAttribute<?>[] attributes() {
        return StoreFiles.hasPermissions(file.getFileSystem())
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
