/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What zot shows of the recorded images, and where we mean to show something else. Answers are compared as texts, with keys
 * called by the names of their files, in an order of their own: zot's is that of its pushes, and none among tools.
 */
final class ZotAnswers {

    /** The keys that zot was given when it answered; corpus/README.md. */
    static final List<String> KEYS = List.of("ecdsa-p256", "rsa-3072", "ecdsa-p384", "ed25519");

    /** The roots that it was given. */
    static final List<String> ROOTS = List.of("n-ecdsa-p256", "n-rsa-3072");

    private static final int MOST_REASONS = 6;

    private final JsonObject recorded;
    private final Map<String, String> names;
    private final Map<String, String> differences;

    private ZotAnswers(JsonObject recorded, Map<String, String> names, Map<String, String> differences) {
        this.recorded = recorded;
        this.names = names;
        this.differences = differences;
    }

    /**
     * Reads the answers in {@code corpus}, and {@code zot-differences.txt} beside it.
     *
     * @param home the folder of the conformance tests
     */
    static ZotAnswers open(Path home) throws IOException {
        Path corpus = home.resolve("corpus");
        Path file = corpus.resolve("zot-answers.json");
        Map<String, String> names = new LinkedHashMap<>();
        for (String key : KEYS) {
            names.put(Files.readString(key(corpus, key)), key + ".pub");
        }
        try {
            JsonObject recorded = Json.parseObject(Bytes.copyOf(Files.readAllBytes(file)), JsonLimits.CONFIGURATION);
            return new ZotAnswers(recorded, names, differences(home.resolve("zot-differences.txt")));
        } catch (MalformedInputException e) {
            throw new IOException(file + ": " + e.reason().text(), e);
        }
    }

    static Path key(Path corpus, String name) {
        return corpus.resolve("keys").resolve(name + ".pub");
    }

    static Path root(Path corpus, String name) {
        return corpus.resolve("certs").resolve(name + "-root.crt");
    }

    private static Map<String, String> differences(Path file) throws IOException {
        Map<String, String> ours = new TreeMap<>();
        Set<String> reasons = new LinkedHashSet<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\t", -1);
            if (parts.length != 3 || List.of(parts).stream().anyMatch(String::isBlank)) {
                throw new IOException(file + ": expected name, answer and reason: " + line);
            }
            if (ours.put(parts[0], parts[1]) != null) {
                throw new IOException(file + ": listed twice: " + parts[0]);
            }
            reasons.add(parts[2]);
        }
        if (reasons.size() >= MOST_REASONS) {
            throw new IOException(file + ": more reasons than a reader believes");
        }
        return ours;
    }

    /** Each image, as {@code repository:tag}. */
    List<String> images() {
        return List.copyOf(recorded.names());
    }

    /** What an image is. */
    Digest digest(String image) throws MalformedInputException {
        return Digest.parse(recorded.object(image).text("Digest"));
    }

    /** What zot showed. */
    String recorded(String image) throws MalformedInputException {
        return text(recorded.object(image));
    }

    /** For which images we mean to show something else, and what. */
    Map<String, String> differences() {
        return differences;
    }

    /** An answer of zot's, with the members that its search has. */
    String text(JsonObject answer) throws MalformedInputException {
        List<String> signatures = new ArrayList<>();
        for (JsonObject each : answer.array("SignatureInfo").objects()) {
            signatures.add(signature(each.text("Tool"), each.value("IsTrusted").asBoolean(), each.text("Author")));
        }
        return text(answer.value("IsSigned").asBoolean(), signatures);
    }

    /** An answer of ours, in the shape of zot's search. */
    String text(Map<String, Object> answer) {
        List<String> signatures = new ArrayList<>();
        for (Object each : (List<?>) answer.getOrDefault("SignatureInfo", List.of())) {
            Map<?, ?> members = (Map<?, ?>) each;
            signatures.add(signature(
                    String.valueOf(members.get("Tool")),
                    Boolean.TRUE.equals(members.get("IsTrusted")),
                    String.valueOf(members.get("Author"))));
        }
        return text(Boolean.TRUE.equals(answer.get("IsSigned")), signatures);
    }

    private String signature(String tool, boolean isTrusted, String author) {
        return tool + (isTrusted ? "+" : "-") + names.getOrDefault(author, author);
    }

    private static String text(boolean isSigned, List<String> signatures) {
        return (isSigned ? "signed " : "unsigned ")
                + signatures.stream().sorted().toList();
    }
}
