/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.oci.OciReason;
import dev.imagetrust.oci.OciSignatureSource;
import dev.imagetrust.registry.RawServer.Script;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.ReasonCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static dev.imagetrust.registry.Asking.BUNDLES;
import static dev.imagetrust.registry.Asking.INDEX_TYPE;
import static dev.imagetrust.registry.Asking.MANIFEST_TYPE;
import static dev.imagetrust.registry.Asking.SIGNATURES;
import static dev.imagetrust.registry.RawServer.answer;
import static dev.imagetrust.registry.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** A registry that does not mean well: every answer ends in bounded time with a reason of its own, none as unsigned. */
@Timeout(20)
class HostileRegistryTest {

    private static final String MANIFEST = "Content-Type: " + MANIFEST_TYPE + "\r\n";
    private static final String INDEX = "Content-Type: " + INDEX_TYPE + "\r\n";
    private static final String HTML = "Content-Type: text/html\r\n";

    // Bytes that are not those that were asked for

    @Test
    void refusesAManifestOfAnotherDigest() throws Exception {
        Script script = (request, out) -> {
            String listing = "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"" + MANIFEST_TYPE
                    + "\",\"digest\":\"" + Asking.DIGEST + "\",\"size\":2}]}";
            write(
                    out,
                    request.contains("/referrers/")
                            ? answer("200 OK", INDEX, listing)
                            : answer("200 OK", MANIFEST, "{}"));
        };
        assertThat(look(script, BUNDLES)).isEqualTo(OciReason.DIGEST_MISMATCH);
    }

    @Test
    void refusesABlobThatIsAnnouncedInAnotherLength() throws Exception {
        assertThat(blob((request, out) -> write(out, answer("200 OK", "", "more than eight"))))
                .isEqualTo(OciReason.SIZE_MISMATCH);
    }

