/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.primitives.AtomicFiles;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * A lookaside store in a directory, as a {@code file:} URL in registries.d points to.
 *
 * <p>A signature has to be a regular file inside the directory: one that a symbolic link leads out of it, or that is a
 * pipe or directory, is an error and not absent. A directory that has gone is an error too, since an unmounted store
 * must not look like an empty one.
 *
 * <p>Stored signatures are appended: the first free number is taken in one step, so that writers at the same time do not
 * lose each other's. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class DirectoryLookaside implements Lookaside, SignatureSink {

    private static final int MAX_SIGNATURE_BYTES = Limits.defaults().signatureBytes();

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

    @Override
    public boolean accepts(SignatureArtifact artifact) {
        return artifact instanceof LookasideBlob;
    }

    /**
     * Stores a signature under the first free number, unless it is there already.
     *
     * @throws IllegalArgumentException if it is no lookaside blob, or the image has no name
     */
    @Override
    public StoredAt store(ImageSubject image, SignatureArtifact artifact) throws IOException {
        if (!(artifact instanceof LookasideBlob blob)) {
            throw new IllegalArgumentException("no signature of a lookaside store");
        }
        ImageName name =
                image.name().orElseThrow(() -> new IllegalArgumentException("the image has no repository name"));
        for (int number = 1; number <= MAX_SIGNATURES; number++) {
            if (holds(name, image.image().digest(), number, blob.content())
                    || place(name, image.image().digest(), number, blob.content())) {
                return new StoredAt(Lookaside.path(name, image.image().digest(), number), blob.id());
            }
        }
        throw new IOException("there are " + MAX_SIGNATURES + " signatures of " + image);
    }

    private boolean holds(ImageName name, Digest image, int number, Bytes content) throws IOException {
        Optional<InputStream> present =
                signature(name, image, number, Deadline.never()).value();
        if (present.isEmpty()) {
            return false;
        }
        try (InputStream in = present.get()) {
            return Bytes.copyOf(in.readNBytes(MAX_SIGNATURE_BYTES)).equals(content);
        }
    }

    /** Whether the number was free. A link is made in one step or not at all, and only to what is written as a whole. */
    private boolean place(ImageName name, Digest image, int number, Bytes content) throws IOException {
        Path file = realRoot().resolve(Lookaside.path(name, image, number));
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Path folder = folder(name, image);
        Path staged = Files.createTempFile(folder, AtomicFiles.TEMPORARY_PREFIX, ".tmp");
        try {
            AtomicFiles.replace(staged, content, AtomicFiles.Access.EVERYBODY);
            Files.createLink(file, staged);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    private Path folder(ImageName name, Digest image) throws IOException {
        String path = Lookaside.path(name, image, 1);
        Path folder = realRoot().resolve(path.substring(0, path.lastIndexOf('/')));
        Path real = Files.createDirectories(folder).toRealPath();
        if (!real.startsWith(realRoot())) {
            throw new IOException("a link leads out of the lookaside store: " + folder);
        }
        return real;
    }

    private Path realRoot() throws IOException {
        Path real = root.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(root.toString());
        }
        return real;
    }
}
