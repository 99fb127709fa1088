/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.conformance.Answer.Kind;
import dev.imagetrust.conformance.Result.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The checked-in lists of cases that do not agree: those that wait for a feature, and those that expect the wrong thing. */
final class ExpectedMisses {

    private final Map<String, String> features;
    private final Map<String, String> disputed;

    private ExpectedMisses(Map<String, String> features, Map<String, String> disputed) {
        this.features = features;
        this.disputed = disputed;
    }

    /**
     * Reads the lists: on each line an id, a tab, and the feature or the reason we give; lines that start with a number
     * sign are comments.
     *
     * @throws IllegalStateException if a line is anything else, or an id stands twice in a list
     */
    static ExpectedMisses read(Path waiting, Path disputed) throws IOException {
        return new ExpectedMisses(lines(waiting), lines(disputed));
    }

    private static Map<String, String> lines(Path file) throws IOException {
        Map<String, String> features = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\t", -1);
            if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
                throw new IllegalStateException("not an id, a tab and a text: " + line);
            }
            if (features.put(parts[0], parts[1]) != null) {
                throw new IllegalStateException("listed twice: " + parts[0]);
            }
        }
        return features;
    }

    /** The cases and what each waits for. */
    Map<String, String> features() {
        return features;
    }

    /** The cases whose recorded expectation is disputed, and the reason we give for each. */
    Map<String, String> disputed() {
        return disputed;
    }

    /**
     * What is wrong with a result; empty if nothing is. A case that is listed may not agree, nor give a wrong answer in
     * place of none. One that is not listed has to agree, and a refusal has to be one: everything that is needed lies in
     * the corpus, so nothing may stay undecided. One that is disputed has to be refused for the reason that is listed.
     */
    Optional<String> complaint(Result result) {
        String feature = features.get(result.recorded().id());
        if (feature != null) {
            return switch (result.comparison()) {
                case UNSUPPORTED -> Optional.empty();
                case AGREES -> Optional.of("listed as waiting for " + feature + ", and agrees: delete its line");
                case DIFFERS -> Optional.of("listed as waiting for " + feature + ", and answers: " + result.line());
            };
        }
        String reason = disputed.get(result.recorded().id());
        if (reason != null) {
            boolean asListed = result.comparison() == Comparison.DIFFERS
                    && result.answer().kind() == Kind.REFUSED
                    && result.answer().reason().contains(reason);
            return asListed
                    ? Optional.empty()
                    : Optional.of("listed as refused for " + reason + ", and answers: " + result.line());
        }
        boolean agrees =
                result.comparison() == Comparison.AGREES && result.answer().kind() != Kind.UNDECIDED;
        return agrees ? Optional.empty() : Optional.of("not listed, and does not agree: " + result.line());
    }
}
