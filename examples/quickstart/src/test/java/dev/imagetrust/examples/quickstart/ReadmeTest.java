/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the top README shows is what is there. */
class ReadmeTest {

    private static final Path README = Path.of("../../README.md");

    private static String block(String language) throws IOException {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
        assertThat(block.find()).as("a block of " + language).isTrue();
        return block.group(1);
    }

    private static String folded(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }

    @Test
    void theEmbeddingCodeOfTheReadmeIsCompiled() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/imagetrust/examples/quickstart/PushGate.java"));
        for (String part : block("java").split("\n\n")) {
            assertThat(folded(source)).contains(folded(part));
        }
    }

    @Test
    void theOutputOfTheReadmeIsWhatTheQuickstartPrints() throws Exception {
        Quickstart quickstart = new Quickstart(Path.of("data"));
        Table table = new Table();
        for (String image : Quickstart.expected().keySet()) {
            table.add(quickstart.verify(image));
        }
        assertThat(block("text")).startsWith(table.toString());
    }
}
