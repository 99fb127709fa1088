/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.registry.HttpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A web server on loopback that keeps what is put there. */
final class FileServer implements AutoCloseable {

    private final Map<String, Bytes> files = new ConcurrentHashMap<>();
    private final HttpServer server;

    FileServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    String host() {
        return "localhost:" + server.getAddress().getPort();
    }

    HttpSettings settings() {
        return HttpSettings.builder()
                .insecurelyPlainHttp(host())
                .privateHost(host())
                .build();
    }

    void put(String path, Bytes content) {
        files.put(path, content);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("X-Registry-Supports-Signatures", "1");
        String path = exchange.getRequestURI().getPath();
        Bytes sent = Bytes.copyOf(exchange.getRequestBody().readAllBytes());
        if (exchange.getRequestMethod().equals("PUT")) {
            boolean taken = files.putIfAbsent(path, sent) != null;
            exchange.sendResponseHeaders(taken ? 412 : 201, -1);
            return;
        }
        Bytes file = files.get(path);
        if (file == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            exchange.sendResponseHeaders(200, file.length());
            exchange.getResponseBody().write(file.toByteArray());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
