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

/** The checked-in list of cases that wait for a feature. */
final class ExpectedMisses {

    private final Map<String, String> features;

    private ExpectedMisses(Map<String, String> features) {
        this.features = features;
    }

    /**
     * Reads the list: on each line an id, a tab, and the feature; lines that start with a number sign are comments.
     *
     * @throws IllegalStateException if a line is anything else, or an id stands twice
     */
    static ExpectedMisses read(Path file) throws IOException {
        Map<String, String> features = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\t", -1);
            if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
                throw new IllegalStateException("not an id, a tab and a feature: " + line);
            }
            if (features.put(parts[0], parts[1]) != null) {
                throw new IllegalStateException("listed twice: " + parts[0]);
            }
        }
        return new ExpectedMisses(features);
    }

    /** The cases and what each waits for. */
    Map<String, String> features() {
        return features;
    }

    /**
     * What is wrong with a result; empty if nothing is. A case that is listed may not agree, nor give a wrong answer in
     * place of none. One that is not listed has to agree, and a refusal has to be one: everything that is needed lies in
     * the corpus, so nothing may stay undecided.
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
        boolean agrees =
                result.comparison() == Comparison.AGREES && result.answer().kind() != Kind.UNDECIDED;
        return agrees ? Optional.empty() : Optional.of("not listed, and does not agree: " + result.line());
    }
}
