/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Requests and responses as tests write them. */
final class Exchange {

    private Exchange() {}

    static TrustRequest.Builder request(String method, String target) {
        int query = target.indexOf('?');
        TrustRequest.Builder built = TrustRequest.builder(method, query < 0 ? target : target.substring(0, query));
        return query < 0 ? built : built.query(target.substring(query + 1));
    }

    static InputStream body(Bytes content) {
        return new ByteArrayInputStream(content.toByteArray());
    }

    static InputStream body(String content) {
        return body(Bytes.utf8(content));
    }

    static String text(TrustResponse response) {
        return StandardCharsets.UTF_8.decode(response.body().asReadOnlyBuffer()).toString();
    }

    /** Never ends. */
    static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                Arrays.fill(into, offset, offset + length, (byte) 'x');
                return length;
            }
        };
    }

    /** Never ends, and comes one octet at a time. */
    static InputStream trickling() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                into[offset] = 'x';
                return 1;
            }
        };
    }

    /** Breaks off after some octets. */
    static InputStream breaking() {
        return new InputStream() {
            private int left = 10;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("the connection broke");
                }
                return 'x';
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                into[offset] = (byte) read();
                return 1;
            }
        };
    }
}
