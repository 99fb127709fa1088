/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.trustserver;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who says nothing about themselves reads only where guests may, and never changes anything. */
class UsersTest {

    private static final String POLICY = "\"adminPolicy\":";
    private static final String GUESTS = "\"repositories\": {\"**\": {\"anonymousPolicy\": [\"read\"]}}, " + POLICY;

    @TempDir
    Path root;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void guestsReadWhereTheyMay() throws Exception {
        try (RunningServer server = RunningServer.replacing(root, POLICY, GUESTS)) {
            assertThat(read(server).statusCode()).isEqualTo(200);
            assertThat(read(server, "Authorization", "").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"repositories\": {\"**\": {\"anonymousPolicy\": [\"create\"]}}, ",
                "\"repositories\": {\"**\": {\"defaultPolicy\": [\"read\"]}}, ",
                "\"repositories\": {\"team/**\": {\"anonymousPolicy\": [\"read\"]}}, "
            })
    void guestsDoNotReadWhereNothingSaysSo(String repositories) throws Exception {
        try (RunningServer server = RunningServer.replacing(root, POLICY, repositories + POLICY)) {
            assertThat(read(server).statusCode()).isEqualTo(401);
            assertThat(read(server, "Authorization", "").statusCode()).isEqualTo(401);
            assertThat(read(server, "Authorization", basic("joe:secret")).statusCode())
                    .isEqualTo(200);
        }
    }

    /** Nor whoever says what they are not: a typing error should show. */
    @ParameterizedTest
    @ValueSource(strings = {"joe:wrong", "nobody:secret", "joe"})
    void whoGivesAWrongPasswordIsNoGuest(String pair) throws Exception {
        try (RunningServer server = RunningServer.replacing(root, POLICY, GUESTS)) {
            assertThat(read(server, "Authorization", basic(pair)).statusCode()).isEqualTo(401);
            assertThat(read(server, "Authorization", "Bearer x").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void guestsChangeNothing() throws Exception {
        try (RunningServer server = RunningServer.replacing(root, POLICY, GUESTS)) {
            HttpRequest.Builder upload =
                    at(server, "/v2/_zot/ext/cosign").POST(HttpRequest.BodyPublishers.ofString("key"));
            assertThat(send(upload).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void pagesOfOneOriginOnlyMayReadWhereOneIsNamed() throws Exception {
        assertThat(allowedOrigin("\"allowOrigin\": \"https://pages.example\", "))
                .isEqualTo("https://pages.example");
        assertThat(allowedOrigin("\"allowOrigin\": \"\", ")).isEqualTo("*");
        assertThat(allowedOrigin("")).isEqualTo("*");
    }

    private String allowedOrigin(String member) throws Exception {
        String realm = "\"realm\":";
        try (RunningServer server = RunningServer.replacing(root, realm, member + realm)) {
            return read(server, "Authorization", basic("joe:secret"))
                    .headers()
                    .firstValue("Access-Control-Allow-Origin")
                    .orElseThrow();
        }
    }

    private HttpResponse<String> read(RunningServer server, String... headers) throws Exception {
        HttpRequest.Builder discovery = at(server, "/v2/_oci/ext/discover");
        return send(headers.length == 0 ? discovery : discovery.headers(headers));
    }

    private static HttpRequest.Builder at(RunningServer server, String path) {
        return HttpRequest.newBuilder(URI.create("http://" + server.server.address() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
