/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.registry.HttpSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An authority's server on loopback: an OCSP responder and a CRL, both of which may be hostile. */
final class RevocationServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Bytes ocsp = Bytes.empty();
    private volatile Bytes crl = Bytes.empty();

    final AtomicInteger requests = new AtomicInteger();

    /** Octets that were handed to the network, whoever took them. */
    final AtomicLong sent = new AtomicLong();

    RevocationServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/ocsp", exchange -> answer(exchange, "application/ocsp-response", ocsp));
        server.createContext("/crl", exchange -> answer(exchange, "application/pkix-crl", crl));
        server.createContext("/endless", exchange -> flood(exchange, Long.MAX_VALUE));
        server.createContext("/50MiB", exchange -> flood(exchange, 50 << 20));
        server.start();
    }

    URI at(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    HttpSettings settings() {
        String host = "localhost:" + server.getAddress().getPort();
        return HttpSettings.builder().insecurelyAllPlainHttp().privateHost(host).build();
    }

    void ocsp(Bytes answer) {
        ocsp = answer;
    }

    void crl(Bytes list) {
        crl = list;
    }

    private void answer(HttpExchange exchange, String type, Bytes body) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.toByteArray());
            sent.addAndGet(body.length());
        }
    }

    /** Without saying how long it will be. */
    private void flood(HttpExchange exchange, long length) throws IOException {
        requests.incrementAndGet();
        byte[] piece = new byte[1 << 16];
        piece[0] = 0x30;
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/ocsp-response");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            for (long left = length; left > 0; left -= piece.length) {
                out.write(piece);
                sent.addAndGet(piece.length);
            }
        } catch (IOException e) {
            // The client had enough.
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