    @Test
    void reportsABlobThatEndsEarly() throws Exception {
        assertThat(blob((request, out) -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf")))
                .isEqualTo(RegistryReason.BROKEN_ANSWER);
    }

    @Test
    void endsABlobWithoutEndAtItsSize() throws Exception {
        assertThat(blob((request, out) -> endless(out, "Content-Type: application/octet-stream\r\n")))
                .isEqualTo(OciReason.SIZE_MISMATCH);
    }

    @Test
    void endsAManifestWithoutEndAtItsLimit() throws Exception {
        assertThat(manifest((request, out) -> endless(out, MANIFEST))).isEqualTo(RegistryReason.TOO_LARGE);
    }

    @Test
    void refusesAManifestThatIsAnnouncedTooLongWithoutReadingIt() throws Exception {
        Script script =
                (request, out) -> write(out, "HTTP/1.1 200 OK\r\n" + MANIFEST + "Content-Length: 9000000000\r\n\r\n{");
        assertThat(manifest(script)).isEqualTo(RegistryReason.TOO_LARGE);
    }

    @Test
    void decompressesNothing() throws Exception {
        Script bomb = (request, out) -> write(out, answer("200 OK", MANIFEST + "Content-Encoding: gzip\r\n", "bomb"));
        assertThat(manifest(bomb)).isEqualTo(RegistryReason.CONTENT_ENCODED);
        assertThat(blob(bomb)).isEqualTo(RegistryReason.CONTENT_ENCODED);
        try (RawServer server = new RawServer(bomb);
                RegistryRepository client = client(server)) {
            Asking.failure(client, server.host());
            assertThat(server.requests().get(0)).contains("\r\nAccept-Encoding: identity\r\n");
        }
    }

    @Test
    void endsHeadersWithoutEnd() throws Exception {
        Script script = (request, out) -> {
            write(out, "HTTP/1.1 200 OK\r\n");
            forever(out, "X-More: " + "x".repeat(1000) + "\r\n");
        };
        assertThat(manifest(script)).isIn(RegistryReason.BROKEN_ANSWER, RegistryReason.UNREACHABLE);
    }

    @Test
    void reportsWhatIsNoHttp() throws Exception {
        assertThat(manifest((request, out) -> write(out, "SSH-2.0-OpenSSH\r\n\r\n")))
                .isEqualTo(RegistryReason.BROKEN_ANSWER);
    }

    // Answers that mean nothing

    @Test
    void aWebPageIsNoManifest() throws Exception {
        assertThat(manifest((request, out) -> write(out, answer("200 OK", HTML, "<html>log in</html>"))))
                .isEqualTo(RegistryReason.NOT_A_MANIFEST);
    }

    @Test
    void aWebPageForEveryPathDoesNotMeanUnsigned() throws Exception {
        Script portal = (request, out) -> write(out, answer("200 OK", HTML, "<html>log in</html>"));
        assertThat(look(portal, BUNDLES)).isEqualTo(RegistryReason.NOT_A_MANIFEST);
        assertThat(look(portal, SIGNATURES)).isEqualTo(RegistryReason.NOT_A_MANIFEST);
    }

    @Test
    void aWebPageThatSaysNotFoundDoesNotMeanUnsigned() throws Exception {
        Script page = (request, out) -> write(out, answer("404 Not Found", HTML, "<html>not found</html>"));
        assertThat(look(page, SIGNATURES)).isEqualTo(RegistryReason.NOT_FOUND_UNCLEAR);
        assertThat(look(page, BUNDLES)).isEqualTo(RegistryReason.NOT_FOUND_UNCLEAR);
    }

    @Test
    void aRefusalInTheWordsOfARegistryDoesNotMeanUnsigned() throws Exception {
        Script denied = (request, out) -> write(
                out,
                answer("404 Not Found", "Content-Type: application/json\r\n", "{\"errors\":[{\"code\":\"DENIED\"}]}"));
        assertThat(look(denied, SIGNATURES)).isEqualTo(RegistryReason.NOT_FOUND_UNCLEAR);
    }

    @Test
    void aMediaTypeThatNoManifestHasIsRefused() throws Exception {
        Script odd = (request, out) ->
                write(out, answer("200 OK", "Content-Type: application/vnd.example.thing+json\r\n", "{}"));
        assertThat(look(odd, SIGNATURES)).isEqualTo(OciReason.MEDIA_TYPE_UNSUPPORTED);
    }

    @Test
    void everyOtherStatusHasAReason() throws Exception {
        assertThat(status("403 Forbidden")).isEqualTo(RegistryReason.DENIED);
        assertThat(status("418 Teapot")).isEqualTo(RegistryReason.UNEXPECTED_STATUS);
        assertThat(status("204 No Content")).isEqualTo(RegistryReason.UNEXPECTED_STATUS);
        assertThat(status("304 Not Modified")).isEqualTo(RegistryReason.UNEXPECTED_STATUS);
        assertThat(status("500 Oops")).isEqualTo(RegistryReason.SERVER_ERROR);
    }

    @Test
    void aBlobThatIsNotThereIsReportedAndNeverAbsent() throws Exception {
        assertThat(blob((request, out) -> write(out, answer("404 Not Found", "", ""))))
                .isEqualTo(RegistryReason.BLOB_UNKNOWN);
    }

    // Listings

    @Test
    void refusesANextPageOnAnotherHost() throws Exception {
        String link = "Link: <http://evil.example/v2/team/app/referrers/x>; rel=\"next\"\r\n";
        assertThat(look((request, out) -> write(out, answer("200 OK", INDEX + link, emptyIndex())), BUNDLES))
                .isEqualTo(RegistryReason.PAGE_REFUSED);
    }

    @Test
    void refusesANextPageThatCannotBeRead() throws Exception {
        String link = "Link: </v2/team/app/next; rel=\"next\"\r\n";
        assertThat(look((request, out) -> write(out, answer("200 OK", INDEX + link, emptyIndex())), BUNDLES))
                .isEqualTo(RegistryReason.PAGE_REFUSED);
    }

    @Test
    void endsAListingThatComesBackToItself() throws Exception {
        String link = "Link: </v2/team/app/referrers/again>; rel=\"next\"\r\n";
        assertThat(look((request, out) -> write(out, answer("200 OK", INDEX + link, emptyIndex())), BUNDLES))
                .isEqualTo(OciReason.LISTING_BROKEN);
    }

    @Test
    void endsAListingWithoutEnd() throws Exception {
        AtomicInteger page = new AtomicInteger();
        Script script = (request, out) -> {
            String link = "Link: </v2/team/app/referrers/x?n=" + page.incrementAndGet() + ">; rel=\"next\"\r\n";
            write(out, answer("200 OK", INDEX + link, emptyIndex()));
        };
        assertThat(look(script, BUNDLES)).isEqualTo(CoreReason.SEARCH_LIMIT);
    }

    /** None of them says what it is, so that each may be a signature. */
    @Test
    void tenThousandReferrersInPagesEndAtALimit() throws Exception {
        AtomicInteger page = new AtomicInteger();
        AtomicInteger opened = new AtomicInteger();
        Script script = (request, out) -> {
            if (request.contains("/manifests/")) {
                opened.incrementAndGet();
                write(out, answer("404 Not Found", "", ""));
                return;
            }
            int number = page.incrementAndGet();
            String link = number < 10 ? "Link: </v2/team/app/referrers/x?n=" + number + ">; rel=\"next\"\r\n" : "";
            write(out, answer("200 OK", INDEX + link, crowdedIndex(number, 1000)));
        };
        assertThat(look(script, BUNDLES)).isEqualTo(OciReason.LISTED_BUT_ABSENT);
        assertThat(page).hasValue(2);
        assertThat(opened).hasValue(1000);
    }

    @Test
    void pagesAsLongAsTheyMayBeEndAtALimit() throws Exception {
        String full = crowdedIndex(0, 15_000);
        AtomicInteger page = new AtomicInteger();
        Script script = (request, out) -> {
            if (request.contains("/manifests/")) {
                write(out, answer("404 Not Found", "", ""));
                return;
            }
            int number = page.incrementAndGet();
            String link = "Link: </v2/team/app/referrers/x?n=" + number + ">; rel=\"next\"\r\n";
            String other = full.replace("\"size\":", "\"size\":" + number);
            write(out, answer("200 OK", INDEX + link, other));
        };
        assertThat(full.length()).isGreaterThan(2_000_000);
        assertThat(look(script, BUNDLES)).isIn(CoreReason.SEARCH_LIMIT, OciReason.LISTED_BUT_ABSENT);
        assertThat(page.get()).isLessThan(5);
    }

    /** What is judged is what was resolved, wherever the tag points by then. */
    @Test
    void aTagThatMovesDoesNotChangeWhatIsLookedAt() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Script script = (request, out) -> {
            String config = "{\"mediaType\":\"a/b\",\"digest\":\"" + Asking.DIGEST + "\",\"size\":"
                    + asked.incrementAndGet() + "}";
            String manifest = "{\"schemaVersion\":2,\"config\":" + config + ",\"layers\":[]}";
            write(
                    out,
                    request.contains("/manifests/v1 ")
                            ? answer("200 OK", MANIFEST, manifest)
                            : answer("404 Not Found", "", ""));
        };
        try (RawServer server = new RawServer(script);
                RegistryRepository client = client(server)) {
            ImageSubject first = RecordedLayoutsTest.resolve(client, Asking.name(server.host()));
            ImageSubject second = RecordedLayoutsTest.resolve(client, Asking.name(server.host()));
            assertThat(first.image().digest()).isNotEqualTo(second.image().digest());
            new OciSignatureSource(client)
                    .search(
                            first,
                            List.of(first.image().digest()),
                            Set.of(SIGNATURES),
                            new SearchBudget(Limits.defaults(), Asking.soon()));
            assertThat(server.requests().get(2))
                    .contains("/manifests/" + first.image().digest().inTag() + ".sig ");
        }
    }

    // Redirects

    @Test
    void endsRedirectsInACircle() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Script script = (request, out) -> {
            asked.incrementAndGet();
            write(out, answer("307 Elsewhere", "Location: /v2/again\r\n", ""));
        };
        assertThat(manifest(script)).isEqualTo(RegistryReason.TOO_MANY_REDIRECTS);
        assertThat(asked).hasValue(6);
    }

