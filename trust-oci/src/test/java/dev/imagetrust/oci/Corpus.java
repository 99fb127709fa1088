/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The recorded layouts, where they are on this machine. */
final class Corpus {

    private Corpus() {}

    static Path folder() {
        Path shared = Path.of(System.getProperty("imagetrust.shared", "absent"), "fixtures");
        assumeTrue(Files.isDirectory(shared.resolve("layouts")), "the recorded corpus is not on this machine");
        return shared;
    }

    static OciLayout layout(String repository) throws IOException {
        return OciLayout.open(folder().resolve("layouts").resolve(repository.replaceFirst("/", "_")));
    }

    static List<String> repositories() {
        try (Stream<Path> folders = Files.list(folder().resolve("layouts"))) {
            return folders.map(f -> f.getFileName().toString().replaceFirst("_", "/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
