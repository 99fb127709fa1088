/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import com.sun.net.httpserver.HttpExchange;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.MemoryRepository;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.Look;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.registry.RawServer.answer;
import static dev.imagetrust.registry.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;

/** What callers may hook into requests, and what it must not do or see. */
class InterceptorTest {

    private static final String ABSENT = "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"no\"}]}";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<HttpOutcome> outcomes = new CopyOnWriteArrayList<>();
    private TestRegistry registry;

    @BeforeEach
    void open() throws IOException {
        registry = TestRegistry.withReferrersApi(MemoryRepository.withReferrersApi());
    }

    @AfterEach
    void close() {
        registry.close();
    }

    // Refusals

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "authorization",
                "Cookie",
                "Cookie2",
                "Host",
                "User-Agent",
                "Accept",
                "Accept-Encoding",
                "Content-Length",
                "Content-Type",
                "Transfer-Encoding",
                "Connection",
                "Expect",
                "If-None-Match",
                "Range",
                "TE",
                "Trailer",
                "Upgrade",
                "Keep-Alive",
                "Date",
                "Proxy-Authorization",
                "Image-Trust-Retry-After",
                "",
                "X Id",
                "X-Id:",
                "X-Id\r\nCookie"
            })
    void refusesNamesThatAreNotForInterceptors(String name) throws Exception {
        assertThat(failure(headers(Map.of(name, "x")))).isEqualTo(RegistryReason.INTERCEPTOR_FAILED);
        assertThat(registry.lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nCookie: b", "a\n", "a\r", "a\u0000", "\u00e9"})
    void refusesValuesThatCouldEndTheHeader(String value) throws Exception {
        assertThat(failure(headers(Map.of("X-Id", value)))).isEqualTo(RegistryReason.INTERCEPTOR_FAILED);
        assertThat(registry.lines()).isEmpty();
    }

    @Test
    void refusesAnEndlessValue() throws Exception {
        assertThat(failure(headers(Map.of("X-Id", "x".repeat(8193))))).isEqualTo(RegistryReason.INTERCEPTOR_FAILED);
    }

    @Test
    void refusesAHeaderThatAnEarlierInterceptorHasSet() throws Exception {
        assertThat(failure(headers(Map.of("X-Id", "1")), headers(Map.of("x-id", "2"))))
                .isEqualTo(RegistryReason.INTERCEPTOR_FAILED);
        assertThat(registry.lines()).isEmpty();
    }

    @Test
    void refusesMoreHeadersThanThereMayBe() throws Exception {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 33; i++) {
            many.put("X-" + i, "x");
        }
        assertThat(failure(headers(many))).isEqualTo(RegistryReason.INTERCEPTOR_FAILED);
    }

    @Test
    void sendsNothingWhereAnInterceptorThrowsBefore() throws Exception {
        assertThat(failure(asking((method, uri) -> {
                    throw new IllegalStateException("s3cret");
                })))
                .isEqualTo(RegistryReason.INTERCEPTOR_FAILED);
        assertThat(registry.lines()).isEmpty();
        assertThat(outcomes).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotAbsentWhereAnInterceptorThrowsAfterwards() throws Exception {
        try (RegistryRepository client = client(registry.settings(), telling(outcome -> {
            throw new IllegalStateException("s3cret");
        }))) {
            UnavailableException told = Asking.told(client, registry.host());
            assertThat(told.reason().code()).isEqualTo(RegistryReason.INTERCEPTOR_FAILED);
            assertThat(told.reason().toString()).doesNotContain("s3cret");
            assertThat(Asking.look(client, registry.host(), Asking.SIGNATURES).answer())
                    .isEqualTo(Look.Answer.FAILED);
        }
        assertThat(registry.lines()).hasSize(2);
    }

    @Test
    void anInterceptorThatThrowsIsTheReasonAlsoOfARequestThatFailed() throws Exception {
        assertThat(unreachable(telling(outcome -> {
                    throw new IllegalStateException();
                })))
                .isEqualTo(RegistryReason.INTERCEPTOR_FAILED);
    }

    @Test
    void allAreToldAlsoWhereOneThrows() throws Exception {
        HttpInterceptor throwing = telling(outcome -> {
            throw new IllegalStateException();
        });
        assertThat(failure(throwing, telling(outcomes::add))).isEqualTo(RegistryReason.INTERCEPTOR_FAILED);
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void doesNotOpenWhatTheGuardsRefuse() throws Exception {
        try (RegistryRepository client =
                client(HttpSettings.builder().insecurelyPlainHttp(registry.host()), headers(Map.of("X-Id", "1")))) {
            assertThat(Asking.failure(client, registry.host())).isEqualTo(RegistryReason.ADDRESS_REFUSED);
        }
        assertThat(registry.lines()).isEmpty();
    }

    @Test
    void seesNoCredential() throws Exception {
        registry.behind(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token/")) {
                TestRegistry.send(exchange, 200, "application/json", "{\"token\":\"t0ken\"}");
                return true;
            }
            if (exchange.getRequestHeaders().getFirst("Authorization") != null) {
                return redirected(exchange, "/elsewhere?X-Signature=s1gned");
            }
            exchange.getResponseHeaders()
                    .add("WWW-Authenticate", "Bearer realm=\"http://" + registry.host() + "/token/\"");
            TestRegistry.error(exchange, 401, "UNAUTHORIZED");
            return true;
        });
        try (RegistryRepository client = RegistryRepository.builder()
                .http(registry.settings().interceptor(recording()).build())
                .credentials(RegistryCredentials.of(Map.of(registry.host(), new Credential.Login("us3r", "s3cret"))))
                .build()) {
            Asking.told(client, registry.host());
        }
        assertThat(registry.seen()).anyMatch(seen -> seen.line().contains("s1gned"));
        assertThat(asked).hasSameSizeAs(registry.lines());
        assertThat(asked + " " + outcomes)
                .contains("/token/", "/elsewhere")
                .doesNotContain("s3cret", "t0ken", "s1gned", "us3r", "dXMzcjpzM2NyZXQ=", "Bearer", "Basic");
    }

    // What they do

    @Test
    void addsHeadersToTheFirstRequestInTheOrderOfTheInterceptors() throws Exception {
        try (RawServer server = new RawServer((request, out) -> write(out, answer("404 Not Found", "", "")));
                RegistryRepository client =
                        client(server.settings(), headers(Map.of("X-One", "1")), headers(Map.of("X-Two", "2 and 3")))) {
            assertThat(client.manifest(Asking.name(server.host()), Asking.TAG, Asking.soon()))
                    .isEqualTo(Answer.absent());
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .containsSubsequence("X-One: 1\r\n", "X-Two: 2 and 3\r\n");
        }
    }

    @Test
    void addsHeadersAgainAfterARedirectOnTheSameHost() throws Exception {
        try (RawServer server = new RawServer((request, out) -> write(
                        out,
                        request.startsWith("GET /there ")
                                ? answer("404 Not Found", "", "")
                                : answer("307 There", "Location: /there\r\n", "")));
                RegistryRepository client = client(server.settings(), onlyFor(server))) {
            client.manifest(Asking.name(server.host()), Asking.TAG, Asking.soon());
            assertThat(server.requests()).hasSize(2).allMatch(request -> request.contains("X-Id: 1\r\n"));
        }
    }

    @Test
    void addsAHeaderForOneHostToNoRequestForAnother() throws Exception {
        try (RawServer other = new RawServer((request, out) -> write(out, answer("404 Not Found", "", "")));
                RawServer server = new RawServer((request, out) ->
                        write(out, answer("307 There", "Location: http://" + other.host() + "/x\r\n", "")));
                RegistryRepository client = client(both(server, other), onlyFor(server))) {
            client.manifest(Asking.name(server.host()), Asking.TAG, Asking.soon());
            assertThat(server.requests()).singleElement().asString().contains("X-Id: 1\r\n");
            assertThat(other.requests()).singleElement().asString().doesNotContain("X-Id");
        }
    }

    @Test
    void addsAHeaderForAnotherHostWhereTheInterceptorSaysSo() throws Exception {
        try (RawServer other = new RawServer((request, out) -> write(out, answer("404 Not Found", "", "")));
                RawServer server = new RawServer((request, out) ->
                        write(out, answer("307 There", "Location: http://" + other.host() + "/x\r\n", "")));
                RegistryRepository client = client(both(server, other), onlyFor(other))) {
            client.manifest(Asking.name(server.host()), Asking.TAG, Asking.soon());
            assertThat(server.requests()).singleElement().asString().doesNotContain("X-Id");
            assertThat(other.requests()).singleElement().asString().contains("X-Id: 1\r\n");
        }
    }

    @Test
    void isAskedAndToldAgainWhenARequestIsRepeated() throws Exception {
        registry.behind(exchange -> {
            if (registry.lines().size() > 1) {
                return false;
            }
            TestRegistry.error(exchange, 500, "UNKNOWN");
            return true;
        });
        try (RegistryRepository client = client(registry.settings(), recording())) {
            client.manifest(Asking.name(registry.host()), Asking.TAG, Asking.soon());
        }
        assertThat(asked).hasSize(2);
        assertThat(outcomes).extracting(HttpOutcome::status).containsExactly(500, 404);
    }

    @Test
    void tellsOfASuccess() throws Exception {
        String manifest = "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a/b\",\"digest\":\"" + Asking.DIGEST
                + "\",\"size\":8},\"layers\":[]}";
        try (RawServer server = new RawServer((request, out) ->
                        write(out, answer("200 OK", "Content-Type: " + Asking.MANIFEST_TYPE + "\r\n", manifest)));
                RegistryRepository client = client(server.settings(), recording())) {
            assertThat(client.manifest(Asking.name(server.host()), Asking.TAG, Asking.soon())
                            .value())
                    .isPresent();
            assertThat(outcomes).singleElement().satisfies(outcome -> {
                assertThat(outcome.method()).isEqualTo("GET");
                assertThat(outcome.uri())
                        .isEqualTo(URI.create("http://" + server.host() + "/v2/team/app/manifests/v1"));
                assertThat(outcome.status()).isEqualTo(200);
                assertThat(outcome.failure()).isNull();
                assertThat(outcome.duration()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(10));
                assertThat(outcome.bytes()).isEqualTo(manifest.length());
            });
        }
    }

    @Test
    void tellsOfWhatIsNotThere() throws Exception {
        try (RawServer server = new RawServer((request, out) ->
                        write(out, answer("404 Not Found", "Content-Type: application/json\r\n", ABSENT)));
                RegistryRepository client = client(server.settings(), recording())) {
            assertThat(client.manifest(Asking.name(server.host()), Asking.TAG, Asking.soon()))
                    .isEqualTo(Answer.absent());
        }
        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(404);
            assertThat(outcome.failure()).isNull();
            assertThat(outcome.bytes()).isEqualTo(ABSENT.length());
        });
    }

    @Test
    void tellsOfAConnectionThatWasRefused() throws Exception {
        assertThat(unreachable(recording())).isEqualTo(RegistryReason.UNREACHABLE);
        // Asked once more, since that may help.
        assertThat(outcomes).hasSize(2).allSatisfy(outcome -> {
            assertThat(outcome.status()).isZero();
            assertThat(outcome.failure()).isEqualTo(RegistryReason.UNREACHABLE);
            assertThat(outcome.bytes()).isZero();
        });
    }

    @Test
    void tellsOfAnAnswerThatEndsEarly() throws Exception {
        try (RawServer server = new RawServer((request, out) -> write(
                        out,
                        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: " + Asking.MANIFEST_TYPE
                                + "\r\n\r\n{}"));
                RegistryRepository client = client(server.settings(), recording())) {
            assertThat(Asking.failure(client, server.host())).isEqualTo(RegistryReason.BROKEN_ANSWER);
        }
        assertThat(outcomes).isNotEmpty().allSatisfy(outcome -> {
            assertThat(outcome.status()).isEqualTo(200);
            assertThat(outcome.failure()).isEqualTo(RegistryReason.BROKEN_ANSWER);
            assertThat(outcome.bytes()).isEqualTo(2);
        });
    }

    private Object failure(HttpInterceptor... interceptors) {
        try (RegistryRepository client = client(registry.settings(), interceptors)) {
            return Asking.failure(client, registry.host());
        }
    }

    private static Object unreachable(HttpInterceptor interceptor) {
        // Nothing listens on a port this low.
        String host = "127.0.0.1:1";
        HttpSettings.Builder settings =
                HttpSettings.builder().insecurelyPlainHttp(host).privateHost(host);
        try (RegistryRepository client = client(settings, interceptor)) {
            return Asking.failure(client, host);
        }
    }

    private static HttpSettings.Builder both(RawServer one, RawServer other) {
        return one.settings().insecurelyPlainHttp(other.host()).privateHost(other.host());
    }

    private static RegistryRepository client(HttpSettings.Builder settings, HttpInterceptor... interceptors) {
        for (HttpInterceptor interceptor : interceptors) {
            settings.interceptor(interceptor);
        }
        return RegistryRepository.builder().http(settings.build()).build();
    }

    private static boolean redirected(HttpExchange exchange, String to) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/elsewhere")) {
            return false;
        }
        exchange.getResponseHeaders().add("Location", to);
        TestRegistry.send(exchange, 307, "text/plain", "");
        return true;
    }

    private HttpInterceptor recording() {
        return new HttpInterceptor() {
            @Override
            public Map<String, String> headersFor(String method, URI uri) {
                asked.add(method + ' ' + uri);
                return Map.of();
            }

            @Override
            public void completed(HttpOutcome outcome) {
                outcomes.add(outcome);
            }
        };
    }

    private static HttpInterceptor onlyFor(RawServer server) {
        return asking((method, uri) -> uri.getPort() == server.port() ? Map.of("X-Id", "1") : Map.of());
    }

    private static HttpInterceptor headers(Map<String, String> headers) {
        return asking((method, uri) -> headers);
    }

    private static HttpInterceptor asking(BiFunction<String, URI, Map<String, String>> headers) {
        return new HttpInterceptor() {
            @Override
            public Map<String, String> headersFor(String method, URI uri) {
                return headers.apply(method, uri);
            }
        };
    }

    private static HttpInterceptor telling(Consumer<HttpOutcome> told) {
        return new HttpInterceptor() {
            @Override
            public void completed(HttpOutcome outcome) {
                told.accept(outcome);
            }
        };
    }
}
