/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import com.sun.net.httpserver.HttpExchange;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.MemoryRepository;
import dev.imagetrust.registry.Credential.IdentityToken;
import dev.imagetrust.registry.Credential.Login;
import dev.imagetrust.registry.Credential.RegistryToken;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.ReasonCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.registry.RawServer.answer;
import static dev.imagetrust.registry.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;

/** Logging in, and whom credentials are never shown to. */
class LoginTest {

    private static final String BASIC = "Basic dXNlcjpzM2NyZXQ=";
    private static final Login LOGIN = new Login("user", "s3cret");

    private final List<String> tokensAsked = new CopyOnWriteArrayList<>();
    private TestRegistry registry;
    private RawServer tokens;
    private volatile String tokenAnswer = "{\"token\":\"good\",\"expires_in\":300}";

    @BeforeEach
    void open() throws IOException {
        registry = TestRegistry.withReferrersApi(MemoryRepository.withReferrersApi());
        tokens = new RawServer((request, out) -> {
            tokensAsked.add(request);
            write(out, answer("200 OK", "Content-Type: application/json\r\n", tokenAnswer));
        });
    }

    @AfterEach
    void close() throws IOException {
        registry.close();
        tokens.close();
    }

    // Refusals

    /** As in CVE-2020-15157. */
    @Test
    void doesNotSendCredentialsToATokenServiceOnAnotherHost() throws Exception {
        registry.behind(bearer(tokenRealm(), "good"));
        assertThat(ask(LOGIN)).isEmpty();
        assertThat(tokensAsked).hasSize(1);
        assertThat(everythingSent()).noneMatch(LoginTest::showsTheSecret);
    }

    @Test
    void tellsThatTheTokenServiceWasNotNamedWhereItRefuses() throws Exception {
        tokens.close();
        try (RawServer refusing = new RawServer((request, out) -> write(out, answer("401 No", "", "")))) {
            tokens = refusing;
            registry.behind(bearer(tokenRealm(), "good"));
            try (RegistryRepository client = client(LOGIN, builder -> builder)) {
                assertThat(Asking.told(client, registry.host()).getMessage())
                        .contains("were not sent to its token service");
            }
            assertThat(refusing.requests()).noneMatch(LoginTest::showsTheSecret);
        }
    }

    @Test
    void sendsNoIdentityTokenToATokenServiceOnAnotherHost() throws Exception {
        registry.behind(bearer(tokenRealm(), "good"));
        assertThat(ask(new IdentityToken("s3cret"))).isEmpty();
        assertThat(tokensAsked).singleElement().asString().startsWith("GET ");
    }

    @Test
    void doesNotSendCredentialsAlongWithARedirect() throws Exception {
        try (RawServer elsewhere = new RawServer((request, out) -> write(out, answer("404 Not Found", "", "")))) {
            registry.behind(exchange -> {
                if (!isAuthorized(exchange, BASIC)) {
                    return challenge(exchange, "Basic realm=\"x\"");
                }
                exchange.getResponseHeaders().add("Location", "http://" + elsewhere.host() + "/x");
                TestRegistry.send(exchange, 307, "text/plain", "");
                return true;
            });
            assertThat(ask(
                            LOGIN,
                            builder -> builder.http(registry.settings()
                                    .insecurelyPlainHttp(elsewhere.host())
                                    .privateHost(elsewhere.host())
                                    .build())))
                    .isEmpty();
            assertThat(elsewhere.requests()).hasSize(1).noneMatch(LoginTest::showsTheSecret);
        }
    }

    /** There and back again: whoever sends us away does not get the credential on our return. */
    @Test
    void doesNotTakeCredentialsUpAgainWhenARedirectComesBack() throws Exception {
        try (RawServer elsewhere = new RawServer((request, out) ->
                write(out, answer("307 Back", "Location: http://" + registry.host() + "/v2/back\r\n", "")))) {
            registry.behind(exchange -> {
                if (exchange.getRequestURI().getPath().equals("/v2/back")) {
                    TestRegistry.send(exchange, 404, "text/plain", "");
                } else if (!isAuthorized(exchange, BASIC)) {
                    challenge(exchange, "Basic realm=\"x\"");
                } else {
                    exchange.getResponseHeaders().add("Location", "http://" + elsewhere.host() + "/x");
                    TestRegistry.send(exchange, 307, "text/plain", "");
                }
                return true;
            });
            assertThat(ask(
                            LOGIN,
                            builder -> builder.http(registry.settings()
                                    .insecurelyPlainHttp(elsewhere.host())
                                    .privateHost(elsewhere.host())
                                    .build())))
                    .isEmpty();
            assertThat(registry.seen())
                    .filteredOn(seen -> seen.line().equals("GET /v2/back"))
                    .singleElement()
                    .matches(seen -> seen.authorization().isEmpty());
        }
    }

