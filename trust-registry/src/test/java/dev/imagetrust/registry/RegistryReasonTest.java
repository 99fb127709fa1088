/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RegistryReasonTest {

    private static final Path TESTS =
            Path.of(System.getProperty("imagetrust.root"), "trust-registry/src/test/java/dev/imagetrust/registry");

    @Test
    void everyReasonIsExpectedByATest() throws IOException {
        String tests;
        try (Stream<Path> files = Files.list(TESTS)) {
            tests = files.filter(Files::isRegularFile)
                    .map(RegistryReasonTest::read)
                    .collect(Collectors.joining());
        }
        assertThat(Arrays.stream(RegistryReason.values())
                        .filter(reason -> !tests.contains("RegistryReason." + reason.name())))
                .isEmpty();
    }

    @Test
    void idsFollowTheNamesAndSentencesHaveNoFullStop() {
        assertThat(RegistryReason.values()).allSatisfy(reason -> {
            assertThat(reason.id())
                    .isEqualTo(
                            "registry." + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            assertThat(reason.sentence()).isNotBlank().doesNotEndWith(".");
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
