/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.peers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of this machine. */
record Program(String name) {

    /** How it ended, and all that it printed. */
    record Ended(int status, String output) {
        boolean well() {
            return status == 0;
        }
    }

    boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /** Runs it in a folder, with a GnuPG home. */
    Ended run(Path folder, Path gnupgHome, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(name));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        try {
            Path output = Files.createTempFile("peer", ".out");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(output.toFile());
                builder.environment().putAll(Map.of("GNUPGHOME", gnupgHome.toString(), "LC_ALL", "C.UTF-8"));
                Process process = builder.start();
                if (!process.waitFor(5, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(name + " does not end");
                }
                return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
