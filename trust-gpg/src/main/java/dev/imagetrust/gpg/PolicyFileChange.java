/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.LineDifference;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is to be written or deleted.
 *
 * @param file the file
 * @param before what was in it; empty if it did not exist
 * @param after what will be in it; empty if it will be deleted
 * @since 0.1
 */
public record PolicyFileChange(Path file, Optional<Bytes> before, Optional<Bytes> after) {

    private static final int MAX_LENGTH = 16 << 20;

    /** The file and its lines that go, with {@code -} in front, and those that come, with {@code +}. */
    @Override
    public String toString() {
        return file + "\n" + LineDifference.between(before, after);
    }

    /** A file of at most 16 MiB; empty if it does not exist. */
    static Optional<Bytes> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_LENGTH + 1);
            if (content.length > MAX_LENGTH) {
                throw new FileSystemException(file.toString(), null, "longer than " + MAX_LENGTH + " bytes");
            }
            return Optional.of(Bytes.copyOf(content));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void requireUnchanged() throws IOException {
        if (!read(file).equals(before)) {
            throw new FileSystemException(file.toString(), null, "was changed by somebody else meanwhile");
        }
    }

    void write() throws IOException {
        if (after.isEmpty()) {
            Files.delete(file);
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        AtomicFiles.replace(file, after.get(), AtomicFiles.Access.EVERYBODY);
    }
}
