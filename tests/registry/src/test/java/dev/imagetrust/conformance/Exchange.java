/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One request to zot's trust API.
 *
 * @param id what it tries, once in a table
 * @param headers whole lines
 * @param isBroken whether the connection ends within the body
 */
record Exchange(String id, String method, String target, List<String> headers, Bytes body, boolean isBroken) {

    static final String ANN =
            "Authorization: Basic " + Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8));

    /** By the administrator, with the length of the body. */
    static Exchange of(String id, String method, String target, Bytes body) {
        return new Exchange(id, method, target, List.of(ANN, "Content-Length: " + body.length()), body, false);
    }

    static Exchange post(String id, String target, Bytes body) {
        return of(id, "POST", target, body);
    }

    /** The same with other headers, but the length. */
    Exchange with(String... lines) {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add("Content-Length: " + body.length());
        return new Exchange(id, method, target, all, body, isBroken);
    }

    /** The same in chunks. */
    Exchange chunked() {
        String content = new String(body.toByteArray(), StandardCharsets.ISO_8859_1);
        String chunks = Integer.toHexString(body.length()) + "\r\n" + content + "\r\n0\r\n\r\n";
        return new Exchange(
                id,
                method,
                target,
                List.of(ANN, "Transfer-Encoding: chunked"),
                Bytes.copyOf(chunks.getBytes(StandardCharsets.ISO_8859_1)),
                false);
    }

    /** The same with a body that ends before its length. */
    Exchange broken() {
        return new Exchange(id, method, target, List.of(ANN, "Content-Length: " + (body.length() + 1)), body, true);
    }

    RawHttp.Answer sendTo(int port) throws IOException {
        StringBuilder head = new StringBuilder(method + ' ' + target + " HTTP/1.1\r\n");
        head.append("Host: 127.0.0.1:").append(port).append("\r\nConnection: close\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        return RawHttp.send(port, head.toString(), body, isBroken);
    }
}
