/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.store.fs.ZotCompat;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.JournalEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.endpoints.Exchange.body;
import static dev.imagetrust.endpoints.Exchange.request;
import static dev.imagetrust.endpoints.Exchange.text;
import static dev.imagetrust.endpoints.ZotFixture.ADMIN;
import static dev.imagetrust.endpoints.ZotFixture.CHAIN;
import static dev.imagetrust.endpoints.ZotFixture.CLOCK;
import static dev.imagetrust.endpoints.ZotFixture.COSIGN;
import static dev.imagetrust.endpoints.ZotFixture.KEY;
import static dev.imagetrust.endpoints.ZotFixture.LEAF;
import static dev.imagetrust.endpoints.ZotFixture.NOTATION;
import static dev.imagetrust.endpoints.ZotFixture.OTHER;
import static dev.imagetrust.endpoints.ZotFixture.ROOT;
import static dev.imagetrust.endpoints.ZotFixture.ROOT_DER;
import static dev.imagetrust.endpoints.ZotFixture.answer;
import static dev.imagetrust.endpoints.ZotFixture.concat;
import static dev.imagetrust.endpoints.ZotFixture.digest;
import static dev.imagetrust.endpoints.ZotFixture.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The exchanges of zot's trust API: specs/zot-and-webhook.md, sections 1 and 2; the numbers are those of its checklist. */
class ZotTrustEndpointTest {

    /** On every answer that a route itself gives, and on no other. */
    private static final Map<String, String> DRESS = Map.of(
            "Access-Control-Allow-Origin", "*",
            "X-Content-Type-Options", "nosniff",
            "Access-Control-Allow-Methods", "POST,OPTIONS",
            "Access-Control-Allow-Headers", "Authorization,content-type,X-ZOT-API-CLIENT");

    private static final String LIST_DENIED =
            "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"requested access to the resource is denied\","
                    + "\"detail\":{\"description\":\"";
    private static final String DISCOVERY = "/v2/_oci/ext/discover";
    private static final String CHALLENGE = "Basic realm=\"Authorization Required\"";

    @TempDir
    Path root;

    private ZotFixture zot;

    @BeforeEach
    void initialises() throws Exception {
        zot = ZotFixture.in(root, ZotCompat.V2_1);
    }

    // What is taken and what is not: Z8, Z9, Z11, Z12, Z36, Z37

    static Stream<Arguments> bodies() {
        Bytes key = KEY.publicKeyPem();
        Bytes crlf = Bytes.utf8(new String(key.toByteArray()).replace("\n", "\r\n"));
        return Stream.of(
                arguments("a key", COSIGN, key, 200),
                arguments("a key with other line ends", COSIGN, crlf, 200),
                // zot reads the first key, passes over the rest of the file and shows all of it as the author.
                arguments("a key behind a comment", COSIGN, concat(Bytes.utf8("mine\n"), key), 400),
                arguments("two keys", COSIGN, concat(key, OTHER.leafKey().publicKeyPem()), 400),
                arguments("nothing for a key", COSIGN, Bytes.empty(), 400),
                arguments("junk for a key", COSIGN, Bytes.utf8("junk"), 400),
                arguments("a key that is no PEM", COSIGN, KEY.spki(), 400),
                arguments("a private key", COSIGN, KEY.privateKeyPem(), 400),
                arguments("a certificate for a key", COSIGN, ROOT, 400),
                arguments("a key of another label", COSIGN, pem("PUBLIC KEYS", KEY.spki()), 400),
                arguments("a key cut off", COSIGN, Bytes.copyOf(key.toByteArray(), 0, 60), 400),
                arguments("a root certificate", NOTATION, ROOT, 200),
                arguments("a root certificate in DER", NOTATION, ROOT_DER, 200),
                arguments("two root certificates in PEM", NOTATION, concat(ROOT, OTHER.rootPem()), 200),
                arguments("two root certificates in DER", NOTATION, concat(ROOT_DER, OTHER.root()), 200),
                arguments("nothing for a certificate", NOTATION, Bytes.empty(), 400),
                arguments("junk for a certificate", NOTATION, Bytes.utf8("junk"), 400),
                arguments("an empty PEM block", NOTATION, pem("CERTIFICATE", Bytes.empty()), 400),
                arguments("a key for a certificate", NOTATION, key, 400),
                arguments("a certificate and a private key", NOTATION, concat(ROOT, KEY.privateKeyPem()), 400),
                arguments("a certificate cut off", NOTATION, Bytes.copyOf(ROOT_DER.toByteArray(), 0, 99), 400),
                // zot takes it, and from then on trusts no signature of the store any more.
                arguments("a leaf certificate", NOTATION, LEAF, 400),
                arguments("an intermediate for time stamps", NOTATION + "?truststoreType=tsa", intermediate(), 400));
    }

