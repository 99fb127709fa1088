/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NotationReasonTest {

    private static final Path TESTS =
            Path.of(System.getProperty("imagetrust.root")).resolve("trust-notation/src/test/java");

    @Test
    void everyCodeIsProducedByATest() throws IOException {
        String tests;
        try (Stream<Path> files = Files.walk(TESTS)) {
            tests = files.filter(f -> f.toString().endsWith("Test.java") && !f.endsWith("NotationReasonTest.java"))
                    .map(NotationReasonTest::read)
                    .collect(Collectors.joining());
        }
        List<String> unused = Arrays.stream(NotationReason.values())
                .map(Enum::name)
                .filter(name -> !tests.matches("(?s).*\\b" + name + "\\b.*"))
                .toList();
        assertThat(unused).isEmpty();
    }

    @Test
    void idsAreUniqueAndFollowTheNames() {
        assertThat(NotationReason.values())
                .allSatisfy(reason -> assertThat(reason.id())
                        .isEqualTo("notation."
                                + reason.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
