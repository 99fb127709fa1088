/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real docker-registry on loopback over an empty folder. */
final class DockerRegistry implements AutoCloseable {

    private final Process process;
    private final Path folder;
    private final PlainClient client;

    private DockerRegistry(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.client = new PlainClient("127.0.0.1:" + port);
    }

    /** Starts it, or skips the tests where it is not installed. */
    static DockerRegistry start() throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "docker-registry is not installed; tests/registry/run.sh does it");
        Path folder = Files.createTempDirectory("docker-registry");
        int port = PlainClient.freePort();
        Path config = folder.resolve("config.yml");
        Files.writeString(config, """
                version: 0.1
                log: {level: warn, accesslog: {disabled: false}}
                storage: {filesystem: {rootdirectory: "%s"}}
                http: {addr: "127.0.0.1:%d", secret: test}
                """.formatted(folder.resolve("data"), port));
        Process process = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        DockerRegistry registry = new DockerRegistry(process, folder, port);
        registry.client.waitUntilItAnswers(folder.resolve("log"));
        return registry;
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "docker-registry")));
    }

    String host() {
        return client.host();
    }

    /** How many requests of the distribution API it has answered, by its own log. */
    long requests() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("log"))) {
            return lines.filter(line -> line.contains("\"GET /v2/")).count();
        }
    }

    /** Pushes and asks, under any name. */
    PlainClient client() {
        return client;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
