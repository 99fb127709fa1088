/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on loopback that may answer anything at all, one request per connection. */
final class RawServer implements AutoCloseable {

    /** What it does. */
    @FunctionalInterface
    interface Script {
        void answer(String request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    RawServer(Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    RawServer(ServerSocket server, Script script) {
        this.server = server;
        threads.submit(() -> {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                open.add(socket);
                threads.submit(() -> serve(socket, script));
            }
            return null;
        });
    }

    private Void serve(Socket socket, Script script) throws IOException, InterruptedException {
        try (socket;
                OutputStream out = socket.getOutputStream()) {
            String request = head(socket.getInputStream());
            requests.add(request);
            script.answer(request, out);
            out.flush();
        }
        return null;
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int next = in.read();
        while (next >= 0 && !(head.length() > 2 && head.toString().endsWith("\r\n\r"))) {
            head.append((char) next);
            next = in.read();
        }
        return head.toString();
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A whole answer. */
    static String answer(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n" + headers
                + "\r\n" + body;
    }

    /** Whole requests, heads only. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    int port() {
        return server.getLocalPort();
    }

    String host() {
        return "localhost:" + port();
    }

    HttpSettings.Builder settings() {
        return HttpSettings.builder().insecurelyPlainHttp(host()).privateHost(host());
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