    @Test
    void doesNotFollowARedirectToAnotherScheme() throws Exception {
        assertThat(redirect("https://localhost/x")).isEqualTo(RegistryReason.REDIRECT_REFUSED);
        assertThat(redirect("file:///etc/passwd")).isEqualTo(RegistryReason.REDIRECT_REFUSED);
    }

    @Test
    void doesNotFollowARedirectWithALogin() throws Exception {
        assertThat(redirect("http://user:secret@localhost/x")).isEqualTo(RegistryReason.REDIRECT_REFUSED);
    }

    @Test
    void doesNotFollowARedirectToPlainHttpThatIsNotAllowed() throws Exception {
        assertThat(redirect("http://169.254.169.254/latest/meta-data/")).isEqualTo(RegistryReason.PLAIN_HTTP_REFUSED);
    }

    @Test
    void doesNotFollowARedirectToAPrivateAddress() throws Exception {
        try (RawServer inside = new RawServer((request, out) -> write(out, answer("200 OK", MANIFEST, "{}")));
                RawServer server = new RawServer((request, out) -> write(
                        out, answer("307 Elsewhere", "Location: http://127.0.0.1:" + inside.port() + "/\r\n", "")))) {
            HttpSettings settings = server.settings()
                    .insecurelyPlainHttp("127.0.0.1:" + inside.port())
                    .build();
            try (RegistryRepository client = client(settings)) {
                assertThat(Asking.failure(client, server.host())).isEqualTo(RegistryReason.ADDRESS_REFUSED);
            }
            assertThat(inside.requests()).isEmpty();
        }
    }

