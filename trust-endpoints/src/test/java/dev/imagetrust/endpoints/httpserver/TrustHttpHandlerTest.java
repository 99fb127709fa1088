/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints.httpserver;

import com.sun.net.httpserver.HttpServer;
import dev.imagetrust.endpoints.Caller;
import dev.imagetrust.endpoints.TrustEndpoint;
import dev.imagetrust.endpoints.TrustRequest;
import dev.imagetrust.endpoints.TrustResponse;
import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests and responses on a real socket. */
class TrustHttpHandlerTest {

    private final AtomicReference<String> seen = new AtomicReference<>("");
    private HttpServer server;

    /** Answers with what it was asked. */
    private final TrustEndpoint echo = request -> request.path().startsWith("/echo")
            ? Optional.of(TrustResponse.of(299, "text/plain", Bytes.utf8(read(request)))
                    .with("X-One", "1"))
            : Optional.empty();

    private String read(TrustRequest request) {
        try {
            String text = request.method() + ' ' + request.path() + " a="
                    + request.parameter("a").orElse("-") + ' '
                    + request.header("x-sent").orElse("-") + ' ' + request.caller() + ' '
                    + new String(request.body().readAllBytes());
            seen.set(text + ' ' + request.from());
            return text;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void starts() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TrustEndpoint nothing = request -> Optional.empty();
        server.createContext("/", new TrustHttpHandler(List.of(nothing, echo), exchange -> Caller.named("ann")));
        server.start();
    }

    @AfterEach
    void stops() {
        server.stop(0);
    }

    @Test
    void passesEverythingOnAndBack() throws Exception {
        HttpResponse<String> answer = send("POST", "/echo/a%2Fb?a=%41", "body");
        assertThat(answer.statusCode()).isEqualTo(299);
        assertThat(answer.body()).isEqualTo("POST /echo/a%2Fb a=A sent ann body");
        assertThat(answer.headers().firstValue("X-One")).hasValue("1");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain");
        assertThat(seen.get()).contains("127.0.0.1");
    }

    @Test
    void whatIsNobodysIsNotFound() throws Exception {
        HttpResponse<String> answer = send("GET", "/other", "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void headHasTheLengthAndNotTheBody() throws Exception {
        HttpResponse<String> answer = send("HEAD", "/echo", "");
        assertThat(answer.statusCode()).isEqualTo(299);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue("HEAD /echo a=- sent ann ".length());
        assertThat(answer.body()).isEmpty();
    }

    private HttpResponse<String> send(String method, String target, String body) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + target);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("X-Sent", "sent")
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
