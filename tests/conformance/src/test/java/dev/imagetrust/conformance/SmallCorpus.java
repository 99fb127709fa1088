/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A folder with a few cases, outside the repository, and the program run on it. */
final class SmallCorpus {

    private static final Path RECORDED =
            Path.of(System.getProperty("imagetrust.root"), "tests", "conformance", "corpus");

    private final Path folder;
    private final List<String> cases = new ArrayList<>();

    SmallCorpus(Path folder) {
        this.folder = folder;
    }

    /** What the program did. */
    record Run(int exit, List<String> out, String err) {
        String lastLine() {
            return out.get(out.size() - 1);
        }
    }

    /** Brings a file or folder of the recorded corpus. */
    SmallCorpus with(String path) throws IOException {
        try (Stream<Path> files = Files.walk(RECORDED.resolve(path))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(RECORDED.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return this;
    }

    /** Adds a case; the members in JSON, without the braces. */
    SmallCorpus add(String members) {
        cases.add("{" + members + "}");
        return this;
    }

    Run run(String... options) throws IOException, InterruptedException {
        return runOn("{\"registry\": \"127.0.0.1:5011\", \"cases\": [" + String.join(",", cases) + "]}", options);
    }

    Run runOn(String document, String... options) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("expected.json"), document);
        List<String> arguments = new ArrayList<>(List.of("corpus", folder.toString()));
        arguments.addAll(Arrays.asList(options));
        return program(arguments);
    }

    static Run program(List<String> arguments) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(
                exit, out.toString(StandardCharsets.UTF_8).lines().toList(), err.toString(StandardCharsets.UTF_8));
    }
}
