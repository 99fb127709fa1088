/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.trust.StoreRevision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Lets one editor at a time into a store, in this process and in all others.
 *
 * <p>Processes wait for each other on a file. That alone would not do within one process: there, systems refuse a second
 * lock instead of waiting, and POSIX drops all locks of a process on a file as soon as one of its channels to the file is
 * closed. So threads first wait for a monitor that is the same object for everybody in the process, other class loaders
 * included, and that nobody keeps: the interned name of the store.
 *
 * <p>The file also says up to which entry the journal is known to be true. That is not forced to disk: who does not find
 * it there looks for himself.
 */
final class StoreLock {

    private final Path file;
    private final String name;

    private StoreLock(Path root, Object key) {
        this.file = root.resolve(Layout.LOCK);
        this.name = StoreLock.class.getName() + ' ' + key;
    }

    /** The lock of a store, by the real path of its root. Nothing is locked yet. */
    static StoreLock of(Path root) throws IOException {
        Object key = Files.readAttributes(root, BasicFileAttributes.class).fileKey();
        return new StoreLock(root, key == null ? root.toUri() : key);
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
     * @throws IOException if the lock cannot be had: the folder may not be written to or is gone, the lock is a link, or
     *     the thread was interrupted
     */
    <T, X extends Exception> T holding(Work<T, X> work) throws IOException, X {
        synchronized (name.intern()) {
            try (FileChannel channel = FileChannel.open(file, options(), attributes());
                    FileLock lock = lock(channel, false)) {
                if (!lock.isValid()) {
                    throw new FileSystemException(file.toString(), null, "the lock was lost");
                }
                return work.run(new Held(channel));
            }
        }
    }

    /** A look at the store. */
    @FunctionalInterface
    interface Look<T> {
        Optional<T> take() throws IOException;
    }

    /** Takes a look while no editor writes; empty also where nobody ever locked, or readers may not. */
    <T> Optional<T> keepingEditorsOut(Look<T> look) throws IOException {
        synchronized (name.intern()) {
            try (FileChannel channel =
                            FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                    FileLock lock = lock(channel, true)) {
                return lock.isValid() ? look.take() : Optional.empty();
            } catch (NoSuchFileException | AccessDeniedException e) {
                return Optional.empty();
            }
        }
    }

    private FileLock lock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.lock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException e) {
            FileSystemException taken =
                    new FileSystemException(file.toString(), null, "is locked by something else in this process");
            taken.initCause(e);
            throw taken;
        }
    }

    private static Set<OpenOption> options() {
        return Set.of(
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                LinkOption.NOFOLLOW_LINKS);
    }

    private FileAttribute<?>[] attributes() {
        return StoreFiles.hasPermissions(file.getFileSystem())
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