    @Test
    void doesNotFollowARedirectToANameThatHasAPrivateAddress() throws Exception {
        try (RawServer inside = new RawServer((request, out) -> write(out, answer("200 OK", MANIFEST, "{}")));
                RawServer server = new RawServer((request, out) -> write(
                        out,
                        answer("307 Elsewhere", "Location: http://inside.example:" + inside.port() + "/\r\n", "")))) {
            HttpSettings settings = server.settings()
                    .insecurelyPlainHttp("inside.example:" + inside.port())
                    .resolver(host -> List.of(InetAddress.getLoopbackAddress()))
                    .build();
            try (RegistryRepository client = client(settings)) {
                assertThat(Asking.failure(client, server.host())).isEqualTo(RegistryReason.ADDRESS_REFUSED);
            }
            assertThat(inside.requests()).isEmpty();
        }
    }

    /** DNS rebinding: what a name had a moment ago says nothing about the address that is connected to. */
    @Test
    void theAddressIsJudgedThatIsConnectedTo() throws Exception {
        AtomicInteger lookUps = new AtomicInteger();
        InetAddress open = InetAddress.getByAddress(new byte[] {8, 8, 8, 8});
        HostResolver rebinding =
                name -> List.of(lookUps.incrementAndGet() == 1 ? open : InetAddress.getLoopbackAddress());
        try (RawServer inside = new RawServer((request, out) -> write(out, answer("200 OK", MANIFEST, "{}")))) {
            String host = "rebinding.example:" + inside.port();
            HttpSettings settings = HttpSettings.builder()
                    .insecurelyPlainHttp(host)
                    .resolver(rebinding)
                    .build();
            assertThat(rebinding.resolve("rebinding.example")).containsExactly(open);
            try (RegistryRepository client = client(settings)) {
                assertThat(Asking.failure(client, host)).isEqualTo(RegistryReason.ADDRESS_REFUSED);
            }
            assertThat(lookUps.get()).isGreaterThan(1);
            assertThat(inside.requests()).isEmpty();
        }
    }

    // Time

    @Test
    void endsSlowBytesAtTheDeadline() throws Exception {
        Deadline deadline = Deadline.after(Duration.ofMillis(300));
        try (RawServer server = new RawServer(HostileRegistryTest::drip);
                RegistryRepository client = client(server)) {
            assertThat(Asking.told(client, server.host(), deadline).reason().code())
                    .isEqualTo(CoreReason.TIME_UP);
        }
    }

    @Test
    void endsSlowBytesAtTheTimeForOneRequest() throws Exception {
        try (RawServer server = new RawServer(HostileRegistryTest::drip);
                RegistryRepository client = client(
                        server.settings().requestTime(Duration.ofMillis(200)).build())) {
            assertThat(Asking.failure(client, server.host())).isEqualTo(RegistryReason.TOO_SLOW);
        }
    }

    @Test
    void endsSilence() throws Exception {
        try (RawServer server = new RawServer((request, out) -> Thread.sleep(5_000));
                RegistryRepository client =
                        client(server.settings().silence(Duration.ofMillis(100)).build())) {
            assertThat(Asking.failure(client, server.host())).isEqualTo(RegistryReason.TOO_SLOW);
        }
    }

    @Test
    void aSearchThatRunsOutOfTimeSaysSo() throws Exception {
        try (RawServer server = new RawServer(HostileRegistryTest::drip);
                RegistryRepository client = client(server)) {
            Look look = Asking.look(client, server.host(), SIGNATURES, Deadline.after(Duration.ofMillis(200)));
            assertThat(look.answer().isComplete()).isFalse();
            assertThat(look.reason().orElseThrow().code()).isEqualTo(CoreReason.TIME_UP);
        }
    }

    // Once more, and no more

