/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Requests octet for octet as they are written down: clients of other make mend targets, methods and lengths. */
final class RawHttp {

    private static final int PATIENCE = 60_000;

    /** Of the connection, not of the answer. */
    private static final Set<String> PASSED_OVER =
            Set.of("date", "connection", "content-length", "transfer-encoding", "keep-alive");

    private RawHttp() {}

    /**
     * What came back.
     *
     * @param status "none" if the other side hung up without an answer
     * @param headers by their names in lower case, without those of the connection
     */
    record Answer(String status, Map<String, String> headers, String body) {}

    /**
     * Sends one request, and reads all that comes.
     *
     * @param head the request line and headers, each with an end of line of its own
     * @param broken whether the connection ends here although more was announced
     */
    static Answer send(int port, String head, Bytes body, boolean broken) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE);
            try {
                OutputStream out = socket.getOutputStream();
                out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.write(body.toByteArray());
                out.flush();
                if (broken) {
                    socket.shutdownOutput();
                }
            } catch (IOException e) {
                // Who has seen enough may hang up before the body is through; what it says comes first.
            }
            return parse(received(socket.getInputStream()));
        }
    }

    /** All that comes until the other side hangs up, be it by a reset because it has not read everything. */
    private static String received(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException e) {
            return all.toString(StandardCharsets.ISO_8859_1);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    private static Answer parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer("none", Map.of(), "");
        }
        String[] lines = text.substring(0, end).split("\r\n");
        String status = lines[0].split(" ")[1];
        if (status.startsWith("1")) {
            return parse(text.substring(end + 4));
        }
        Map<String, String> headers = new TreeMap<>();
        boolean chunked = false;
        for (int i = 1; i < lines.length; i++) {
            String name = lines[i].substring(0, lines[i].indexOf(':')).toLowerCase(Locale.ROOT);
            String value = lines[i].substring(lines[i].indexOf(':') + 1).strip();
            chunked |= name.equals("transfer-encoding") && value.equals("chunked");
            if (!PASSED_OVER.contains(name)) {
                headers.merge(name, value, (one, other) -> one + " | " + other);
            }
        }
        String body = text.substring(end + 4);
        return new Answer(status, headers, chunked ? joined(body) : body);
    }

    private static String joined(String chunks) {
        int end = chunks.indexOf("\r\n");
        int length = Integer.parseInt(chunks.substring(0, end).strip(), 16);
        String rest = chunks.substring(end + 2);
        return length == 0 ? "" : rest.substring(0, length) + joined(rest.substring(length + 2));
    }
}
