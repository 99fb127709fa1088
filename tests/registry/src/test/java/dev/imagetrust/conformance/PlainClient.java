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

/** Pushes to a registry on loopback by plain HTTP, without any of our own code for registries. */
final class PlainClient {

    private static final JsonLimits LIMITS = new JsonLimits(16 << 20, 32, 1 << 20, 500_000);
    private static final String TAG = "org.opencontainers.image.ref.name";
    private static final int PATIENCE = 600;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String host;

    PlainClient(String host) {
        this.host = host;
    }

    /** A port on which nobody listens just now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String host() {
        return host;
    }

    /** Waits for a program that was just started; its log is what is said of one that does not come up. */
    void waitUntilItAnswers(Path log) throws IOException, InterruptedException {
        for (int i = 0; i < PATIENCE; i++) {
            try {
                get("/v2/");
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IOException("does not start: " + Files.readString(log));
    }

    HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(target)).build());
    }

    HttpResponse<String> post(String target, Bytes body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(target))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build());
    }

    /** Pushes a whole layout: blobs, images, indexes, then what is said of them. */
    void push(Path layout, String repository) throws IOException, InterruptedException, MalformedInputException {
        List<Path> blobs;
        try (Stream<Path> files = Files.list(layout.resolve("blobs/sha256"))) {
            blobs = files.sorted().toList();
        }
        for (Path blob : blobs) {
            pushBlob(repository, read(blob));
        }
        for (Pushed manifest : manifests(layout)) {
            put(repository, manifest.content(), manifest.mediaType(), manifest.reference());
        }
    }

    /** Pushes the manifests of the signatures in a layout once more. */
    void pushSignatures(Path layout, String repository)
            throws IOException, InterruptedException, MalformedInputException {
        for (Pushed manifest : manifests(layout)) {
            if (manifest.about() && !manifest.isIndex()) {
                put(repository, manifest.content(), manifest.mediaType(), manifest.reference());
            }
        }
    }

    private static List<Pushed> manifests(Path layout) throws IOException, MalformedInputException {
        List<Pushed> manifests = new ArrayList<>();
        for (JsonObject entry : index(layout)) {
            collect(layout, entry, manifests);
        }
        manifests.sort(Comparator.comparing(Pushed::rank));
        return manifests;
    }

    /** One manifest under one reference. */
    private record Pushed(Bytes content, String mediaType, String reference, boolean about) {

        boolean isIndex() {
            return mediaType.contains("index") || mediaType.contains("list");
        }

        /** Members are there before indexes, and images before their signatures; a tag of referrers is an index as well. */
        int rank() {
            return (isIndex() ? 1 : 0) + (about ? 2 : 0);
        }

        static Pushed of(Bytes content, String mediaType, String reference) throws MalformedInputException {
            boolean signature = reference.startsWith("sha256-")
                    || Json.parseObject(content, LIMITS).has("subject");
            return new Pushed(content, mediaType, reference, signature);
        }
    }

    private static void collect(Path layout, JsonObject entry, List<Pushed> into)
            throws IOException, MalformedInputException {
        Digest digest = Digest.parse(entry.text("digest"));
        String mediaType = entry.text("mediaType");
        Bytes content = read(layout.resolve("blobs/sha256").resolve(digest.hex()));
        into.add(Pushed.of(content, mediaType, digest.toString()));
        if (into.get(into.size() - 1).isIndex()) {
            for (JsonObject child :
                    Json.parseObject(content, LIMITS).array("manifests").objects()) {
                collect(layout, child, into);
            }
        }
        if (entry.has("annotations") && entry.object("annotations").has(TAG)) {
            String tag = entry.object("annotations").text(TAG);
            into.add(Pushed.of(content, mediaType, tag));
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
        String separator = location.contains("?") ? "&" : "?";
        URI target = uri("/").resolve(location + separator + "digest=" + Digest.sha256(content));
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
        return URI.create("http://" + host + path);
    }

    private static Bytes read(Path file) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(file));
    }
}
