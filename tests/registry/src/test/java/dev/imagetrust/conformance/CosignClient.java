/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real cosign, in a home of its own. */
final class CosignClient {

    static final String PASSWORD = "secret";

    private static final int MOST_SECONDS = 120;

    private final Path program;
    private final Path folder;

    private CosignClient(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** Version 2 or 3, where {@code -Dimagetrust.cosign} says; skips the test where there is none. */
    static CosignClient find(String version, Path folder) {
        Path program = Path.of(System.getProperty("imagetrust.cosign", "/nowhere"), version, "cosign");
        assumeTrue(
                Files.isExecutable(program), "cosign " + version + " is not built; tests/registry/cosign.sh does it");
        return new CosignClient(program, folder);
    }

    /** How it ended and what it said. */
    record Said(int exit, String text) {

        void requireAccepted() {
            assertThat(exit).as(text).isZero();
        }

        /** Refused, and neither killed for its time nor called in a way that it does not know. */
        void requireRefused() {
            assertThat(exit).as(text).isPositive();
            assertThat(text).doesNotContain("unknown flag");
        }
    }

    Said run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Path output = Files.createTempFile(folder, "cosign", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("HOME", folder.toString());
        environment.put("COSIGN_PASSWORD", PASSWORD);
        Process process = builder.start();
        boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = command + "\n" + Files.readString(output, StandardCharsets.UTF_8);
        return new Said(ended ? process.exitValue() : -1, text);
    }
}
