/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real docker-registry on loopback over an empty folder. */
final class DockerRegistry implements AutoCloseable {

    private static final JsonLimits LIMITS = new JsonLimits(16 << 20, 32, 1 << 20, 500_000);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final Path folder;
    private final int port;

    private DockerRegistry(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** Starts it, or skips the tests where it is not installed. */
    static DockerRegistry start() throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "docker-registry is not installed; tests/registry/run.sh does it");
        Path folder = Files.createTempDirectory("docker-registry");
        int port = freePort();
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
        registry.waitUntilItAnswers();
        return registry;
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "docker-registry")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void waitUntilItAnswers() throws IOException, InterruptedException {
        for (int i = 0; i < 100; i++) {
            try {
                send(HttpRequest.newBuilder(uri("/v2/")).build());
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IOException("docker-registry does not start: " + Files.readString(folder.resolve("log")));
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    /** How many requests of the distribution API it has answered, by its own log. */
    long requests() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("log"))) {
            return lines.filter(line -> line.contains("\"GET /v2/")).count();
        }
    }

    /** Pushes a whole layout: blobs, then manifests, then indexes, then tags. */
    void push(Path layout, String repository) throws IOException, InterruptedException, MalformedInputException {
        List<Path> blobs;
        try (Stream<Path> files = Files.list(layout.resolve("blobs/sha256"))) {
            blobs = files.sorted().toList();
        }
        for (Path blob : blobs) {
            pushBlob(repository, read(blob));
        }
        List<Pushed> manifests = new ArrayList<>();
        for (JsonObject entry : index(layout)) {
            collect(layout, entry, manifests);
        }
        manifests.sort(Comparator.comparing(Pushed::isIndex));
        for (Pushed manifest : manifests) {
            put(repository, manifest.content(), manifest.mediaType(), manifest.reference());
        }
    }

    /** One manifest under one reference. */
    private record Pushed(Bytes content, String mediaType, String reference) {
        boolean isIndex() {
            return mediaType.contains("index") || mediaType.contains("list");
        }
    }

    private static void collect(Path layout, JsonObject entry, List<Pushed> into)
            throws IOException, MalformedInputException {
        Digest digest = Digest.parse(entry.text("digest"));
        String mediaType = entry.text("mediaType");
        Bytes content = read(layout.resolve("blobs/sha256").resolve(digest.hex()));
        into.add(new Pushed(content, mediaType, digest.toString()));
        if (into.get(into.size() - 1).isIndex()) {
            for (JsonObject child :
                    Json.parseObject(content, LIMITS).array("manifests").objects()) {
                collect(layout, child, into);
            }
        }
        if (entry.has("annotations") && entry.object("annotations").has("org.opencontainers.image.ref.name")) {
            String tag = entry.object("annotations").text("org.opencontainers.image.ref.name");
            into.add(new Pushed(content, mediaType, tag));
        }
    }

    private static List<JsonObject> index(Path layout) throws IOException, MalformedInputException {
        return Json.parseObject(read(layout.resolve("index.json")), LIMITS)
                .array("manifests")
                .objects();
    }

    void pushBlob(String repository, Bytes content) throws IOException, InterruptedException {
        HttpResponse<String> begun = send(HttpRequest.newBuilder(uri("/v2/" + repository + "/blobs/uploads/"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        String location = begun.headers().firstValue("Location").orElseThrow();
        URI target = uri("/").resolve(location + "&digest=" + Digest.sha256(content));
        require(
                201,
                send(HttpRequest.newBuilder(target)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(content.toByteArray()))
                        .build()));
    }

    void put(String repository, Bytes content, String mediaType, String reference)
            throws IOException, InterruptedException {
        require(
                201,
                send(HttpRequest.newBuilder(uri("/v2/" + repository + "/manifests/" + reference))
                        .header("Content-Type", mediaType)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(content.toByteArray()))
                        .build()));
    }

    private static void require(int status, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(answer.statusCode() + " for " + answer.uri() + ": " + answer.body());
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://" + host() + path);
    }

    private static Bytes read(Path file) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(file));
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