    @Test
    void doesNotAnswerAChallengeOfARedirectsTarget() throws Exception {
        try (RawServer elsewhere = new RawServer(
                (request, out) -> write(out, answer("401 Log in", "WWW-Authenticate: Basic realm=\"x\"\r\n", "")))) {
            registry.behind(exchange -> {
                exchange.getResponseHeaders().add("Location", "http://" + elsewhere.host() + "/x");
                TestRegistry.send(exchange, 307, "text/plain", "");
                return true;
            });
            assertThat(ask(
                            LOGIN,
                            builder -> builder.http(registry.settings()
                                    .insecurelyPlainHttp(elsewhere.host())
                                    .privateHost(elsewhere.host())
                                    .build())))
                    .contains(RegistryReason.UNAUTHORIZED);
            assertThat(elsewhere.requests()).hasSize(1).noneMatch(LoginTest::showsTheSecret);
            assertThat(registry.seen()).allMatch(seen -> seen.authorization().isEmpty());
        }
    }

    @Test
    void endsAHostThatAsksForEver() throws Exception {
        registry.behind(exchange -> challenge(exchange, "Basic realm=\"x\""));
        assertThat(ask(LOGIN)).contains(RegistryReason.UNAUTHORIZED);
        assertThat(registry.lines()).hasSize(2);
    }

    @Test
    void endsAHostThatTakesNoToken() throws Exception {
        registry.behind(exchange -> challenge(exchange, "Bearer realm=\"" + tokenRealm() + "\""));
        assertThat(ask(LOGIN)).contains(RegistryReason.UNAUTHORIZED);
        assertThat(registry.lines()).hasSize(2);
        assertThat(tokensAsked).hasSize(1);
    }

    @Test
    void saysThatALoginIsMissing() throws Exception {
        registry.behind(exchange -> challenge(exchange, "Basic realm=\"x\""));
        assertThat(ask(null)).contains(RegistryReason.UNAUTHORIZED);
        assertThat(registry.lines()).hasSize(1);
    }

    @Test
    void refusesChallengesThatCannotBeAnswered() throws Exception {
        for (String header : List.of(
                "Negotiate abc=",
                "",
                "Bearer",
                "Bearer realm=\"no url\"",
                "Bearer realm=\"unfinished",
                "Bearer realm=\"http://a/\",realm=\"http://b/\"",
                "Basic realm=\"a\" x",
                "Bearer realm=\"" + "x".repeat(9000) + "\"")) {
            registry.behind(exchange -> challenge(exchange, header));
            assertThat(ask(LOGIN)).as(header).contains(RegistryReason.CHALLENGE_UNUSABLE);
        }
        assertThat(everythingSent()).noneMatch(LoginTest::showsTheSecret);
    }

    @Test
    void refusesARealmWithALogin() throws Exception {
        registry.behind(exchange -> challenge(exchange, "Bearer realm=\"http://u:p@" + tokens.host() + "/\""));
        assertThat(ask(LOGIN)).contains(RegistryReason.REALM_REFUSED);
        assertThat(tokensAsked).isEmpty();
    }

    @Test
    void refusesTokensThatCannotBeUsed() throws Exception {
        registry.behind(bearer(tokenRealm(), "good"));
        for (String answer : List.of(
                "{}",
                "[]",
                "<html>",
                "{\"token\":5}",
                "{\"token\":\"\"}",
                "{\"token\":\"a b\"}",
                "{\"token\":\"a\\r\\nEvil: 1\"}",
                "{\"token\":\"good\",\"token\":\"bad\"}")) {
            tokenAnswer = answer;
            assertThat(ask(null)).as(answer).contains(RegistryReason.TOKEN_UNUSABLE);
        }
    }

    @Test
    void reportsATokenServiceThatRefuses() throws Exception {
        for (Map.Entry<String, RegistryReason> status : Map.of(
                        "401 No", RegistryReason.UNAUTHORIZED,
                        "404 No", RegistryReason.TOKEN_UNUSABLE,
                        "429 No", RegistryReason.RATE_LIMITED,
                        "500 No", RegistryReason.SERVER_ERROR)
                .entrySet()) {
            try (RawServer service =
                    new RawServer((request, out) -> write(out, answer(status.getKey(), "Retry-After: 999\r\n", "")))) {
                registry.behind(bearer("http://" + service.host() + "/token", "good"));
                assertThat(ask(
                                null,
                                builder -> builder.http(registry.settings()
                                        .insecurelyPlainHttp(service.host())
                                        .privateHost(service.host())
                                        .build())))
                        .as(status.getKey())
                        .contains(status.getValue());
            }
        }
    }

