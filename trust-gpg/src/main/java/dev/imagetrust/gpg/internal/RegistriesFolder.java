/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.RegistriesConfiguration;
import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of a registries.d on disk. */
public final class RegistriesFolder {

    private RegistriesFolder() {}

    /** The {@code *.yaml} files by name; none if there is no such folder. */
    public static Map<String, Bytes> read(Path folder) throws IOException {
        Map<String, Bytes> files = new TreeMap<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.yaml")) {
            for (Path file : found) {
                if (files.size() == RegistriesConfiguration.MAX_FILES) {
                    throw new IOException("more than " + RegistriesConfiguration.MAX_FILES + " files in " + folder);
                }
                content(file).ifPresent(content -> files.put(String.valueOf(file.getFileName()), content));
            }
            return files;
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Empty for a file that went away after it was listed. One octet more than is read is enough to be refused. */
    private static Optional<Bytes> content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(Bytes.copyOf(in.readNBytes(RegistriesConfiguration.MAX_LENGTH + 1)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
