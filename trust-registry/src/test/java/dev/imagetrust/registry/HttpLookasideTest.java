/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import com.sun.net.httpserver.HttpExchange;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.oci.Lookaside;
import dev.imagetrust.oci.LookasideSource;
import dev.imagetrust.oci.MemoryRepository;
import dev.imagetrust.oci.OciReason;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.ReasonCode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class HttpLookasideTest {

    private static final ImageName NAME = ImageName.parse("registry.example/team/app");
    private static final ImageSubject IMAGE =
            ImageSubject.byDigest(NAME, Descriptor.of("text/plain", Bytes.utf8("image")));
    private static final String FOLDER =
            "/sigs/team/app@sha256=" + IMAGE.image().digest().hex();

    private final Map<String, Bytes> files = new ConcurrentHashMap<>();
    private TestRegistry server;

    @BeforeEach
    void start() throws IOException {
        server = TestRegistry.withoutReferrersApi(MemoryRepository.withoutReferrersApi())
                .behind(this::serve);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://host/sigs", "file:///sigs", "sigs", "https://me:secret@host/", "https://host/sigs#part"})
    void refusesAStoreThatIsNoneOnTheWeb(String base) {
        assertThatThrownBy(() -> HttpLookaside.open(URI.create(base), HttpSettings.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aStoreThatCannotBeReachedIsNotAnUnsignedImage() throws Exception {
        HttpLookaside store = open();
        server.close();
        assertFailed(search(store), RegistryReason.UNREACHABLE, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 206, 400, 403, 410, 418, 500, 503})
    void everyStatusButOkAndNotFoundIsAnError(int status) throws Exception {
        server.behind(exchange -> {
            exchange.sendResponseHeaders(status, -1);
            return true;
        });
        Found found = search(open());
        assertThat(found.candidates()).isEmpty();
        assertThat(found.looks().get(0).answer()).isEqualTo(Look.Answer.FAILED);
    }

    /** As in CVE-2020-15157. */
    @Test
    void aStoreThatWantsALoginGetsNone() throws Exception {
        server.behind(exchange -> {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"sigs\"");
            exchange.sendResponseHeaders(401, -1);
            return true;
        });
        assertFailed(search(open()), RegistryReason.UNEXPECTED_STATUS, 0);
        assertThat(server.seen()).allMatch(seen -> seen.authorization().isEmpty());
    }

    @Test
    void aWebPageIsNoSignatureAndNotAnUnsignedImage() throws Exception {
        server.behind(exchange -> {
            TestRegistry.send(exchange, 200, "text/html; charset=utf-8", "<!DOCTYPE html><title>Log in</title>");
            return true;
        });
        assertFailed(search(open()), RegistryReason.NOT_A_SIGNATURE, 0);
        assertThat(server.lines()).hasSize(2);
    }

    @Test
    void aSignatureThatIsCalledAWebPageIsASignature() throws Exception {
        server.behind(exchange -> {
            if (!exchange.getRequestURI().getPath().endsWith("-1")) {
                return false;
            }
            TestRegistry.send(exchange, 200, "text/html", new byte[] {(byte) 0x88, 1});
            return true;
        });
        assertThat(contents(search(open()))).containsExactly(Bytes.fromHex("8801"));
    }

    @Test
    void aRedirectIntoTheNetworkIsRefused() throws Exception {
        server.behind(exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + server.port() + "/secret");
            exchange.sendResponseHeaders(302, -1);
            return true;
        });
        assertFailed(search(open()), RegistryReason.PLAIN_HTTP_REFUSED, 0);
    }

    @Test
    void aSignatureThatIsTooLongHidesNoOther() throws Exception {
        put(1, Bytes.utf8("far too long"));
        put(2, Bytes.utf8("short"));
        Limits limits = Limits.builder().signatureBytes(5).build();
        Found found = search(open(), limits);
        assertThat(contents(found)).containsExactly(Bytes.utf8("short"));
        assertFailed(found, OciReason.SIGNATURE_TOO_LARGE, 1);
    }

    /** containers/image 33389dab. */
    @Test
    void aStoreWithoutEndIsReadToALimit() throws Exception {
        server.behind(exchange -> {
            TestRegistry.send(
                    exchange,
                    200,
                    "application/octet-stream",
                    exchange.getRequestURI().getPath());
            return true;
        });
        Found found = search(open());
        assertThat(found.candidates()).hasSize(Lookaside.MAX_SIGNATURES);
        assertThat(found.looks().get(0).answer()).isEqualTo(Look.Answer.TRUNCATED);
        assertThat(found.looks().get(0).reason().orElseThrow().code()).isEqualTo(CoreReason.SEARCH_LIMIT);
        assertThat(server.lines()).hasSize(Lookaside.MAX_SIGNATURES);
    }

    @Test
    void findsAllSignaturesUpToTheFirstThatIsNotThere() throws Exception {
        put(1, Bytes.utf8("one"));
        put(2, Bytes.utf8("two"));
        Found found = search(open());
        assertThat(contents(found)).containsExactly(Bytes.utf8("one"), Bytes.utf8("two"));
        assertThat(found.looks().get(0).answer()).isEqualTo(Look.Answer.FOUND);
        assertThat(server.lines())
                .containsExactly(
                        "GET " + FOLDER + "/signature-1",
                        "GET " + FOLDER + "/signature-2",
                        "GET " + FOLDER + "/signature-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "/a/", "/a?key=1"})
    void thePathIsAppendedToTheBaseAsTheReferenceImplementationDoes(String base) throws Exception {
        search(HttpLookaside.open(
                URI.create("http://" + server.host() + base), server.settings().build()));
        int query = base.indexOf('?');
        String path = query < 0 ? base : base.substring(0, query);
        assertThat(server.lines())
                .containsExactly("GET " + path + FOLDER.substring("/sigs".length()) + "/signature-1"
                        + (query < 0 ? "" : base.substring(query)));
    }

    @Test
    void refusesToStoreWhatIsNoLookasideBlob() {
        SignatureArtifact other = new SignatureArtifact.ExtensionObject("x", "atomic", Bytes.utf8("x"));
        try (HttpLookaside store = open()) {
            assertThat(store.accepts(other)).isFalse();
            assertThatThrownBy(() -> store.store(IMAGE, other)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aServerThatTakesNothingStoresNothing() {
        server.behind(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("PUT") ? 405 : 404, -1);
            return true;
        });
        assertThat(refusal()).isEqualTo(RegistryReason.UNEXPECTED_STATUS);
    }

    @Test
    void aServerThatForgetsWhatItTookHasStoredNothing() {
        server.behind(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("PUT") ? 201 : 404, -1);
            return true;
        });
        assertThat(refusal()).isEqualTo(RegistryReason.UNEXPECTED_STATUS);
    }

    @Test
    void aStoreThatIsFullTakesNoMore() {
        for (int number = 1; number <= Lookaside.MAX_SIGNATURES; number++) {
            put(number, Bytes.utf8("signature " + number));
        }
        assertThat(refusal()).isEqualTo(RegistryReason.TOO_LARGE);
        assertThat(files).hasSize(Lookaside.MAX_SIGNATURES);
    }

    @Test
    void storesBesideWhatIsThere() throws Exception {
        put(1, Bytes.utf8("one"));
        try (HttpLookaside store = open()) {
            assertThat(store.store(IMAGE, blob("two")).location()).endsWith("/signature-2");
        }
        assertThat(files.get(FOLDER + "/signature-1")).isEqualTo(Bytes.utf8("one"));
        assertThat(files.get(FOLDER + "/signature-2")).isEqualTo(Bytes.utf8("two"));
    }

    @Test
    void storingTheSameAgainChangesNothing() throws Exception {
        try (HttpLookaside store = open()) {
            store.store(IMAGE, blob("one"));
            store.store(IMAGE, blob("one"));
        }
        assertThat(files).hasSize(1);
    }

    @Test
    void whoeverComesBetweenKeepsItsNumber() throws Exception {
        server.behind(exchange -> {
            if (exchange.getRequestMethod().equals("PUT")) {
                files.putIfAbsent(FOLDER + "/signature-1", Bytes.utf8("the other's"));
            }
            return serve(exchange);
        });
        try (HttpLookaside store = open()) {
            assertThat(store.store(IMAGE, blob("ours")).location()).endsWith("/signature-2");
        }
        assertThat(files.get(FOLDER + "/signature-1")).isEqualTo(Bytes.utf8("the other's"));
    }

    private boolean serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Bytes body = Bytes.copyOf(exchange.getRequestBody().readAllBytes());
        if (exchange.getRequestMethod().equals("PUT")) {
            boolean taken = "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
                    && files.putIfAbsent(path, body) != null;
            exchange.sendResponseHeaders(taken ? 412 : 201, -1);
            return true;
        }
        Bytes file = files.get(path);
        if (file != null) {
            TestRegistry.send(exchange, 200, "application/octet-stream", file.toByteArray());
        }
        return file != null;
    }

    private void put(int number, Bytes content) {
        files.put(FOLDER + "/signature-" + number, content);
    }

    private HttpLookaside open() {
        return HttpLookaside.open(
                URI.create("http://" + server.host() + "/sigs"),
                server.settings().build());
    }

    private ReasonCode refusal() {
        try (HttpLookaside store = open()) {
            return catchThrowableOfType(UnavailableException.class, () -> store.store(IMAGE, blob("new")))
                    .reason()
                    .code();
        }
    }

    private static LookasideBlob blob(String content) {
        return new LookasideBlob("signature-1", Bytes.utf8(content));
    }

    private static Found search(HttpLookaside store) throws InterruptedException {
        return search(store, Limits.defaults());
    }

    private static Found search(HttpLookaside store, Limits limits) throws InterruptedException {
        try (store) {
            return new LookasideSource(store)
                    .search(
                            IMAGE,
                            List.of(IMAGE.image().digest()),
                            Set.of(new Place.Lookaside()),
                            new SearchBudget(limits, Deadline.never()));
        }
    }

    private static List<Bytes> contents(Found found) {
        return found.candidates().stream()
                .map(candidate -> ((LookasideBlob) candidate.artifact()).content())
                .toList();
    }

    private static void assertFailed(Found found, ReasonCode code, int count) {
        Look look = found.looks().get(0);
        assertThat(look.answer()).isEqualTo(Look.Answer.FAILED);
        assertThat(look.found()).isEqualTo(count);
        assertThat(look.reason().orElseThrow().code()).isEqualTo(code);
    }
}
