/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.quickstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.oci.ImageRepository;
import dev.imagetrust.oci.Manifest;
import dev.imagetrust.oci.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The example's images as a registry on loopback, and its lookaside store below {@code /lookaside}. */
final class LayoutServer implements AutoCloseable {

    private static final Pattern PATH = Pattern.compile("/v2/(.+)/(manifests|blobs)/([^/]+)");
    private static final String LOOKASIDE = "/lookaside/";

    private final ImageRepository images;
    private final Path lookaside;
    private final HttpServer server;

    LayoutServer(Path data) throws IOException {
        this.images = new LayoutRegistry(data.resolve("images"));
        this.lookaside = data.resolve("lookaside");
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    String host() {
        return "localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        Matcher known = PATH.matcher(path);
        try {
            if (path.startsWith(LOOKASIDE)) {
                byte[] signature = Files.readAllBytes(lookaside.resolve(path.substring(LOOKASIDE.length())));
                send(exchange, 200, "application/octet-stream", signature);
            } else if (known.matches()) {
                answer(exchange, ImageName.parse("registry.example/" + known.group(1)), known);
            } else {
                send(exchange, 404, "text/plain", new byte[0]);
            }
        } catch (NoSuchFileException e) {
            send(exchange, 404, "text/plain", new byte[0]);
        }
    }

    private void answer(HttpExchange exchange, ImageName name, Matcher known) throws IOException, InterruptedException {
        String text = known.group(3);
        if (known.group(2).equals("blobs")) {
            Descriptor blob = Descriptor.of("x/y", Digest.parse(text), 0);
            try (InputStream in = images.blob(name, blob, Deadline.never())) {
                send(exchange, 200, "application/octet-stream", in.readAllBytes());
            }
            return;
        }
        Reference reference = Digest.find(text).map(Reference::digest).orElseGet(() -> Reference.tag(text));
        Optional<Manifest> manifest =
                images.manifest(name, reference, Deadline.never()).value();
        if (manifest.isPresent()) {
            send(
                    exchange,
                    200,
                    manifest.get().mediaType(),
                    manifest.get().content().toByteArray());
        } else {
            send(exchange, 404, "text/plain", new byte[0]);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
