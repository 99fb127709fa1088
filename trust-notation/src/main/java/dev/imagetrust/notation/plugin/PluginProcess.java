/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.plugin;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.notation.plugin.PluginException.ErrorCode;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs one program for one request.
 *
 * <p>Input and output are files, so that no pipe can fill up while nobody reads and no thread has to. They lie beside the
 * working directory, which is empty.
 */
final class PluginProcess {

    /** The contract allows 64 MiB; the longest answer of use is an envelope of 4 MiB in base64. */
    static final int MAX_OUTPUT = 16 * 1024 * 1024;

    private static final int TICK_MILLIS = 10;

    private final Path program;
    private final Path scratch;
    private final Duration longest;

    PluginProcess(Path program, Path scratch, Duration longest) {
        this.program = program;
        this.scratch = scratch;
        this.longest = longest;
    }

    /** What the program wrote, having ended with success. */
    Bytes run(String command, Bytes request, Deadline deadline) throws PluginException, InterruptedException {
        try {
            Path folder = Files.createTempDirectory(scratch, "notation-plugin");
            try {
                return run(command, request, folder, deadline);
            } finally {
                remove(folder);
            }
        } catch (PluginException e) {
            throw e;
        } catch (IOException e) {
            throw new PluginException(ErrorCode.ERROR, program + " cannot be run: " + e.getMessage(), e);
        }
    }

    private Bytes run(String command, Bytes request, Path folder, Deadline deadline)
            throws IOException, InterruptedException {
        Path input = Files.write(folder.resolve("in"), request.toByteArray());
        Path output = folder.resolve("out");
        Path errors = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(List.of(program.toString(), command))
                .directory(Files.createDirectory(folder.resolve("work")).toFile())
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().clear();
        Process process = builder.start();
        await(process, command, List.of(output, errors), deadline);
        if (process.exitValue() != 0) {
            throw failure(command, process.exitValue(), content(errors));
        }
        return content(output);
    }

    /** Until it has ended by itself; whatever happens, nothing that it started goes on. */
    private void await(Process process, String command, List<Path> written, Deadline deadline)
            throws IOException, InterruptedException {
        Set<ProcessHandle> started = new LinkedHashSet<>();
        Deadline own = Deadline.after(longest);
        try {
            boolean ended = false;
            while (!ended) {
                process.descendants().forEach(started::add);
                ended = process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (!ended && (deadline.isPast() || own.isPast())) {
                    throw new PluginException(ErrorCode.TIMEOUT, program + " " + command + " takes too long");
                }
                for (Path file : written) {
                    checkLength(file, command);
                }
            }
        } finally {
            process.descendants().forEach(started::add);
            process.destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private void checkLength(Path file, String command) throws IOException {
        if (Files.size(file) > MAX_OUTPUT) {
            throw new PluginException(
                    ErrorCode.ERROR, program + " " + command + " writes more than " + MAX_OUTPUT + " bytes");
        }
    }

    private static Bytes content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Bytes.copyOf(in.readNBytes(MAX_OUTPUT));
        }
    }

    /** An {@code errorCode} and {@code errorMessage} as JSON, if the program keeps to the contract. */
    private PluginException failure(String command, int exitValue, Bytes errors) {
        String what = program + " " + command + " ended with " + exitValue;
        try {
            JsonObject error = PluginMessages.parse(errors);
            return new PluginException(
                    ErrorCode.of(error.text("errorCode")),
                    what + ": " + error.findText("errorMessage").orElse(""));
        } catch (MalformedInputException e) {
            return new PluginException(ErrorCode.ERROR, what, e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
