/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.Cursor;
import dev.imagetrust.oci.ImageRepository;
import dev.imagetrust.oci.Manifest;
import dev.imagetrust.oci.Page;
import dev.imagetrust.oci.Reference;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A registry by the distribution-spec over any repository, on loopback, which counts what it is asked. */
public final class TestRegistry implements AutoCloseable {

    static {
        // The JDK's server writes head and body apart; with Nagle's algorithm each answer would take 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Pattern PATH = Pattern.compile("/v2/(.+)/(manifests|blobs|referrers)/([^/]+)");

    private final ImageRepository content;
    private final boolean referrersApi;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile Gate gate = exchange -> false;
    private volatile int pageSize = Integer.MAX_VALUE;

    /** Something that may answer in the registry's place. */
    @FunctionalInterface
    interface Gate {
        boolean answered(HttpExchange exchange) throws IOException;
    }

    /** A request. */
    record Seen(String line, Optional<String> authorization) {}

    private TestRegistry(ImageRepository content, boolean referrersApi) throws IOException {
        this.content = content;
        this.referrersApi = referrersApi;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                handle(exchange);
            }
        });
        server.start();
    }

    public static TestRegistry withReferrersApi(ImageRepository content) throws IOException {
        return new TestRegistry(content, true);
    }

    /** As docker-registry, whose router knows no such path. */
    public static TestRegistry withoutReferrersApi(ImageRepository content) throws IOException {
        return new TestRegistry(content, false);
    }

    /** Lets something else answer first. */
    TestRegistry behind(Gate value) {
        this.gate = value;
        return this;
    }

    public TestRegistry withPagesOf(int entries) {
        this.pageSize = entries;
        return this;
    }

    /** {@code localhost:port}. */
    public String host() {
        return "localhost:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    ImageName name(String path) {
        return ImageName.parse(host() + '/' + path);
    }

    List<String> lines() {
        return seen.stream().map(Seen::line).toList();
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** What was asked since the last time. */
    List<String> drain() {
        List<String> lines = lines();
        seen.clear();
        return lines;
    }

    /** Settings that let a client reach it. */
    public HttpSettings.Builder settings() {
        return HttpSettings.builder().insecurelyPlainHttp(host()).privateHost(host());
    }

    public RegistryRepository client() {
        return RegistryRepository.builder().http(settings().build()).build();
    }

    private void handle(HttpExchange exchange) throws IOException {
        seen.add(new Seen(
                exchange.getRequestMethod() + ' ' + exchange.getRequestURI(),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))));
        if (gate.answered(exchange)) {
            return;
        }
        Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
        if (!path.matches()) {
            send(exchange, 404, "text/plain", "404 page not found\n");
            return;
        }
        ImageName name = ImageName.parse("registry.example/" + path.group(1));
        try {
            switch (path.group(2)) {
                case "manifests" -> manifest(exchange, name, path.group(3));
                case "blobs" -> blob(exchange, name, Digest.parse(path.group(3)));
                default -> referrers(exchange, name, Digest.parse(path.group(3)));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void manifest(HttpExchange exchange, ImageName name, String text) throws IOException, InterruptedException {
        Reference reference = Digest.find(text).map(Reference::digest).orElseGet(() -> Reference.tag(text));
        Optional<Manifest> manifest =
                content.manifest(name, reference, Deadline.never()).value();
        if (manifest.isEmpty()) {
            error(exchange, 404, "MANIFEST_UNKNOWN");
            return;
        }
        send(exchange, 200, manifest.get().mediaType(), manifest.get().content().toByteArray());
    }

    private void blob(HttpExchange exchange, ImageName name, Digest digest) throws IOException, InterruptedException {
        try (InputStream in = content.blob(name, Descriptor.of("x/y", digest, 0), Deadline.never())) {
            send(exchange, 200, "application/octet-stream", in.readAllBytes());
        } catch (FileNotFoundException e) {
            error(exchange, 404, "BLOB_UNKNOWN");
        }
    }

    private void referrers(HttpExchange exchange, ImageName name, Digest subject)
            throws IOException, InterruptedException {
        if (!referrersApi) {
            send(exchange, 404, "text/plain", "404 page not found\n");
            return;
        }
        Answer<Page<Descriptor>> answer = content.referrers(name, subject, Cursor.START, Deadline.never());
        List<Descriptor> all = answer.value().map(Page::items).orElse(List.of());
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("from=0");
        int from = Integer.parseInt(query.substring("from=".length()));
        int to = Math.min(all.size(), from + Math.min(pageSize, all.size()));
        if (to < all.size()) {
            exchange.getResponseHeaders()
                    .add("Link", "<" + exchange.getRequestURI().getPath() + "?from=" + to + ">; rel=\"next\"");
        }
        send(exchange, 200, "application/vnd.oci.image.index.v1+json", index(all.subList(from, to)));
    }

    static String index(List<Descriptor> entries) {
        return entries.stream()
                .map(entry -> "{\"mediaType\":\"" + entry.mediaType() + "\",\"digest\":\"" + entry.digest()
                        + "\",\"size\":" + entry.size()
                        + entry.artifactType()
                                .map(type -> ",\"artifactType\":\"" + type + '"')
                                .orElse("") + '}')
                .collect(Collectors.joining(
                        ",",
                        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[",
                        "]}"));
    }

    static void error(HttpExchange exchange, int status, String code) throws IOException {
        send(exchange, status, "application/json", "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"no\"}]}");
    }

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        send(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
