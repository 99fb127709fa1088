/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A reason that no test names is one that nobody has seen. */
class EveryReasonIsTestedTest {

    private static final String TESTS = testSources();

    @ParameterizedTest
    @EnumSource(GpgReason.class)
    void aTestNamesTheReason(GpgReason reason) {
        assertThat(TESTS).containsPattern("\\b" + reason.name() + "\\b");
    }

    private static String testSources() {
        Path folder = Path.of(System.getProperty("imagetrust.root"), "trust-gpg/src/test/java");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .map(EveryReasonIsTestedTest::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
