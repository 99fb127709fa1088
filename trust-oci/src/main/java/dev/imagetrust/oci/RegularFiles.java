/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that others may have written. */
final class RegularFiles {

    private RegularFiles() {}

    /**
     * The whole of a regular file.
     *
     * @throws IOException if it is longer than the limit, no regular file, or unreadable
     */
    static Bytes read(Path file, int maxBytes) throws IOException {
        try (InputStream in = open(file)) {
            byte[] content = in.readNBytes(maxBytes);
            if (in.read() >= 0) {
                throw new IOException(file.getFileName() + " is longer than " + maxBytes + " bytes");
            }
            return Bytes.copyOf(content);
        }
    }

    /** Opens a regular file; a pipe or a device could block for ever. */
    static InputStream open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException(file.getFileName() + " is no regular file");
        }
        return Files.newInputStream(file);
    }
}
