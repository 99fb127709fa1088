/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.oci.ImageRepository;
import dev.imagetrust.oci.OciLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The recorded layouts of the conformance tests. */
final class Corpus {

    private Corpus() {}

    static Path folder() {
        Path corpus = Path.of(System.getProperty("imagetrust.root", ".."), "tests/conformance/corpus");
        assumeTrue(Files.isDirectory(corpus.resolve("layouts")), "the recorded corpus is not here");
        return corpus;
    }

    static ImageRepository layout(String repository) throws IOException {
        return OciLayout.open(folder().resolve("layouts").resolve(repository.replaceFirst("/", "_")));
    }
}
