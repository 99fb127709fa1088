/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Has the reference library of the Notary Project verify and sign: the Go program in tests/notation/go. */
final class ReferenceLibrary {

    private final Path program;
    private final Path folder;
    private final List<Consumer<JsonWriter.ObjectContent>> verify = new ArrayList<>();
    private final List<Consumer<JsonWriter.ObjectContent>> sign = new ArrayList<>();

    private ReferenceLibrary(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** The program that tests/notation/run.sh builds; without it the test is skipped. */
    static ReferenceLibrary orSkip(Path folder) {
        String program = System.getProperty("imagetrust.notation.go", "");
        assumeTrue(
                !program.isEmpty() && Files.isExecutable(Path.of(program)),
                "without the Go program that tests/notation/run.sh builds");
        return new ReferenceLibrary(Path.of(program), folder);
    }

    static Bytes certificate(Bytes der) {
        return pem("CERTIFICATE", der);
    }

    static Bytes privateKey(KeyPair key) {
        return pem("PRIVATE KEY", Bytes.copyOf(key.getPrivate().getEncoded()));
    }

    private static Bytes pem(String label, Bytes der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toByteArray());
        return Bytes.utf8("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    }

    /** Puts a file where the program finds it. */
    String file(String name, Bytes content) {
        try {
            Files.write(folder.resolve(name), content.toByteArray());
            return name;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the program wrote; empty if it did not. */
    Bytes written(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Bytes.copyOf(Files.readAllBytes(file)) : Bytes.empty();
    }

    void verify(String name, Descriptor artifact, Consumer<JsonWriter.ObjectContent> more) {
        verify.add(part(name, artifact, more));
    }

    void sign(String name, Descriptor artifact, Consumer<JsonWriter.ObjectContent> more) {
        sign.add(part(name, artifact, more));
    }

    private static Consumer<JsonWriter.ObjectContent> part(
            String name, Descriptor artifact, Consumer<JsonWriter.ObjectContent> more) {
        return out -> {
            out.text("name", name)
                    .object(
                            "artifact",
                            object -> object.text("mediaType", artifact.mediaType())
                                    .text("digest", artifact.digest().toString())
                                    .integer("size", artifact.size()));
            more.accept(out);
        };
    }

    /** Its answers to what it was given since the last time, by name: empty where it accepted or signed, else why not. */
    Map<String, String> answers() throws IOException, InterruptedException, MalformedInputException {
        Path job = folder.resolve("job.json");
        Files.write(
                job,
                JsonWriter.object(out -> out.array("verify", parts -> verify.forEach(parts::object))
                                .array("sign", parts -> sign.forEach(parts::object)))
                        .toByteArray());
        Path lines = folder.resolve("answers");
        Process process = new ProcessBuilder(program.toString(), job.toString())
                .redirectOutput(lines.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("the reference library does not come to an end");
        }
        if (process.exitValue() != 0) {
            throw new IOException("the reference library ended with " + process.exitValue());
        }
        verify.clear();
        sign.clear();
        Map<String, String> answers = new LinkedHashMap<>();
        for (String line : Files.readAllLines(lines, StandardCharsets.UTF_8)) {
            JsonObject answer = Json.parseObject(Bytes.utf8(line), JsonLimits.CONFIGURATION);
            answers.put(answer.text("name"), answer.text("error"));
        }
        return answers;
    }
}
