/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.trustserver;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Hangs up at once on whoever begins to speak TLS, and passes everything else on. skopeo tries TLS first, and the server of
 * the JDK would wait for the end of that first line as long as skopeo waits for an answer: ten seconds.
 */
final class PlainFront implements AutoCloseable {

    private static final int HANDSHAKE = 0x16;

    private final ServerSocket front;
    private final int behind;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    PlainFront(int behind) throws IOException {
        this.behind = behind;
        this.front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return front.getLocalPort();
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket client = front.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            InputStream in = client.getInputStream();
            int first = in.read();
            if (first < 0 || first == HANDSHAKE) {
                return;
            }
            server.getOutputStream().write(first);
            threads.execute(() -> pass(server, client));
            in.transferTo(server.getOutputStream());
        } catch (IOException e) {
            return; // either side went away
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
        threads.shutdownNow();
    }
}
