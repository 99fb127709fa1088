/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

import static java.util.Objects.requireNonNull;

/**
 * A lookaside store in a directory, as a {@code file:} URL in registries.d points to.
 *
 * <p>A signature has to be a regular file inside the directory: one that a symbolic link leads out of it, or that is a
 * pipe or directory, is an error and not absent. A directory that has gone is an error too, since an unmounted store
 * must not look like an empty one. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class DirectoryLookaside implements Lookaside {

    private final Path root;

    private DirectoryLookaside(Path root) {
        this.root = root;
    }

    /**
     * Opens a store.
     *
     * @throws IOException if there is no such directory
     */
    public static DirectoryLookaside open(Path root) throws IOException {
        DirectoryLookaside lookaside = new DirectoryLookaside(requireNonNull(root, "root"));
        lookaside.realRoot();
        return lookaside;
    }

    @Override
    public Answer<InputStream> signature(ImageName name, Digest image, int number, Deadline deadline)
            throws IOException {
        Path realRoot = realRoot();
        Path file = realRoot.resolve(Lookaside.path(name, image, number));
        // Follows no link at the end: a dangling one is something that is there and cannot be read.
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Answer.absent();
        }
        Path real = file.toRealPath();
        if (!real.startsWith(realRoot)) {
            throw new IOException("a link leads out of the lookaside store: " + file.getFileName());
        }
        return Answer.present(RegularFiles.open(real));
    }

    private Path realRoot() throws IOException {
        Path real = root.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(root.toString());
        }
        return real;
    }
}