    @Test
    void reportsCredentialsThatCannotBeRead() throws Exception {
        registry.behind(exchange -> challenge(exchange, "Basic realm=\"x\""));
        try (RegistryRepository client = RegistryRepository.builder()
                .http(registry.settings().build())
                .credentials(host -> {
                    throw new IOException("keychain is locked");
                })
                .build()) {
            assertThat(Asking.failure(client, registry.host())).isEqualTo(RegistryReason.CREDENTIALS_FAILED);
        }
    }

    // What works

    @Test
    void logsInWithAUserName() throws Exception {
        registry.behind(exchange -> !isAuthorized(exchange, BASIC) && challenge(exchange, "Basic realm=\"x\""));
        assertThat(ask(LOGIN)).isEmpty();
        assertThat(registry.lines()).hasSize(2);
    }

    @Test
    void remembersALogin() throws Exception {
        registry.behind(exchange -> !isAuthorized(exchange, BASIC) && challenge(exchange, "Basic realm=\"x\""));
        try (RegistryRepository client = client(LOGIN, builder -> builder)) {
            for (int i = 0; i < 3; i++) {
                client.manifest(Asking.name(registry.host()), Asking.TAG, Asking.soon());
            }
        }
        assertThat(registry.lines()).hasSize(4);
    }

    @Test
    void asksTheCredentialsOnlyForTheHostThatWantsThem() throws Exception {
        registry.behind(exchange -> !isAuthorized(exchange, BASIC) && challenge(exchange, "Basic realm=\"x\""));
        List<String> askedFor = new CopyOnWriteArrayList<>();
        try (RegistryRepository client = RegistryRepository.builder()
                .http(registry.settings().build())
                .credentials(host -> {
                    askedFor.add(host);
                    return Optional.of(LOGIN);
                })
                .build()) {
            client.manifest(Asking.name(registry.host()), Asking.TAG, Asking.soon());
        }
        assertThat(askedFor).containsExactly(registry.host());
    }

    @Test
    void fetchesATokenForTheRepository() throws Exception {
        registry.behind(bearer(tokenRealm(), "good"));
        assertThat(ask(null)).isEmpty();
        assertThat(tokensAsked)
                .singleElement()
                .asString()
                .startsWith("GET /token?scope=repository%3Ateam%2Fapp%3Apull&service=me%20myself HTTP/1.1");
    }

    @Test
    void sendsCredentialsToATokenServiceThatWasNamed() throws Exception {
        registry.behind(bearer(tokenRealm(), "good"));
        assertThat(ask(LOGIN, builder -> builder.tokenService(registry.host(), tokens.host())))
                .isEmpty();
        assertThat(tokensAsked).singleElement().asString().contains("\r\nAuthorization: " + BASIC + "\r\n");
        assertThat(registry.seen()).noneMatch(seen -> seen.authorization().equals(Optional.of(BASIC)));
    }

