/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Reads the files that a containers {@code policy.json} names.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface KeyFiles {

    /** Longer files are not read. In bytes. */
    int MAX_LENGTH = 8 * 1024 * 1024;

    /**
     * The content of one file.
     *
     * @param path as the policy writes it, not empty
     * @throws IOException if it cannot be had
     */
    Bytes read(String path) throws IOException;

    /**
     * Files of the file system. A relative path, which containers tools resolve against the working directory, is taken
     * below the given folder.
     */
    static KeyFiles relativeTo(Path folder) {
        return path -> {
            try (InputStream in = Files.newInputStream(folder.resolve(path))) {
                byte[] content = in.readNBytes(MAX_LENGTH + 1);
                if (content.length > MAX_LENGTH) {
                    throw new IOException("longer than " + MAX_LENGTH + " bytes: " + path);
                }
                return Bytes.copyOf(content);
            } catch (InvalidPathException e) {
                throw new IOException("not a path: " + path, e);
            }
        };
    }
}
