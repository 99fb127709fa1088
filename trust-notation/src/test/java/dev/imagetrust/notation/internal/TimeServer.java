/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;

/** A good time authority at loopback. It stamps the moment at which it is asked, or the one that its address says. */
final class TimeServer implements AutoCloseable {

    private final HttpServer server;

    private TimeServer(HttpServer server) {
        this.server = server;
    }

    static TimeServer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/now", exchange -> answer(exchange, Instant.now(), 0));
        server.createContext("/at/", exchange -> {
            String[] path = exchange.getRequestURI().getPath().split("/");
            answer(exchange, Instant.ofEpochSecond(Long.parseLong(path[2])), Integer.parseInt(path[3]));
        });
        server.start();
        return new TimeServer(server);
    }

    /** Where the time is told as it is. */
    URI now() {
        return address("/now");
    }

    /** Where a time is told that may be another, in whole seconds. */
    URI at(Instant time, int accuracySeconds) {
        return address("/at/" + time.getEpochSecond() + "/" + accuracySeconds);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static void answer(HttpExchange exchange, Instant time, int accuracySeconds) throws IOException {
        Bytes request = Bytes.copyOf(exchange.getRequestBody().readAllBytes());
        byte[] answer =
                TimeAuthority.GOOD.answer(request, time, accuracySeconds).toByteArray();
        exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
        exchange.sendResponseHeaders(200, answer.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