    @Test
    void sendsCredentialsToTheTokenServiceOnTheRegistryItself() throws Exception {
        AtomicInteger served = new AtomicInteger();
        registry.behind(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                served.incrementAndGet();
                assertThat(isAuthorized(exchange, BASIC)).isTrue();
                TestRegistry.send(exchange, 200, "application/json", "{\"access_token\":\"good\"}");
                return true;
            }
            return bearer("http://" + registry.host() + "/token", "good").answered(exchange);
        });
        assertThat(ask(LOGIN)).isEmpty();
        assertThat(served).hasValue(1);
    }

    @Test
    void exchangesAnIdentityToken() throws Exception {
        registry.behind(bearer(tokenRealm(), "good"));
        assertThat(ask(new IdentityToken("s3cret"), builder -> builder.tokenService(registry.host(), tokens.host())))
                .isEmpty();
        assertThat(tokensAsked).singleElement().asString().startsWith("POST /token HTTP/1.1");
    }

    @Test
    void usesATokenOfTheRegistryAsItIs() throws Exception {
        registry.behind(bearer(tokenRealm(), "mine"));
        assertThat(ask(new RegistryToken("mine"))).isEmpty();
        assertThat(tokensAsked).isEmpty();
    }

    @Test
    void remembersATokenForItsTime() throws Exception {
        registry.behind(bearer(tokenRealm(), "good"));
        try (RegistryRepository client = client(null, builder -> builder)) {
            client.manifest(Asking.name(registry.host()), Asking.TAG, Asking.soon());
            client.manifest(Asking.name(registry.host()), Asking.TAG, Asking.soon());
        }
        assertThat(tokensAsked).hasSize(1);
        assertThat(registry.lines()).hasSize(3);
    }

    @Test
    void doesNotUseATokenBeyondItsTime() throws Exception {
        tokenAnswer = "{\"token\":\"good\",\"expires_in\":0}";
        registry.behind(bearer(tokenRealm(), "good"));
        try (RegistryRepository client = client(null, builder -> builder)) {
            client.manifest(Asking.name(registry.host()), Asking.TAG, Asking.soon());
            client.manifest(Asking.name(registry.host()), Asking.TAG, Asking.soon());
        }
        assertThat(tokensAsked).hasSize(2);
    }

    @Test
    void fetchesANewTokenWhereTheOldOneIsNoLongerTaken() throws Exception {
        AtomicInteger round = new AtomicInteger();
        registry.behind(exchange -> bearer(tokenRealm(), "t" + round.get()).answered(exchange));
        try (RegistryRepository client = client(null, builder -> builder)) {
            for (int i = 1; i <= 2; i++) {
                round.set(i);
                tokenAnswer = "{\"token\":\"t" + i + "\"}";
                assertThat(client.manifest(Asking.name(registry.host()), Asking.TAG, Asking.soon()))
                        .isEqualTo(Answer.absent());
            }
        }
        assertThat(tokensAsked).hasSize(2);
    }

    @Test
    void readsAChallengeAmongOthers() throws Exception {
        String challenges = "Negotiate, Digest realm=\"a, b\", nonce=\"q\\\"\", Basic realm=\"x\", charset=\"UTF-8\"";
        registry.behind(exchange -> !isAuthorized(exchange, BASIC) && challenge(exchange, challenges));
        assertThat(ask(LOGIN)).isEmpty();
    }

    @Test
    void showsNoSecretInItsTexts() {
        assertThat(List.of(LOGIN, new IdentityToken("s3cret"), new RegistryToken("s3cret"))
                        .toString())
                .doesNotContain("s3cret");
    }

    // Plumbing

    private Optional<ReasonCode> ask(Credential credential) throws Exception {
        return ask(credential, builder -> builder);
    }

    /** Why there was no answer; empty where the registry said that the manifest is absent. */
    private Optional<ReasonCode> ask(Credential credential, UnaryOperator<RegistryRepository.Builder> more)
            throws Exception {
        try (RegistryRepository client = client(credential, more)) {
            assertThat(client.manifest(Asking.name(registry.host()), Asking.TAG, Asking.soon()))
                    .isEqualTo(Answer.absent());
            return Optional.empty();
        } catch (UnavailableException e) {
            assertThat(e.getMessage()).doesNotContain("s3cret");
            return Optional.of(e.reason().code());
        }
    }

    private RegistryRepository client(Credential credential, UnaryOperator<RegistryRepository.Builder> more) {
        RegistryRepository.Builder builder = RegistryRepository.builder()
                .http(registry.settings()
                        .insecurelyPlainHttp(tokens.host())
                        .privateHost(tokens.host())
                        .build())
                .credentials(
                        credential == null
                                ? RegistryCredentials.none()
                                : RegistryCredentials.of(Map.of(registry.host(), credential)));
        return more.apply(builder).build();
    }

    private String tokenRealm() {
        return "http://" + tokens.host() + "/token";
    }

    private static TestRegistry.Gate bearer(String realm, String token) {
        return exchange -> !isAuthorized(exchange, "Bearer " + token)
                && challenge(exchange, "Bearer realm=\"" + realm + "\",service=\"me myself\"");
    }

    private static boolean challenge(HttpExchange exchange, String header) throws IOException {
        exchange.getResponseHeaders().add("WWW-Authenticate", header);
        TestRegistry.error(exchange, 401, "UNAUTHORIZED");
        return true;
    }

    private static boolean isAuthorized(HttpExchange exchange, String header) {
        return header.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private List<String> everythingSent() {
        List<String> all = new ArrayList<>(tokensAsked);
        registry.seen().forEach(seen -> all.add(seen.toString()));
        return all;
    }

    private static boolean showsTheSecret(String request) {
        String encoded = Bytes.utf8("s3cret").toHex();
        return request.contains("s3cret") || request.contains(BASIC.substring(6)) || request.contains(encoded);
    }
}