    @Test
    void asksOnceMoreAfterAnErrorOfTheServer() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Script script = (request, out) ->
                write(out, answer(asked.incrementAndGet() == 1 ? "503 Busy" : "418 Teapot", "Retry-After: 0\r\n", ""));
        assertThat(manifest(script)).isEqualTo(RegistryReason.UNEXPECTED_STATUS);
        assertThat(asked).hasValue(2);
    }

    @Test
    void givesUpOnAServerThatIsAlwaysBusy() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Script script = (request, out) -> {
            asked.incrementAndGet();
            write(out, answer("503 Busy", "Retry-After: 0\r\n", ""));
        };
        assertThat(manifest(script)).isEqualTo(RegistryReason.SERVER_ERROR);
        assertThat(asked).hasValue(2);
    }

    @Test
    void doesNotWaitLongerThanThereIsTime() throws Exception {
        assertThat(tooMany("Retry-After: 3600\r\n")).isEqualTo(1);
        assertThat(tooMany("Retry-After: Wed, 25 Nov 2026 08:00:00 GMT\r\nDate: Wed, 25 Nov 2026 07:00:00 GMT\r\n"))
                .isEqualTo(1);
        assertThat(tooMany("")).isEqualTo(1);
    }

    @Test
    void asksOnceMoreWhenItIsTold() throws Exception {
        assertThat(tooMany("Retry-After: 0\r\n")).isEqualTo(2);
        assertThat(tooMany("Retry-After: Wed, 25 Nov 2026 08:00:00 GMT\r\nDate: Wed, 25 Nov 2026 08:00:00 GMT\r\n"))
                .isEqualTo(2);
    }

    @Test
    void asksOnceMoreAfterABrokenConnection() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Script script = (request, out) -> {
            if (asked.incrementAndGet() > 1) {
                write(out, answer("418 Teapot", "", ""));
            }
        };
        assertThat(manifest(script)).isEqualTo(RegistryReason.UNEXPECTED_STATUS);
        assertThat(asked).hasValue(2);
    }

    @Test
    void reportsAHostThatIsNotThere() throws Exception {
        // Nothing listens on a port this low; one that was just given back may belong to another program already.
        String host = "127.0.0.1:1";
        HttpSettings settings = HttpSettings.builder()
                .insecurelyPlainHttp(host)
                .privateHost(host)
                .build();
        try (RegistryRepository client = client(settings)) {
            assertThat(Asking.failure(client, host)).isEqualTo(RegistryReason.UNREACHABLE);
        }
    }

    // Plumbing

    private static int tooMany(String headers) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Script script = (request, out) -> {
            asked.incrementAndGet();
            write(out, answer("429 Too Many Requests", headers, ""));
        };
        try (RawServer server = new RawServer(script);
                RegistryRepository client = client(server)) {
            Deadline deadline = Deadline.after(Duration.ofMillis(900));
            assertThat(Asking.told(client, server.host(), deadline).reason().code())
                    .isEqualTo(RegistryReason.RATE_LIMITED);
        }
        return asked.get();
    }

    private static ReasonCode status(String status) throws Exception {
        return manifest((request, out) -> write(out, answer(status, MANIFEST, "")));
    }

    private static ReasonCode redirect(String location) throws Exception {
        return manifest((request, out) -> write(out, answer("307 Elsewhere", "Location: " + location + "\r\n", "")));
    }

    private static ReasonCode manifest(Script script) throws Exception {
        try (RawServer server = new RawServer(script);
                RegistryRepository client = client(server)) {
            return Asking.failure(client, server.host());
        }
    }

    private static ReasonCode blob(Script script) throws Exception {
        Descriptor eight = Descriptor.of("application/octet-stream", Bytes.utf8("8 octets"));
        try (RawServer server = new RawServer(script);
                RegistryRepository client = client(server)) {
            UnavailableException told =
                    assertThrows(UnavailableException.class, () -> Asking.read(client, server.host(), eight));
            return told.reason().code();
        }
    }

    private static ReasonCode look(Script script, Place place) throws Exception {
        try (RawServer server = new RawServer(script);
                RegistryRepository client = client(server)) {
            Look look = Asking.look(client, server.host(), place);
            assertThat(look.answer().isComplete()).as("%s", look).isFalse();
            return look.reason().orElseThrow().code();
        }
    }

    private static RegistryRepository client(RawServer server) {
        return client(server.settings().build());
    }

    private static RegistryRepository client(HttpSettings settings) {
        return RegistryRepository.builder().http(settings).build();
    }

    private static String emptyIndex() {
        return TestRegistry.index(List.of());
    }

    private static String crowdedIndex(int page, int entries) {
        List<Descriptor> all = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            all.add(Descriptor.of(MANIFEST_TYPE, Bytes.utf8(page + "/" + i)));
        }
        return TestRegistry.index(all);
    }

    private static void endless(OutputStream out, String headers) throws IOException {
        write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + headers + "\r\n");
        forever(out, "1000\r\n" + "x".repeat(0x1000) + "\r\n");
    }

    private static void forever(OutputStream out, String text) throws IOException {
        while (true) {
            write(out, text);
        }
    }

    private static void drip(String request, OutputStream out) throws IOException, InterruptedException {
        write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n" + MANIFEST + "\r\n");
        for (int i = 0; i < 1000; i++) {
            out.write('x');
            out.flush();
            Thread.sleep(20);
        }
    }
}
