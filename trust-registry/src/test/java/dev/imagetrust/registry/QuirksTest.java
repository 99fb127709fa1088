/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import com.sun.net.httpserver.HttpExchange;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.Cursor;
import dev.imagetrust.oci.MemoryRepository;
import dev.imagetrust.oci.Reference;
import dev.imagetrust.verdict.Look;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.registry.RawServer.answer;
import static dev.imagetrust.registry.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Servers that behave as docs/registries.md says that public registries do. None of them was observed by us. */
class QuirksTest {

    private static final String JSON = "Content-Type: application/json; charset=utf-8\r\n";
    private static final Descriptor SIGNATURE = Descriptor.of(Asking.MANIFEST_TYPE, Bytes.utf8("a signature"));

    /** Docker Hub: {@code docker.io} is another host, whose token service is a third one. */
    @Test
    void dockerHubIsReadWhereItIs() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpSettings settings = HttpSettings.builder()
                .resolver(host -> {
                    asked.add(host);
                    return List.of(InetAddress.getByName("127.0.0.1"));
                })
                .build();
        try (RegistryRepository client =
                RegistryRepository.builder().http(settings).build()) {
            ImageName busybox = ImageName.parse("busybox");
            assertThrows(IOException.class, () -> client.manifest(busybox, Asking.TAG, Asking.soon()));
        }
        assertThat(asked).containsExactly("registry-1.docker.io");
    }

    /** ... and gets the credentials for Docker Hub, of which the proxy of this test sees everything. */
    @Test
    void dockerHubsTokenServiceMayHaveItsCredentials() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (RawServer proxy = new RawServer((request, out) -> {
            heads.add(request);
            if (request.contains("http://auth.docker.io:443/")) {
                write(out, answer("200 OK", JSON, "{\"token\":\"hub\"}"));
            } else if (request.contains("Authorization: Bearer hub")) {
                write(out, answer("404 Not Found", JSON, errors("MANIFEST_UNKNOWN")));
            } else {
                write(
                        out,
                        answer(
                                "401 Log in",
                                "WWW-Authenticate: Bearer realm=\"http://auth.docker.io:443/token\","
                                        + "service=\"registry.docker.io\"\r\n",
                                ""));
            }
        })) {
            HttpSettings settings = HttpSettings.builder()
                    .proxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()))
                    .insecurelyPlainHttp("registry-1.docker.io")
                    .insecurelyPlainHttp("auth.docker.io:443")
                    .build();
            try (RegistryRepository client = RegistryRepository.builder()
                    .http(settings)
                    .credentials(RegistryCredentials.of(Map.of("docker.io", new Credential.Login("user", "s3cret"))))
                    .build()) {
                assertThat(client.manifest(ImageName.parse("busybox"), Asking.TAG, Asking.soon()))
                        .isEqualTo(Answer.absent());
            }
        }
        assertThat(heads).hasSize(3);
        assertThat(heads.get(0)).contains("/v2/library/busybox/manifests/v1").doesNotContain("Authorization");
        assertThat(heads.get(1))
                .contains("Authorization: Basic ")
                .contains("scope=repository%3Alibrary%2Fbusybox%3Apull");
        assertThat(heads.get(2)).contains("Authorization: Bearer hub");
    }

    /** Docker Hub: 401 for what is private or not there, also to who shows the anonymous token it gave. */
    @Test
    void dockerHubDoesNotTellPrivateFromMissing() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        try (TestRegistry registry = TestRegistry.withReferrersApi(MemoryRepository.withReferrersApi());
                RegistryRepository client = registry.client()) {
            registry.behind(exchange -> {
                if (exchange.getRequestURI().getPath().equals("/token")) {
                    tokens.incrementAndGet();
                    TestRegistry.send(exchange, 200, "application/json", "{\"token\":\"anonymous\"}");
                } else {
                    exchange.getResponseHeaders()
                            .add("WWW-Authenticate", "Bearer realm=\"http://" + registry.host() + "/token\"");
                    TestRegistry.error(exchange, 401, "UNAUTHORIZED");
                }
                return true;
            });
            assertThat(Asking.failure(client, registry.host())).isEqualTo(RegistryReason.UNAUTHORIZED);
            assertThat(Asking.look(client, registry.host(), Asking.SIGNATURES).answer())
                    .isEqualTo(Look.Answer.FAILED);
            assertThat(registry.seen()).anyMatch(seen -> seen.authorization().equals(Optional.of("Bearer anonymous")));
        }
        assertThat(tokens).hasPositiveValue();
    }

    /** GitLab.com: the token service is on another host, which gets the credentials; the proxy sees everything. */
    @Test
    void gitLabsTokenServiceMayHaveItsCredentials() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (RawServer proxy = new RawServer((request, out) -> {
            heads.add(request);
            if (request.contains("http://gitlab.com:443/jwt/auth")) {
                write(out, answer("200 OK", JSON, "{\"token\":\"lab\"}"));
            } else if (request.contains("Authorization: Bearer lab")) {
                write(out, answer("404 Not Found", JSON, errors("MANIFEST_UNKNOWN")));
            } else {
                String challenge = "Bearer realm=\"http://gitlab.com:443/jwt/auth\",service=\"container_registry\"";
                write(out, answer("401 Log in", "WWW-Authenticate: " + challenge + "\r\n", ""));
            }
        })) {
            HttpSettings settings = HttpSettings.builder()
                    .proxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()))
                    .insecurelyPlainHttp("registry.gitlab.com")
                    .insecurelyPlainHttp("gitlab.com:443")
                    .build();
            try (RegistryRepository client = RegistryRepository.builder()
                    .http(settings)
                    .credentials(RegistryCredentials.of(
                            Map.of("registry.gitlab.com", new Credential.Login("user", "s3cret"))))
                    .build()) {
                assertThat(client.manifest(ImageName.parse("registry.gitlab.com/team/app"), Asking.TAG, Asking.soon()))
                        .isEqualTo(Answer.absent());
            }
        }
        assertThat(heads).hasSize(3);
        assertThat(heads.get(0)).doesNotContain("Authorization");
        assertThat(heads.get(1)).contains("Authorization: Basic ", "service=container_registry");
        assertThat(heads.get(2)).contains("Authorization: Bearer lab");
    }

    /** Quay: the referrers API as it is specified. */
    @Test
    void quayListsReferrers() throws Exception {
        try (TestRegistry registry = TestRegistry.withReferrersApi(MemoryRepository.withReferrersApi())
                        .behind(QuirksTest::listed);
                RegistryRepository client = registry.client()) {
            requireListed(client, registry);
            assertThat(registry.lines()).hasSize(1);
        }
    }

    /** ECR: the referrers API as it is specified, behind the same login as everything else. */
    @Test
    void ecrListsReferrersToWhoHasThePassword() throws Exception {
        try (TestRegistry registry = TestRegistry.withReferrersApi(MemoryRepository.withReferrersApi())
                        .behind(exchange -> wantedPassword(exchange) || listed(exchange));
                RegistryRepository client = ecr(registry)) {
            requireListed(client, registry);
        }
    }

    /** Harbor has an error code of its own. */
    @Test
    void harborSaysNotFoundInItsOwnWords() throws Exception {
        assertThat(manifest("404 Not Found", JSON, errors("NOT_FOUND"))).isEqualTo(Answer.absent());
    }

    /** GHCR sends requests for referrers to a web page, with the digest cut off and a limit on how often. */
    @Test
    void ghcrSendsAwayWhoAsksForReferrers() throws Exception {
        AtomicInteger page = new AtomicInteger();
        try (RawServer web = new RawServer((request, out) -> {
                    page.incrementAndGet();
                    write(out, answer("429 Too Many Requests", "", ""));
                });
                TestRegistry registry = TestRegistry.withReferrersApi(MemoryRepository.withReferrersApi())
                        .behind(exchange -> {
                            if (!exchange.getRequestURI().getPath().contains("/referrers/")) {
                                return false;
                            }
                            exchange.getResponseHeaders().add("Location", "http://" + web.host() + "/-/v2/packages");
                            TestRegistry.send(exchange, 303, "text/html", "");
                            return true;
                        });
                RegistryRepository client = registry.client()) {
            Look look = Asking.look(client, registry.host(), Asking.BUNDLES);
            assertThat(look.answer()).isEqualTo(Look.Answer.ABSENT);
            Asking.look(client, registry.host(), Asking.BUNDLES);
            // The second time, only the fallback tag.
            assertThat(registry.lines()).hasSize(3);
        }
        assertThat(page).hasValue(0);
    }

    /** Artifactory before 7.90.1. */
    @Test
    void artifactoryDoesNotAcceptThatOneAsksForReferrers() throws Exception {
        assertThat(referrers("406 Not Acceptable", JSON, errors("UNSUPPORTED"))).isEqualTo(Answer.unsupported());
    }

    /** Some hosts answer 200 to a path they do not know. */
    @Test
    void anythingButAnIndexIsNoListing() throws Exception {
        assertThat(referrers("200 OK", JSON, "{\"referrers\":[]}")).isEqualTo(Answer.unsupported());
    }

    /** docker-registry (distribution 2.8): its router's own 404. Observed: tests/registry. */
    @Test
    void distributionKnowsNoReferrers() throws Exception {
        assertThat(referrers("404 Not Found", "Content-Type: text/plain; charset=utf-8\r\n", "404 page not found\n"))
                .isEqualTo(Answer.unsupported());
    }

    /** ECR: a user name and password, and a realm that is no token service. */
    @Test
    void ecrWantsAPassword() throws Exception {
        try (TestRegistry registry = TestRegistry.withReferrersApi(MemoryRepository.withReferrersApi())
                        .behind(QuirksTest::wantedPassword);
                RegistryRepository client = ecr(registry)) {
            assertThat(client.manifest(Asking.name(registry.host()), Asking.TAG, Asking.soon()))
                    .isEqualTo(Answer.absent());
        }
    }

    /** ECR Public: 400 without a challenge where a token has expired. */
    @Test
    void ecrPublicCallsAnExpiredTokenABadRequest() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        try (TestRegistry registry = TestRegistry.withReferrersApi(MemoryRepository.withReferrersApi());
                RegistryRepository client = registry.client()) {
            registry.behind(exchange -> {
                String shown = exchange.getRequestHeaders().getFirst("Authorization");
                if (exchange.getRequestURI().getPath().equals("/token/")) {
                    TestRegistry.send(
                            exchange, 200, "application/json", "{\"token\":\"t" + tokens.incrementAndGet() + "\"}");
                } else if (shown == null) {
                    exchange.getResponseHeaders()
                            .add("WWW-Authenticate", "Bearer realm=\"http://" + registry.host() + "/token/\"");
                    TestRegistry.error(exchange, 401, "UNAUTHORIZED");
                } else if (!shown.equals("Bearer t" + tokens.get())) {
                    TestRegistry.error(exchange, 400, "DENIED");
                } else {
                    return false;
                }
                return true;
            });
            ask(client, registry);
            tokens.incrementAndGet(); // the one that is remembered has expired
            ask(client, registry);
        }
    }

    /** Google: 404 in the words of a registry, for a repository that nobody may see. */
    @Test
    void anUnknownRepositoryIsAbsent() throws Exception {
        assertThat(manifest("404 Not Found", JSON, errors("NAME_UNKNOWN"))).isEqualTo(Answer.absent());
    }

    private static RegistryRepository ecr(TestRegistry registry) {
        return RegistryRepository.builder()
                .http(registry.settings().build())
                .credentials(RegistryCredentials.of(Map.of(registry.host(), new Credential.Login("AWS", "long"))))
                .build();
    }

    private static boolean wantedPassword(HttpExchange exchange) throws IOException {
        if ("Basic QVdTOmxvbmc=".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return false;
        }
        exchange.getResponseHeaders()
                .add(
                        "WWW-Authenticate",
                        "Basic realm=\"https://000000000000.dkr.ecr.us-east-1.amazonaws.com/\","
                                + "service=\"ecr.amazonaws.com\"");
        TestRegistry.send(exchange, 401, "text/plain", "Not Authorized");
        return true;
    }

    private static boolean listed(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().endsWith("/referrers/" + Asking.DIGEST)) {
            return false;
        }
        TestRegistry.send(exchange, 200, Asking.INDEX_TYPE, TestRegistry.index(List.of(SIGNATURE)));
        return true;
    }

    private static void requireListed(RegistryRepository client, TestRegistry registry) throws Exception {
        assertThat(client.referrers(Asking.name(registry.host()), Asking.DIGEST, Cursor.START, Asking.soon())
                        .value()
                        .orElseThrow()
                        .items())
                .containsExactly(SIGNATURE);
    }

    private static void ask(RegistryRepository client, TestRegistry registry) throws Exception {
        assertThat(client.manifest(Asking.name(registry.host()), Asking.TAG, Asking.soon()))
                .isEqualTo(Answer.absent());
    }

    private static Object manifest(String status, String headers, String body) throws Exception {
        try (RawServer server = new RawServer((request, out) -> write(out, answer(status, headers, body)));
                RegistryRepository client = client(server)) {
            return client.manifest(Asking.name(server.host()), Reference.tag("v1"), Asking.soon());
        }
    }

    private static Object referrers(String status, String headers, String body) throws Exception {
        try (RawServer server = new RawServer((request, out) -> write(out, answer(status, headers, body)));
                RegistryRepository client = client(server)) {
            return client.referrers(Asking.name(server.host()), Asking.DIGEST, Cursor.START, Asking.soon());
        }
    }

    private static RegistryRepository client(RawServer server) {
        return RegistryRepository.builder().http(server.settings().build()).build();
    }

    private static String errors(String code) {
        return "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"not found\"}]}";
    }
}