    private static Bytes intermediate() {
        return pem("CERTIFICATE", CHAIN.certificates().get(1));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("bodies")
    void takesWhatCouldBeAnAnchorAndNothingElse(String name, String target, Bytes body, int status) throws Exception {
        TrustResponse answer = zot.post(target, body(body));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).isEqualTo(DRESS);
        assertThat(answer.body().isEmpty()).isTrue();
        if (status == 200) {
            assertThat(zot.anchors())
                    .singleElement()
                    .satisfies(id -> assertThat(id.material()).isEqualTo(digest(body)));
        } else {
            assertThat(zot.anchors()).isEmpty();
        }
    }

    @Test
    void storesAKeyUnderItsDigestAndOnceHoweverOftenItIsSent() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(zot.post(COSIGN, body(KEY.publicKeyPem())).status()).isEqualTo(200);
        }
        Path file = root.resolve("_cosign").resolve(digest(KEY.publicKeyPem()).toString());
        assertThat(Files.readAllBytes(file)).isEqualTo(KEY.publicKeyPem().toByteArray());
        assertThat(zot.anchors()).hasSize(1);
    }

    @Test
    void writesDownWhoAddedWhat() throws Exception {
        zot.both()
                .answer(request("POST", COSIGN)
                        .caller(ADMIN)
                        .from("192.0.2.7")
                        .body(body(KEY.publicKeyPem()))
                        .build());
        List<JournalEntry> journal = zot.editor.journal(0, 10);
        assertThat(journal.get(journal.size() - 1).toString()).contains("ann", "192.0.2.7");
    }

    // Types of stores: Z10

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'',                                  200, NOTATION_CA",
        "?truststoreType=ca,                  200, NOTATION_CA",
        "?truststoreType=signingAuthority,    200, NOTATION_SIGNING_AUTHORITY",
        "?truststoreType=tsa,                 200, NOTATION_TSA",
        "?truststoreType=%63a,                200, NOTATION_CA",
        "?truststoreType=,                    400,",
        "?truststoreType,                     400,",
        "?truststoreType=CA,                  400,",
        "?truststoreType=Ca,                  400,",
        "?truststoreType=signingauthority,    400,",
        "?truststoreType=cosign,              400,",
        "?truststoreType=default,             400,",
        "?truststoreType=ca%00,               400,",
        "?truststoreType=../ca,               400,",
        "?truststoretype=tsa,                 200, NOTATION_CA",
        "?TRUSTSTORETYPE=nonsense,            200, NOTATION_CA",
        "?truststoreType=ca&truststoreType=x, 200, NOTATION_CA",
        "?truststoreType=x&truststoreType=ca, 400,",
        "?truststoreName=mine,                200, NOTATION_CA",
        "?truststoreType=ca&unknown=%zz,      200, NOTATION_CA",
        "?a=b&&&=&x,                          200, NOTATION_CA"
    })
    void readsTheTypeOfStoreAsZotDoes(String query, int status, AnchorKind kind) throws Exception {
        assertThat(zot.post(NOTATION + query, body(ROOT)).status()).isEqualTo(status);
        if (kind != null) {
            assertThat(zot.anchors()).singleElement().satisfies(id -> {
                assertThat(id.kind()).isEqualTo(kind);
                assertThat(id.origin()).isEqualTo("default");
            });
        } else {
            assertThat(zot.anchors()).isEmpty();
        }
    }

    @Test
    void theRouteForKeysReadsNoParameters() throws Exception {
        assertThat(zot.post(COSIGN + "?truststoreType=nonsense", body(KEY.publicKeyPem()))
                        .status())
                .isEqualTo(200);
    }

    // Profile of 2023

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "?truststoreName=mine,                                     200, mine",
        "?truststoreName=mine&truststoreType=ca,                   200, mine",
        "?truststoreName=mine&truststoreType=signingAuthority,     200, mine",
        "?truststoreName=a.b-c_9,                                  200, a.b-c_9",
        "'',                                                       400,",
        "?truststoreType=ca,                                       400,",
        "?truststoreName=,                                         400,",
        "?truststoreName=mine&truststoreType=tsa,                  400,",
        "?truststoreName=mine&truststoreType=,                     400,",
        "?truststoreName=..,                                       400,",
        "?truststoreName=.,                                        400,",
        "?truststoreName=a/b,                                      400,",
        "?truststoreName=%2e%2e,                                   400,",
        "?truststoreName=a%00,                                     400,",
        "?truststoreName=a%20b,                                    400,"
    })
    void theOlderProfileWantsANamedStore(String query, int status, String store) throws Exception {
        ZotFixture seed = ZotFixture.in(Files.createDirectory(root.resolve("seed")), ZotCompat.SEED_2023_08);
        assertThat(seed.post(NOTATION + query, body(ROOT)).status()).isEqualTo(status);
        if (store != null) {
            assertThat(seed.anchors())
                    .singleElement()
                    .satisfies(id -> assertThat(id.origin()).isEqualTo(store));
            assertThat(Files.readString(seed.root.resolve("_notation/trustpolicy.json")))
                    .contains(':' + store + '"');
        } else {
            assertThat(seed.anchors()).isEmpty();
        }
    }

    @Test
    void theOlderProfileAsksForTheNameBeforeItReadsTheBody() throws Exception {
        ZotFixture seed = ZotFixture.in(Files.createDirectory(root.resolve("seed")), ZotCompat.SEED_2023_08);
        assertThat(seed.post(NOTATION, Exchange.breaking()).status()).isEqualTo(400);
        assertThat(seed.post(NOTATION + "?truststoreName=..&truststoreType=x", Exchange.breaking())
                        .status())
                .isEqualTo(500);
    }

    @Test
    void aNameOfThreeHundredCharactersLeavesTheStoreAsItWas() throws Exception {
        ZotFixture seed = ZotFixture.in(Files.createDirectory(root.resolve("seed")), ZotCompat.SEED_2023_08);
        assertThat(seed.post(NOTATION + "?truststoreName=" + "a".repeat(300), body(ROOT))
                        .status())
                .isEqualTo(400);
        assertThat(seed.anchors()).isEmpty();
    }

    // Methods and paths: Z35, Z36, Z37

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "post", "BREW"})
    void refusesOtherMethodsBeforeItAsksWhoCalls(String method) {
        for (Caller caller : List.of(ADMIN, Caller.unauthenticated())) {
            for (String route : List.of(COSIGN, NOTATION)) {
                TrustResponse answer = answer(zot.both(), method, route, caller, body(KEY.publicKeyPem()));
                assertThat(answer).isEqualTo(new TrustResponse(405, Map.of(), Bytes.empty()));
            }
        }
    }

    @Test
    void answersPreflightWithoutCredentials() {
        for (String route : List.of(COSIGN, NOTATION)) {
            TrustResponse answer = answer(zot.both(), "OPTIONS", route, Caller.unauthenticated(), body(""));
            assertThat(answer).isEqualTo(new TrustResponse(204, DRESS, Bytes.empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/anything", "X", "/sha256:00", "%2f.."})
    void matchesByPrefix(String more) {
        assertThat(zot.post(COSIGN + more, body(KEY.publicKeyPem())).status()).isEqualTo(200);
        assertThat(zot.post(NOTATION + more, body(ROOT)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v2/_zot/ext/cosig", "/v2/_zot/ext", "/v2/", "/v2/_zot/ext/COSIGN", "//v2/_zot/ext/cosign"})
    void leavesOtherPathsToOthers(String path) {
        assertThat(zot.both().answer(request("POST", path).caller(ADMIN).build()))
                .isEmpty();
    }

    // Z44

    @Test
    void eachRouteIsThereOnlyIfItIsOn() {
        TrustRequest cosign = request("POST", COSIGN).caller(ADMIN).build();
        TrustRequest notation = request("OPTIONS", NOTATION).build();
        ZotTrustEndpoint none = zot.endpoint(b -> b);
        assertThat(none.answer(cosign)).isEmpty();
        assertThat(none.answer(notation)).isEmpty();
        assertThat(none.discoveryEndpoints()).isEmpty();
        ZotTrustEndpoint onlyCosign = zot.endpoint(b -> b.cosign());
        assertThat(onlyCosign.answer(cosign)).isPresent();
        assertThat(onlyCosign.answer(notation)).isEmpty();
        ZotTrustEndpoint onlyNotation = zot.endpoint(b -> b.notation());
        assertThat(onlyNotation.answer(cosign)).isEmpty();
        assertThat(onlyNotation.answer(notation)).isPresent();
        assertThat(zot.both().discoveryEndpoints()).containsExactly(NOTATION, COSIGN);
    }

    @Test
    void discoversWhatIsOn() {
        TrustResponse both = answer(
                zot.endpoint(b -> b.cosign().notation().discovery("v2.1.20")), "GET", DISCOVERY, ADMIN, body(""));
        assertThat(both.status()).isEqualTo(200);
        assertThat(text(both))
                .isEqualTo("{\"extensions\":[{\"name\":\"_zot\","
                        + "\"url\":\"https://github.com/project-zot/zot/blob/v2.1.20/pkg/extensions/_zot.md\","
                        + "\"description\":\"zot registry extensions\","
                        + "\"endpoints\":[\"/v2/_zot/ext/notation\",\"/v2/_zot/ext/cosign\"]}]}");
        assertThat(text(answer(zot.endpoint(b -> b.discovery("v2.1.20")), "GET", DISCOVERY, ADMIN, body(""))))
                .isEqualTo("{\"extensions\":[]}");
        assertThat(zot.both().answer(request("GET", DISCOVERY).caller(ADMIN).build()))
                .isEmpty();
    }

    @Test
    void discoveryHasHeadersForPagesAndThoseOfNoRoute() {
        ZotTrustEndpoint any = zot.endpoint(b -> b.discovery("v2.1.20"));
        Map<String, String> headers = Map.of(
                "Access-Control-Allow-Origin", "*",
                "Access-Control-Allow-Methods", "GET,OPTIONS",
                "Access-Control-Allow-Headers", "Authorization,content-type,X-ZOT-API-CLIENT");
        TrustResponse preflight = answer(any, "OPTIONS", DISCOVERY, Caller.unauthenticated(), body(""));
        assertThat(preflight).isEqualTo(new TrustResponse(204, headers, Bytes.empty()));
        assertThat(answer(any, "GET", DISCOVERY, ADMIN, body("")).headers())
                .containsAllEntriesOf(headers)
                .containsEntry("Content-Type", "application/json")
                .hasSize(headers.size() + 1);
        TrustResponse refused = answer(any, "GET", DISCOVERY, Caller.unauthenticated(), body(""));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers()).containsOnlyKeys("Content-Type", "WWW-Authenticate");
        ZotTrustEndpoint one = zot.endpoint(b -> b.discovery("v2.1.20").allowOrigin("https://ui.example"));
        assertThat(answer(one, "OPTIONS", DISCOVERY, ADMIN, body("")).headers())
                .containsEntry("Access-Control-Allow-Origin", "https://ui.example")
                .containsEntry("Access-Control-Allow-Credentials", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "POST", "PUT", "DELETE", "get"})
    void discoveryRefusesOtherMethods(String method) {
        ZotTrustEndpoint any = zot.endpoint(b -> b.discovery("v2.1.20"));
        assertThat(answer(any, method, DISCOVERY, Caller.unauthenticated(), body("")))
                .isEqualTo(new TrustResponse(405, Map.of(), Bytes.empty()));
        assertThat(any.answer(request("GET", DISCOVERY + '/').caller(ADMIN).build()))
                .isEmpty();
    }

    // Who may call: Z40

    @Test
    void withoutCredentialsTheAnswerIsASingleError() throws Exception {
        TrustResponse answer = answer(zot.both(), "POST", COSIGN, Caller.unauthenticated(), body(KEY.publicKeyPem()));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(text(answer))
                .startsWith("{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required\","
                        + "\"detail\":{\"description\":\"")
                .endsWith("\"}}");
        // It is the layer before the routes that answers: none of their headers.
        assertThat(answer.headers())
                .isEqualTo(Map.of("Content-Type", "application/json", "WWW-Authenticate", CHALLENGE));
        assertThat(zot.anchors()).isEmpty();
    }

    @Test
    void whoeverIsNoAdministratorIsDenied() throws Exception {
        Caller signer = Caller.named("sue", TrustRight.IMAGE_READER, TrustRight.IMAGE_SIGNER, TrustRight.IMAGE_AUDITOR);
        TrustResponse answer = answer(zot.both(), "POST", COSIGN, signer, body(KEY.publicKeyPem()));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(text(answer)).startsWith(LIST_DENIED).endsWith("\"}}]}");
        assertThat(answer.headers())
                .containsAllEntriesOf(DRESS)
                .containsEntry("WWW-Authenticate", CHALLENGE)
                .containsEntry("Content-Type", "application/json");
        assertThat(zot.anchors()).isEmpty();
    }

    @Test
    void anonymousCallersWhoAreLetInAreNoAdministrators() throws Exception {
        TrustResponse answer = answer(zot.both(), "POST", NOTATION, Caller.anonymous(), body(ROOT));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(text(answer)).startsWith("{\"errors\":[{\"code\":\"UNAUTHORIZED\",");
        assertThat(answer.headers()).containsAllEntriesOf(DRESS).containsKey("WWW-Authenticate");
        assertThat(zot.anchors()).isEmpty();
    }

    @Test
    void pagesAreNotMadeToAskForAPassword() {
        for (Caller caller : List.of(Caller.unauthenticated(), Caller.anonymous(), Caller.named("joe"))) {
            TrustResponse answer = zot.both()
                    .answer(request("POST", COSIGN)
                            .caller(caller)
                            .header("x-zot-api-client", "zot-ui")
                            .build())
                    .orElseThrow();
            assertThat(answer.headers()).doesNotContainKey("WWW-Authenticate");
        }
    }

    @Test
    void whoMayNotCallDoesNotHaveTheBodyRead() {
        assertThat(answer(zot.both(), "POST", COSIGN, Caller.named("joe"), Exchange.breaking())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anOriginOfThePagesMaySendCredentials() {
        TrustResponse answer = answer(
                zot.endpoint(b -> b.cosign().allowOrigin("https://ui.example").realm("a \"b\"")),
                "POST",
                COSIGN,
                Caller.named("joe"),
                body(""));
        assertThat(answer.headers())
                .containsEntry("Access-Control-Allow-Origin", "https://ui.example")
                .containsEntry("Access-Control-Allow-Credentials", "true")
                .containsEntry("WWW-Authenticate", "Basic realm=\"a \\\"b\\\"\"");
    }

    // Bodies: Z31 to Z34

    @Test
    void aBodyThatBreaksOffIsTroubleOfTheServer() throws Exception {
        for (String route : List.of(COSIGN, NOTATION, NOTATION + "?truststoreType=x")) {
            assertThat(zot.post(route, Exchange.breaking())).isEqualTo(new TrustResponse(500, DRESS, Bytes.empty()));
        }
        assertThat(zot.anchors()).isEmpty();
    }

    /** Some servers end a body that breaks off as if it were complete: half a file of certificates still parses. */
    @Test
    void aBodyThatIsShorterThanItWasAnnouncedIsNotStored() throws Exception {
        TrustResponse answer = zot.both()
                .answer(request("POST", NOTATION)
                        .caller(ADMIN)
                        .header("Content-Length", String.valueOf(ROOT.length() + 1))
                        .body(body(ROOT))
                        .build())
                .orElseThrow();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(zot.anchors()).isEmpty();
    }

    @Test
    void takesEightMebibytesAndNotOneOctetMore() throws Exception {
        byte[] limit = new byte[8 * 1024 * 1024];
        for (String route : List.of(COSIGN, NOTATION, NOTATION + "?truststoreType=x")) {
            // Of junk the length is judged first.
            assertThat(zot.post(route, body(Bytes.copyOf(limit))).status()).isEqualTo(400);
            assertThat(zot.post(route, body(Bytes.copyOf(new byte[limit.length + 1]))))
                    .isEqualTo(new TrustResponse(413, DRESS, Bytes.empty()));
        }
        assertThat(zot.anchors()).isEmpty();
    }

    @Test
    void bodiesWithoutEndEnd() throws Exception {
        assertThat(zot.post(COSIGN, Exchange.endless()).status()).isEqualTo(413);
        ZotTrustEndpoint quick = zot.endpoint(
                b -> b.cosign().limits(UploadLimits.forTrustMaterial().withBodyTime(Duration.ofMillis(5))));
        assertThat(answer(quick, "POST", COSIGN, ADMIN, Exchange.trickling()).status())
                .isEqualTo(408);
        assertThat(zot.anchors()).isEmpty();
    }

    // Storage: Z6, Z42

    @Test
    void aStoreThatCannotBeWrittenIsTroubleOfTheServer() throws Exception {
        ZotFixture gone = ZotFixture.in(Files.createDirectory(root.resolve("gone")), ZotCompat.V2_1);
        ZotTrustEndpoint endpoint = gone.both();
        deleteAll(gone.root);
        Files.writeString(gone.root, "in the way");
        for (String route : List.of(COSIGN, NOTATION)) {
            Bytes material = route.equals(COSIGN) ? KEY.publicKeyPem() : ROOT;
            assertThat(answer(endpoint, "POST", route, ADMIN, body(material)))
                    .isEqualTo(new TrustResponse(500, DRESS, Bytes.empty()));
        }
        assertThat(Files.readString(gone.root)).isEqualTo("in the way");
    }

    private static void deleteAll(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(file -> all.add(0, file));
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }

    // Bounds of ours

    @Test
    void aFullStoreTakesNothingNewAndStillAnswersWhatItHas() throws Exception {
        ZotTrustEndpoint small = zot.endpoint(b ->
                b.cosign().notation().limits(UploadLimits.forTrustMaterial().withEntries(1)));
        assertThat(answer(small, "POST", COSIGN, ADMIN, body(KEY.publicKeyPem()))
                        .status())
                .isEqualTo(200);
        assertThat(answer(small, "POST", NOTATION, ADMIN, body(ROOT)).status()).isEqualTo(507);
        assertThat(answer(small, "POST", COSIGN, ADMIN, body(KEY.publicKeyPem()))
                        .status())
                .isEqualTo(200);
        assertThat(zot.anchors()).hasSize(1);
    }

    @Test
    void aCallerMaySendSoMuchInATime() {
        ZotTrustEndpoint few = zot.endpoint(
                b -> b.cosign().limits(UploadLimits.forTrustMaterial().withRate(2, Duration.ofMinutes(1))));
        for (int i = 0; i < 2; i++) {
            assertThat(answer(few, "POST", COSIGN, ADMIN, body("junk")).status())
                    .isEqualTo(400);
        }
        TrustResponse more = answer(few, "POST", COSIGN, ADMIN, body(KEY.publicKeyPem()));
        assertThat(more.status()).isEqualTo(429);
        assertThat(more.headers()).containsEntry("Retry-After", "60").containsAllEntriesOf(DRESS);
    }

    @Test
    void onlySoManyBodiesAreReadAtOnce() throws Exception {
        ZotTrustEndpoint one = zot.endpoint(
                b -> b.cosign().limits(UploadLimits.forTrustMaterial().withUploadsAtOnce(1)));
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        InputStream waiting = new InputStream() {
            @Override
            public int read() throws IOException {
                reading.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return -1;
            }
        };
        Thread first = new Thread(() -> answer(one, "POST", COSIGN, ADMIN, waiting));
        first.start();
        reading.await();
        assertThat(answer(one, "POST", COSIGN, ADMIN, body(KEY.publicKeyPem())).status())
                .isEqualTo(503);
        go.countDown();
        first.join();
        assertThat(answer(one, "POST", COSIGN, ADMIN, body(KEY.publicKeyPem())).status())
                .isEqualTo(200);
    }

    // Management, which zot lacks

    private ZotTrustEndpoint managed() {
        return zot.endpoint(b -> b.cosign().notation().management());
    }

    @Test
    void listsReadsAndDeletesKeys() throws Exception {
        Bytes key = KEY.publicKeyPem();
        Digest digest = digest(key);
        zot.post(COSIGN, body(key));
        TrustResponse list = answer(managed(), "GET", COSIGN, ADMIN, body(""));
        assertThat(list.status()).isEqualTo(200);
        assertThat(text(list))
                .contains("\"digest\":\"" + digest + '"')
                .contains("\"state\":\"in-force\"")
                .contains("\"added\":{\"by\":\"ann\",\"at\":\"" + CLOCK.instant() + '"');
        TrustResponse one = answer(managed(), "GET", COSIGN + '/' + digest, ADMIN, body(""));
        assertThat(one.status()).isEqualTo(200);
        assertThat(one.body()).isEqualTo(key);
        assertThat(answer(managed(), "DELETE", COSIGN + '/' + digest, ADMIN, body(""))
                        .status())
                .isEqualTo(204);
        assertThat(answer(managed(), "DELETE", COSIGN + '/' + digest, ADMIN, body(""))
                        .status())
                .isEqualTo(404);
        assertThat(answer(managed(), "GET", COSIGN + '/' + digest, ADMIN, body(""))
                        .status())
                .isEqualTo(404);
        assertThat(zot.anchors()).isEmpty();
    }

    @Test
    void listsPageByPage() {
        zot.post(NOTATION, body(ROOT));
        zot.post(NOTATION, body(ROOT_DER));
        TrustResponse first = answer(managed(), "GET", NOTATION + "/ca/default?n=1", ADMIN, body(""));
        String next = text(first).replaceAll(".*\"next\":\"([^\"]*)\".*", "$1");
        TrustResponse second = answer(managed(), "GET", NOTATION + "/ca/default?n=1&last=" + next, ADMIN, body(""));
        assertThat(text(second)).doesNotContain("\"digest\":\"" + next);
        assertThat(List.of(text(first), text(second)))
                .anyMatch(page -> page.contains(digest(ROOT).toString()))
                .anyMatch(page -> page.contains(digest(ROOT_DER).toString()));
    }

    @Test
    void deletesOnlyAtTheRevisionThatTheCallerSaw() throws Exception {
        zot.post(NOTATION, body(ROOT));
        String seen = answer(managed(), "GET", NOTATION + "/ca/default", ADMIN, body(""))
                .headers()
                .get("ETag");
        zot.post(COSIGN, body(KEY.publicKeyPem()));
        String target = NOTATION + "/ca/default/" + digest(ROOT);
        assertThat(deleteIf(seen, target)).isEqualTo(409);
        assertThat(deleteIf("\"not a revision\"", target)).isEqualTo(400);
        String now = answer(managed(), "GET", NOTATION + "/ca/default", ADMIN, body(""))
                .headers()
                .get("ETag");
        assertThat(deleteIf(now, target)).isEqualTo(204);
        assertThat(zot.anchors()).hasSize(1);
    }

    private int deleteIf(String revision, String target) {
        return managed()
                .answer(request("DELETE", target)
                        .caller(ADMIN)
                        .header("If-Match", revision)
                        .build())
                .orElseThrow()
                .status();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                COSIGN + "/",
                COSIGN + "X",
                COSIGN + "/sha256:00",
                COSIGN + "/..",
                COSIGN + "/a/b",
                NOTATION,
                NOTATION + "/ca",
                NOTATION + "/CA/default",
                NOTATION + "/x/default",
                NOTATION + "/ca/..",
                NOTATION + "/ca/%2e%2e",
                NOTATION + "/ca/default/x/y"
            })
    void managesOnlyWhatCanBeThere(String target) {
        for (String method : List.of("GET", "DELETE")) {
            assertThat(answer(managed(), method, target, ADMIN, body("")).status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?n=0", "?n=1001", "?n=x", "?n=-1", "?n=", "?last=x", "?last="})
    void refusesPagesThatAreNone(String query) {
        assertThat(answer(managed(), "GET", COSIGN + query, ADMIN, body("")).status())
                .isEqualTo(400);
    }

    @Test
    void nobodyButAnAdministratorManages() throws Exception {
        zot.post(COSIGN, body(KEY.publicKeyPem()));
        String target = COSIGN + '/' + digest(KEY.publicKeyPem());
        for (String method : List.of("GET", "DELETE")) {
            assertThat(answer(managed(), method, target, Caller.named("joe"), body(""))
                            .status())
                    .isEqualTo(403);
            assertThat(answer(managed(), method, target, Caller.unauthenticated(), body(""))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(zot.anchors()).hasSize(1);
    }
}
