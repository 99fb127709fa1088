/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.EvidenceFetcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Files on a port of loopback, and a fetcher that leads every address to such a port. */
final class Loopback implements AutoCloseable {

    /** What lies at which path; at {@code *} for all others. */
    final Map<String, Bytes> files = new ConcurrentHashMap<>();

    private final ServerSocket server;

    Loopback() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "loopback");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Asks at that port for what the request names. */
    static Bytes fetch(int port, EvidenceFetcher.Request request) throws IOException {
        URI here = URI.create("http://127.0.0.1:" + port + request.uri().getRawPath());
        HttpURLConnection connection = (HttpURLConnection) here.toURL().openConnection();
        if (request.method().equals("POST")) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", request.bodyType());
            connection.getOutputStream().write(request.body().toByteArray());
        }
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("status " + connection.getResponseCode());
        }
        return Bytes.copyOf(connection.getInputStream().readAllBytes());
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                BufferedReader request =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                String path = request.readLine().split(" ")[1];
                String header = request.readLine();
                while (!header.isEmpty()) {
                    header = request.readLine();
                }
                Bytes content = files.getOrDefault(path, files.get("*"));
                OutputStream out = client.getOutputStream();
                String status = content == null ? "404 Not Found" : "200 OK";
                Bytes body = content == null ? Bytes.empty() : content;
                out.write(("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + body.length()
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(body.toByteArray());
                out.flush();
            } catch (IOException e) {
                continue; // closed, or a client that went away
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
