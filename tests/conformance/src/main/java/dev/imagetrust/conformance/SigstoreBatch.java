/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.conformance.BundleAnswer.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many bundles in one run: a file of columns that tabs separate.
 *
 * <p>The first line names the columns: {@code bundle}, {@code identity} and {@code issuer} or {@code key}, {@code artifact} or
 * {@code sha256}, and where they are wanted {@code root} and {@code expected}, which is {@code verified} or {@code refused}.
 * Others are passed over. Without such a line every line has the arguments of {@code verify-bundle}, separated by tabs. Files
 * are looked for beside the list.
 */
final class SigstoreBatch {

    private final List<String> header;
    private final List<List<String>> lines;
    private final Path folder;

    private SigstoreBatch(List<String> header, List<List<String>> lines, Path folder) {
        this.header = header;
        this.lines = lines;
        this.folder = folder;
    }

    static SigstoreBatch read(Path file) throws IOException {
        List<List<String>> lines = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank())
                .map(line -> Arrays.asList(line.split("\t", -1)))
                .toList();
        Path folder = file.toAbsolutePath().resolveSibling("");
        boolean named = !lines.isEmpty() && lines.get(0).contains("bundle");
        return named
                ? new SigstoreBatch(lines.get(0), lines.subList(1, lines.size()), folder)
                : new SigstoreBatch(List.of(), lines, folder);
    }

    /**
     * Prints an answer for each line, then the counts.
     *
     * @return whether all could be asked, and none was answered otherwise than expected
     */
    boolean run(PrintStream out) {
        BundleAnswers answers = new BundleAnswers();
        Map<Kind, Integer> counts = new HashMap<>();
        int differ = 0;
        for (List<String> line : lines) {
            BundleAnswer answer = question(line)
                    .map(answers::to)
                    .orElse(new BundleAnswer(Kind.FAILED, "a column or argument is missing, or there is one too many"));
            counts.merge(answer.kind(), 1, Integer::sum);
            String expected = values(line).getOrDefault("expected", answer.word());
            boolean differs = !expected.equals(answer.word());
            differ += differs ? 1 : 0;
            out.println(String.join(
                    "\t",
                    answer.word(),
                    name(line),
                    answer.reason() + (differs ? " [expected " + expected + "]" : "")));
        }
        out.println(lines.size() + " bundles: " + counts.getOrDefault(Kind.VERIFIED, 0) + " verified, "
                + counts.getOrDefault(Kind.REFUSED, 0) + " refused, " + counts.getOrDefault(Kind.FAILED, 0)
                + " failed, " + differ + " not as expected");
        return differ == 0 && !counts.containsKey(Kind.FAILED);
    }

    private Optional<BundleQuestion> question(List<String> line) {
        if (header.isEmpty()) {
            List<String> arguments = line.get(0).equals("verify-bundle") ? line.subList(1, line.size()) : line;
            return SigstoreCommand.question(arguments, folder);
        }
        if (line.size() != header.size()) {
            return Optional.empty();
        }
        Map<String, String> values = values(line);
        String digest = values.getOrDefault("sha256", "");
        String subject = values.getOrDefault("artifact", digest.isEmpty() ? "" : "sha256:" + digest);
        if (!subject.isEmpty()) {
            values.put("subject", subject);
        }
        return BundleQuestion.of(SigstoreCommand.withRoot(values), folder);
    }

    /** The cells that are not empty. */
    private Map<String, String> values(List<String> line) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < Math.min(header.size(), line.size()); i++) {
            if (!line.get(i).isEmpty()) {
                values.put(header.get(i), line.get(i));
            }
        }
        return values;
    }

    private String name(List<String> line) {
        return values(line).getOrDefault("bundle", String.join(" ", line));
    }
}
