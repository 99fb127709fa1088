/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes files that other programs read at the same time.
 *
 * <p>A reader sees the old content or the new, never a part, also after a crash. Two writers of one file do not mix;
 * the later one wins. Nothing here locks.
 *
 * @since 0.1
 */
public final class AtomicFiles {

    /**
     * How the names of temporary files begin. They lie in the folder of the target, or in the one that was named for them,
     * for a moment, and for good if the machine stops just then; who reads every file of such a folder skips them.
     */
    public static final String TEMPORARY_PREFIX = ".imagetrust-";

    /** Who may read a written file, where the file system has POSIX permissions. */
    public enum Access {
        /** The owner only: {@code 0600}. */
        OWNER("rw-------"),
        /** Everybody: {@code 0644}. */
        EVERYBODY("rw-r--r--");

        private final String permissions;

        Access(String permissions) {
            this.permissions = permissions;
        }
    }

    private AtomicFiles() {}

    /**
     * Writes a new file, or replaces an existing one together with its permissions. The folder has to exist.
     *
     * <p>If this throws, the target is as before and no temporary file is left, with one exception: where only the last
     * step failed, making the folder durable, the new content is already visible.
     *
     * @throws IOException if the target is a symbolic link, a folder or anything else that is no regular file, or a step
     *     fails
     */
    public static void replace(Path target, Bytes content, Access access) throws IOException {
        replace(target, content, access, folder(target));
    }

    /**
     * The same for a folder of which somebody else reads every file: the temporary one lies elsewhere.
     *
     * @param staging a folder on the same file system as the target
     * @throws IOException as above, and if the two are not on one file system
     */
    public static void replace(Path target, Bytes content, Access access, Path staging) throws IOException {
        Path folder = folder(target);
        Path absolute = target.toAbsolutePath();
        // A link would be replaced, not followed; but whoever put it there expects something else.
        if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(target.toString(), null, "is no regular file and is not replaced");
        }
        Path temporary = Files.createTempFile(staging, TEMPORARY_PREFIX, ".tmp"); // 0600 where there are permissions
        try {
            write(temporary, content, access);
            Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            deleteAfter(e, temporary);
            throw e;
        }
        makeDurable(folder);
    }

    private static Path folder(Path target) throws FileSystemException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new FileSystemException(target.toString(), null, "is not a file in a folder");
        }
        return folder;
    }

    private static void write(Path temporary, Bytes content, Access access) throws IOException {
        if (hasPermissions(temporary)) {
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(access.permissions));
        }
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer octets = content.asReadOnlyBuffer();
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
    }

    /** The new name survives a crash once the folder is on disk. Other systems than POSIX cannot be asked for that. */
    private static void makeDurable(Path folder) throws IOException {
        if (hasPermissions(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean hasPermissions(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }

    private static void deleteAfter(IOException failure, Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
