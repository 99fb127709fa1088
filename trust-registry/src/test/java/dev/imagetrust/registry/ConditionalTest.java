/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.registry.RawServer.answer;
import static dev.imagetrust.registry.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;

/** A tag that did not move is not sent twice. */
class ConditionalTest {

    private static final String TYPE = "Content-Type: " + Asking.MANIFEST_TYPE + "\r\n";

    private final AtomicReference<String> etag = new AtomicReference<>("\"one\"");
    private final AtomicReference<String> body = new AtomicReference<>("first");

    @Test
    void takesWhatItHasWhereNothingChanged() throws Exception {
        assertThat(bodies(() -> {})).containsExactly("first", "first");
    }

    @Test
    void seesThatATagMoved() throws Exception {
        assertThat(bodies(() -> {
                    etag.set("\"two\"");
                    body.set("second");
                }))
                .containsExactly("first", "second");
    }

    @Test
    void asksWithoutConditionWhereTheNameOfTheVersionIsNone() throws Exception {
        for (String bad : List.of("", "bare", "\"" + "x".repeat(300) + "\"", "\"a\" b")) {
            etag.set(bad);
            try (RawServer server = new RawServer((request, out) ->
                            write(out, answer("200 OK", TYPE + "ETag: " + etag.get() + "\r\n", body.get())));
                    RegistryRepository client = client(server)) {
                ask(client, server);
                ask(client, server);
                assertThat(server.requests()).as(bad).hasSize(2).noneMatch(head -> head.contains("If-None-Match"));
            }
        }
    }

    private List<String> bodies(Runnable between) throws Exception {
        try (RawServer server = new RawServer((request, out) -> {
                    boolean unchanged = request.contains("\r\nIf-None-Match: " + etag.get() + "\r\n");
                    write(
                            out,
                            unchanged
                                    ? "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
                                    : answer("200 OK", TYPE + "ETag: " + etag.get() + "\r\n", body.get()));
                });
                RegistryRepository client = client(server)) {
            String first = ask(client, server);
            between.run();
            return List.of(first, ask(client, server));
        }
    }

    private static String ask(RegistryRepository client, RawServer server) throws Exception {
        Answer<Manifest> answer = client.manifest(Asking.name(server.host()), Asking.TAG, Asking.soon());
        Bytes content = answer.value().orElseThrow().content();
        return new String(content.toByteArray(), StandardCharsets.US_ASCII);
    }

    private static RegistryRepository client(RawServer server) {
        return RegistryRepository.builder().http(server.settings().build()).build();
    }
}
