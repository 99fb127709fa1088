/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Printable;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.registry.internal.DockerConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the programs {@code docker-credential-NAME} of one folder, each time anew.
 *
 * <p>Hand it to {@link DockerConfigCredentials#withHelpers} where the config file and the folder are as trustworthy as the
 * program that calls. A helper inherits the environment, gets ten seconds and may answer 64 KiB. Safe for use by several
 * threads.
 *
 * @since 0.1
 */
public final class CredentialHelperProcesses implements CredentialHelper {

    private static final int MAX_BYTES = 64 * 1024;
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int TICK_MILLIS = 10;

    /** What helpers print, and their caller has always looked for. */
    private static final String NOT_FOUND = "credentials not found in native keychain";

    private final Path folder;

    private CredentialHelperProcesses(Path folder) {
        this.folder = folder;
    }

    /** Programs in this folder, and in no other: the search path has no say. */
    public static CredentialHelperProcesses in(Path folder) {
        return new CredentialHelperProcesses(folder.toAbsolutePath().normalize());
    }

    @Override
    public Optional<Credential> find(String helper, String server) throws IOException, InterruptedException {
        // The name becomes part of a path.
        if (!helper.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,100}")) {
            throw new IOException("no name of a credential helper: " + Printable.of(helper));
        }
        Path program = folder.resolve("docker-credential-" + helper);
        if (!Files.isExecutable(program)) {
            throw new IOException("there is no credential helper " + program);
        }
        Process process = new ProcessBuilder(program.toString(), "get")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return answer(helper, process, server);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Optional<Credential> answer(String helper, Process process, String server)
            throws IOException, InterruptedException {
        tell(process, server);
        Bytes output = output(helper, process);
        if (process.exitValue() != 0) {
            if (new String(output.toByteArray(), StandardCharsets.UTF_8).contains(NOT_FOUND)) {
                return Optional.empty();
            }
            throw new IOException("the credential helper " + helper + " ended with " + process.exitValue());
        }
        try {
            return Optional.of(DockerConfig.ofHelper(output));
        } catch (MalformedInputException e) {
            // Its details may quote a secret.
            throw new IOException("the credential helper " + helper + " answers no credential");
        }
    }

    private static void tell(Process process, String server) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(server.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without listening; how it ended tells the rest.
            return;
        }
    }

    /** Polls, since a read from a pipe can neither be interrupted nor ended in time. */
    private static Bytes output(String helper, Process process) throws IOException, InterruptedException {
        Deadline deadline = Deadline.after(TIME);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (InputStream out = process.getInputStream()) {
            boolean ended = false;
            while (!ended) {
                ended = process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS);
                output.write(out.readNBytes(Math.min(out.available(), MAX_BYTES + 1)));
                if (output.size() > MAX_BYTES || deadline.isPast()) {
                    throw new IOException("the credential helper " + helper + " takes too long or says too much");
                }
            }
        }
        return Bytes.copyOf(output.toByteArray());
    }
}
