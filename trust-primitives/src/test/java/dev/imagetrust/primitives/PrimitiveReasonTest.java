/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrimitiveReasonTest {

    private static final Path TESTS = Path.of("src/test/java");

    /** By name in the sources: a reason that no test expects is one nobody can be sure to see. */
    @Test
    void everyReasonIsExpectedByATest() throws IOException {
        StringBuilder tests = new StringBuilder();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                tests.append(Files.readString(file));
            }
        }

        List<String> unexpected = new ArrayList<>();
        for (PrimitiveReason reason : PrimitiveReason.values()) {
            if (!Pattern.compile("\\b" + reason.name() + "\\b").matcher(tests).find()) {
                unexpected.add(reason.name());
            }
        }
        assertThat(unexpected).isEmpty();
    }

    @Test
    void idsAreUniqueAndOfThisModule() {
        assertThat(Arrays.stream(PrimitiveReason.values()).map(PrimitiveReason::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("primitives(\\.[a-z0-9]+(-[a-z0-9]+)*)"));
    }
}
