/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.trustserver;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The server of the README on a free port, over a directory of its own, and commands that talk to it. */
final class RunningServer implements AutoCloseable {

    static final Path HOME = Path.of(System.getProperty("imagetrust.root"), "examples", "trust-server");
    static final Path DATA = HOME.resolve("data");

    final Path root;
    final TrustServer server;
    private final Map<String, String> environment = new TreeMap<>();

    RunningServer(Path root) throws Exception {
        this(root, "\"trust\": { \"enable\": true, \"cosign\": true, \"notation\": true }");
    }

    /** With another section {@code extensions.trust}. */
    RunningServer(Path root, String trust) throws Exception {
        this(root, trust, "", UnaryOperator.identity());
    }

    private RunningServer(Path root, String trust, String importing, UnaryOperator<String> change) throws Exception {
        this.root = root;
        String config = Files.readString(DATA.resolve("config.json"))
                .replace("examples/trust-server/target/registry", root.toString())
                .replace(
                        "examples/trust-server/data/htpasswd",
                        DATA.resolve("htpasswd").toString())
                .replace("\"port\": \"8080\"", "\"port\": \"0\"")
                .replaceFirst("\"trust\": \\{[^}]*\\}", trust)
                .replace("\"management\": true", "\"management\": true" + importing);
        this.server = TrustServer.start(
                ServerConfig.parse(Json.parseObject(Bytes.utf8(change.apply(config)), JsonLimits.CONFIGURATION)),
                InstantSource.system());
        environment.put("SERVER", server.address());
        environment.put("ROOT", root.toString());
    }

    /** With more members of {@code imageTrust}, each with a comma before it. */
    static RunningServer importing(Path root, String members) throws Exception {
        return new RunningServer(root, "\"trust\": {}", members, UnaryOperator.identity());
    }

    /** With one piece of its configuration written in another way. */
    static RunningServer replacing(Path root, String piece, String another) throws Exception {
        return new RunningServer(root, "\"trust\": {\"cosign\": true}", "", config -> {
            if (!config.contains(piece)) {
                throw new IllegalArgumentException("not in the configuration: " + piece);
            }
            return config.replace(piece, another);
        });
    }

    /** What came of a command. */
    record Output(int exit, String text) {}

    /** Runs a line of shell in the folder of the data; {@code export NAME=value} is kept for later lines. */
    Output shell(String line) throws IOException, InterruptedException {
        String command = line;
        boolean export = line.startsWith("export ");
        String name = export ? line.substring("export ".length(), line.indexOf('=')) : "";
        if (export) {
            command = line + "; printf %s \"$" + name + '"';
        }
        Output output = run(DATA, List.of("sh", "-c", command));
        if (export) {
            environment.put(name, output.text());
            return new Output(output.exit(), "");
        }
        return output;
    }

    Output run(Path folder, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("does not end: " + command);
        }
        return new Output(process.exitValue(), text);
    }

    void environment(String name, String value) {
        environment.put(name, value);
    }

    static boolean isInstalled(String program) {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            folders.add(Path.of(folder));
        }
        return folders.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
