/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.oci.MemoryRepository;
import dev.imagetrust.spi.EvidenceFetcher.Request;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.ReasonCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class GuardedEvidenceFetcherTest {

    private static final String CRL_TYPE = "application/pkix-crl";
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Bytes CRL = Der.crl(Der.utcTime("261124000000Z"), Der.utcTime("261124180000Z"));
    private static final Bytes NEWER = Der.crl(Der.utcTime("261124060000Z"), Der.utcTime("261124230000Z"));

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private final AtomicReference<Bytes> served = new AtomicReference<>(CRL);
    private TestRegistry server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = TestRegistry.withoutReferrersApi(MemoryRepository.withoutReferrersApi())
                .behind(exchange -> {
                    TestRegistry.send(exchange, 200, CRL_TYPE, served.get().toByteArray());
                    return true;
                });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void refusesAnAddressInsideTheNetwork() {
        HttpSettings settings = HttpSettings.builder().insecurelyAllPlainHttp().build();
        try (GuardedEvidenceFetcher fetcher = builder().http(settings).build()) {
            assertThat(refusal(fetcher, get())).isEqualTo(RegistryReason.ADDRESS_REFUSED);
        }
        assertThat(server.lines()).isEmpty();
    }

    @Test
    void refusesPlainHttpUnlessItIsAllowed() {
        HttpSettings settings =
                HttpSettings.builder().privateHost(server.host()).build();
        try (GuardedEvidenceFetcher fetcher = builder().http(settings).build()) {
            assertThat(refusal(fetcher, get())).isEqualTo(RegistryReason.PLAIN_HTTP_REFUSED);
        }
    }

    @Test
    void fetchesByPlainHttpFromAnybodyWhereThatIsAllowed() throws Exception {
        HttpSettings settings = HttpSettings.builder()
                .insecurelyAllPlainHttp()
                .privateHost(server.host())
                .build();
        try (GuardedEvidenceFetcher fetcher = builder().http(settings).build()) {
            assertThat(fetcher.fetch(get())).isEqualTo(CRL);
        }
    }

    @Test
    void refusesAddressesThatAreNoWebAddressesOrHaveALoginInside() {
        try (GuardedEvidenceFetcher fetcher = fetcher()) {
            for (String address : List.of(
                    "ldap://ca.example/cn=crl",
                    "file:///etc/passwd",
                    "crl",
                    "http://me:secret@" + server.host() + "/")) {
                Request request = Request.get(URI.create(address), "", 100, Deadline.never());
                assertThat(refusal(fetcher, request)).as(address).isEqualTo(RegistryReason.EVIDENCE_ADDRESS);
            }
        }
        assertThat(server.lines()).isEmpty();
    }

    @Test
    void refusesAnotherTypeThanWasAskedFor() {
        try (GuardedEvidenceFetcher fetcher = fetcher()) {
            assertThat(refusal(fetcher, get("application/ocsp-response", 1000)))
                    .isEqualTo(RegistryReason.EVIDENCE_TYPE);
        }
    }

    @Test
    void refusesAnAnswerThatIsTooLong() {
        try (GuardedEvidenceFetcher fetcher = fetcher()) {
            assertThat(refusal(fetcher, get(CRL_TYPE, CRL.length() - 1))).isEqualTo(RegistryReason.TOO_LARGE);
        }
    }

    @Test
    void refusesEveryStatusButOk() {
        server.behind(exchange -> {
            TestRegistry.send(exchange, 404, CRL_TYPE, CRL.toByteArray());
            return true;
        });
        try (GuardedEvidenceFetcher fetcher = fetcher()) {
            assertThat(refusal(fetcher, get())).isEqualTo(RegistryReason.UNEXPECTED_STATUS);
        }
    }

    @Test
    void asksNothingWhenTheTimeIsUp() {
        Deadline past = Deadline.after(Duration.ZERO);
        try (GuardedEvidenceFetcher fetcher = fetcher()) {
            assertThat(refusal(fetcher, Request.get(uri(), CRL_TYPE, 1000, past)))
                    .isEqualTo(CoreReason.TIME_UP);
        }
        assertThat(server.lines()).isEmpty();
    }

    @Test
    void isOfNoUseOnceClosed() {
        GuardedEvidenceFetcher fetcher = fetcher();
        fetcher.close();
        assertThat(refusal(fetcher, get())).isEqualTo(RegistryReason.CLOSED);
    }

    @Test
    void refusesADirectoryThatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> builder().directory(file)).isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void postsWhatItIsGiven() throws Exception {
        AtomicReference<String> got = new AtomicReference<>();
        server.behind(exchange -> {
            got.set(exchange.getRequestMethod()
                    + ' '
                    + exchange.getRequestHeaders().getFirst("Content-Type")
                    + ' '
                    + Bytes.copyOf(exchange.getRequestBody().readAllBytes()).toHex());
            TestRegistry.send(exchange, 200, "application/ocsp-response", new byte[] {7});
            return true;
        });
        try (GuardedEvidenceFetcher fetcher = fetcher()) {
            assertThat(fetcher.fetch(post("0102"))).isEqualTo(Bytes.fromHex("07"));
        }
        assertThat(got.get()).isEqualTo("POST application/ocsp-request 0102");
    }

    @Test
    void keepsACrlUntilItExpires() throws Exception {
        try (GuardedEvidenceFetcher fetcher = fetcher()) {
            fetcher.fetch(get());
            served.set(NEWER);
            clock.set(Instant.parse("2026-11-24T17:59:59Z"));
            assertThat(fetcher.fetch(get())).isEqualTo(CRL);
            clock.set(Instant.parse("2026-11-24T18:00:00Z"));
            assertThat(fetcher.fetch(get())).isEqualTo(NEWER);
        }
    }

    /** For hosts that are offline for a while; what judges the answer has to believe it too. */
    @Test
    void answersWithWhatHasExpiredOnlyIfToldToAndForSoLong() throws Exception {
        Instant end = Instant.parse("2026-11-24T18:00:00Z");
        try (GuardedEvidenceFetcher online = settled().directory(folder).build()) {
            online.fetch(get());
        }
        server.behind(exchange -> {
            TestRegistry.send(exchange, 404, "text/plain", new byte[0]);
            return true;
        });
        GuardedEvidenceFetcher.Builder offline =
                settled().directory(folder).insecurelyAnswerPastItsTime(Duration.ofHours(1));
        try (GuardedEvidenceFetcher strict = settled().directory(folder).build();
                GuardedEvidenceFetcher lenient = offline.build()) {
            clock.set(end);
            assertThatThrownBy(() -> strict.fetch(get())).isInstanceOf(UnavailableException.class);
            assertThat(lenient.fetch(get())).isEqualTo(CRL);
            clock.set(end.plusSeconds(3599));
            assertThat(lenient.fetch(get())).isEqualTo(CRL);
            clock.set(end.plusSeconds(3600));
            assertThatThrownBy(() -> lenient.fetch(get())).isInstanceOf(UnavailableException.class);
        }
        for (Duration bad : List.of(Duration.ofSeconds(-1), Duration.ofDays(367))) {
            assertThatIllegalArgumentException().isThrownBy(() -> settled().insecurelyAnswerPastItsTime(bad));
        }
    }

    @Test
    void keepsNothingLongerThanItIsTold() throws Exception {
        try (GuardedEvidenceFetcher fetcher =
                settled().keptAtMost(Duration.ofMinutes(1)).directory(folder).build()) {
            fetcher.fetch(get());
            clock.set(NOW.plusSeconds(59));
            fetcher.fetch(get());
            assertThat(server.lines()).hasSize(1);
            clock.set(NOW.plusSeconds(60));
            fetcher.fetch(get());
            assertThat(server.lines()).hasSize(2);
        }
    }

    @Test
    void keepsNothingThatDoesNotSayHowLongItIsGood() throws Exception {
        served.set(Der.crl(Der.utcTime("261124000000Z")));
        assertAskedTwice(settled().directory(folder).build());
        assertThat(files()).isEmpty();
    }

    @Test
    void keepsNothingThatHasExpired() throws Exception {
        served.set(Der.crl(Der.utcTime("261123000000Z"), Der.utcTime("261124000000Z")));
        assertAskedTwice(settled().directory(folder).build());
        assertThat(files()).isEmpty();
    }

    @Test
    void keepsNothingWhereNothingIsToBeKept() throws Exception {
        assertAskedTwice(settled().expiry(EvidenceExpiry.nothing()).build());
    }

    @Test
    void keepsNoMoreInMemoryThanItMay() throws Exception {
        assertAskedTwice(settled().memoryBytes(CRL.length()).build());
    }

    @Test
    void givesNothingThatWasKeptAfterTheClockWentBack() throws Exception {
        try (GuardedEvidenceFetcher fetcher = settled().directory(folder).build()) {
            fetcher.fetch(get());
            clock.set(NOW.minusSeconds(1));
            fetcher.fetch(get());
        }
        assertThat(server.lines()).hasSize(2);
    }

    @Test
    void anAnswerToOneRequestIsNoneToAnother() throws Exception {
        server.behind(exchange -> {
            exchange.getRequestBody().readAllBytes();
            TestRegistry.send(
                    exchange,
                    200,
                    "application/ocsp-response",
                    Der.ocsp("20261201000000Z").toByteArray());
            return true;
        });
        try (GuardedEvidenceFetcher fetcher = fetcher()) {
            fetcher.fetch(post("01"));
            fetcher.fetch(post("01"));
            assertThat(server.lines()).hasSize(1);
            fetcher.fetch(post("02"));
            assertThat(server.lines()).hasSize(2);
        }
    }

    /** Transparency logs, and Sigstore's timestamp authority, answer like that. */
    @Test
    void whatAPostCreatedIsAnAnswer() throws Exception {
        server.behind(exchange -> {
            exchange.getRequestBody().readAllBytes();
            TestRegistry.send(exchange, 201, "application/ocsp-response", new byte[] {7});
            return true;
        });
        try (GuardedEvidenceFetcher fetcher = fetcher()) {
            assertThat(fetcher.fetch(post("01"))).isEqualTo(Bytes.fromHex("07"));
            assertThat(refusal(fetcher, get())).isEqualTo(RegistryReason.UNEXPECTED_STATUS);
        }
    }

    @Test
    void whatWasKeptIsStillTooLongForWhoTakesLess() throws Exception {
        try (GuardedEvidenceFetcher fetcher = fetcher()) {
            fetcher.fetch(get());
            assertThat(refusal(fetcher, get(CRL_TYPE, CRL.length() - 1))).isEqualTo(RegistryReason.TOO_LARGE);
        }
    }

    @Test
    void theDirectoryOutlivesTheFetcher() throws Exception {
        fetchOnce(CRL);
        served.set(NEWER);
        fetchOnce(CRL);
        assertThat(server.lines()).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatWasChangedIsNotBelieved() throws Exception {
        fetchOnce(CRL);
        Path file = files().get(0);
        byte[] content = Files.readAllBytes(file);
        content[content.length - 1] ^= 1;
        Files.write(file, content);
        served.set(NEWER);
        fetchOnce(NEWER);
        fetchOnce(NEWER);
        assertThat(server.lines()).hasSize(2);
    }

    @Test
    void aFileThatBreaksOffIsNotBelieved() throws Exception {
        fetchOnce(CRL);
        for (int length : new int[] {0, 10, 32, 40}) {
            byte[] content = Files.readAllBytes(files().get(0));
            Files.write(files().get(0), Bytes.copyOf(content).slice(0, length).toByteArray());
            server.drain();
            fetchOnce(CRL);
            assertThat(server.lines()).as("cut to " + length).hasSize(1);
        }
    }

    @Test
    void aFileUnderAnotherNameIsNotBelieved() throws Exception {
        fetchOnce(CRL);
        Path kept = files().get(0);
        server.behind(exchange -> {
            exchange.getRequestBody().readAllBytes();
            TestRegistry.send(
                    exchange,
                    200,
                    "application/ocsp-response",
                    Der.ocsp("20261201000000Z").toByteArray());
            return true;
        });
        try (GuardedEvidenceFetcher fetcher = settled().directory(folder).build()) {
            fetcher.fetch(post("01"));
        }
        Path other =
                files().stream().filter(file -> !file.equals(kept)).findAny().orElseThrow();
        Files.write(other, Files.readAllBytes(kept));
        try (GuardedEvidenceFetcher fetcher = settled().directory(folder).build()) {
            assertThat(fetcher.fetch(post("01"))).isEqualTo(Der.ocsp("20261201000000Z"));
        }
    }

    @Test
    void aLinkInTheDirectoryIsNeitherReadNorReplaced() throws Exception {
        fetchOnce(CRL);
        Path file = files().get(0);
        Path elsewhere = Files.move(file, folder.resolve("elsewhere"));
        Files.createSymbolicLink(file, elsewhere);
        served.set(NEWER);
        fetchOnce(NEWER);
        assertThat(Files.isSymbolicLink(file)).isTrue();
    }

    @Test
    void aDirectoryThatCannotBeUsedFailsNoFetch() throws Exception {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        try (GuardedEvidenceFetcher fetcher = settled().directory(gone).build()) {
            Files.delete(gone);
            assertThat(fetcher.fetch(get())).isEqualTo(CRL);
        }
    }

    @Test
    void severalThatWantTheSameAskOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        holdBack(asked, go);
        try (GuardedEvidenceFetcher fetcher =
                settled().expiry(EvidenceExpiry.nothing()).build()) {
            FutureTask<Bytes> first = inBackground(() -> fetcher.fetch(get()));
            asked.await();
            List<FutureTask<Bytes>> others = new ArrayList<>();
            List<Thread> waiting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                FutureTask<Bytes> other = new FutureTask<>(() -> fetcher.fetch(get()));
                Thread thread = new Thread(other);
                thread.start();
                others.add(other);
                waiting.add(thread);
            }
            waiting.forEach(GuardedEvidenceFetcherTest::awaitWaiting);
            go.countDown();
            assertThat(first.get()).isEqualTo(CRL);
            for (FutureTask<Bytes> other : others) {
                assertThat(other.get()).isEqualTo(CRL);
            }
        }
        assertThat(server.lines()).hasSize(1);
    }

    @Test
    void severalThatWantTheSameShareItsFailure() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        served.set(null);
        holdBack(asked, go);
        try (GuardedEvidenceFetcher fetcher = fetcher()) {
            FutureTask<Bytes> first = inBackground(() -> fetcher.fetch(get()));
            asked.await();
            FutureTask<Bytes> second = new FutureTask<>(() -> fetcher.fetch(get()));
            Thread waiting = new Thread(second);
            waiting.start();
            awaitWaiting(waiting);
            go.countDown();
            assertThatThrownBy(first::get).hasCauseInstanceOf(UnavailableException.class);
            assertThatThrownBy(second::get).hasCauseInstanceOf(UnavailableException.class);
        }
        assertThat(server.lines()).hasSize(1);
    }

    @Test
    void whoWaitsForAnotherWaitsUntilItsOwnDeadlineOnly() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        holdBack(asked, go);
        try (GuardedEvidenceFetcher fetcher = fetcher()) {
            FutureTask<Bytes> first = inBackground(() -> fetcher.fetch(get()));
            asked.await();
            Request hasty = Request.get(uri(), CRL_TYPE, 1000, Deadline.after(Duration.ofMillis(20)));
            assertThat(refusal(fetcher, hasty)).isEqualTo(CoreReason.TIME_UP);
            go.countDown();
            assertThat(first.get()).isEqualTo(CRL);
        }
    }

    @Test
    void whoWaitsForAnotherCanBeInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        holdBack(asked, go);
        try (GuardedEvidenceFetcher fetcher = fetcher()) {
            FutureTask<Bytes> first = inBackground(() -> fetcher.fetch(get()));
            asked.await();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> fetcher.fetch(get())).isInstanceOf(InterruptedException.class);
            go.countDown();
            assertThat(first.get()).isEqualTo(CRL);
        }
    }

    @Test
    void whoWaitsForOneThatIsInterruptedAsksItself() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        holdBack(asked, go);
        try (GuardedEvidenceFetcher fetcher = fetcher()) {
            FutureTask<Bytes> first = new FutureTask<>(() -> fetcher.fetch(get()));
            Thread leading = new Thread(first);
            leading.start();
            asked.await();
            FutureTask<Bytes> second = new FutureTask<>(() -> fetcher.fetch(get()));
            Thread waiting = new Thread(second);
            waiting.start();
            awaitWaiting(waiting);
            leading.interrupt();
            assertThatThrownBy(first::get).hasCauseInstanceOf(InterruptedException.class);
            go.countDown();
            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(CRL);
        }
        assertThat(server.lines()).hasSize(2);
    }

    private void holdBack(CountDownLatch asked, CountDownLatch go) {
        server.behind(exchange -> {
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            TestRegistry.send(exchange, served.get() == null ? 404 : 200, CRL_TYPE, CRL.toByteArray());
            return true;
        });
    }

    private static FutureTask<Bytes> inBackground(Callable<Bytes> work) {
        FutureTask<Bytes> task = new FutureTask<>(work);
        new Thread(task).start();
        return task;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }

    private void assertAskedTwice(GuardedEvidenceFetcher fetcher) throws Exception {
        try (fetcher) {
            fetcher.fetch(get());
            fetcher.fetch(get());
        }
        assertThat(server.lines()).hasSize(2);
    }

    private void fetchOnce(Bytes expected) throws Exception {
        try (GuardedEvidenceFetcher fetcher = settled().directory(folder).build()) {
            assertThat(fetcher.fetch(get())).isEqualTo(expected);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".evidence")).toList();
        }
    }

    private GuardedEvidenceFetcher.Builder builder() {
        return GuardedEvidenceFetcher.builder(clock::get);
    }

    private GuardedEvidenceFetcher.Builder settled() {
        return builder().http(server.settings().build());
    }

    private GuardedEvidenceFetcher fetcher() {
        return settled().build();
    }

    private URI uri() {
        return URI.create("http://" + server.host() + "/ca.crl");
    }

    private Request get() {
        return get(CRL_TYPE, 1000);
    }

    private Request get(String type, int maxBytes) {
        return Request.get(uri(), type, maxBytes, Deadline.never());
    }

    private Request post(String body) {
        return new Request(
                "POST",
                uri(),
                Bytes.fromHex(body),
                "application/ocsp-request",
                "application/ocsp-response",
                1000,
                Deadline.never());
    }

    private static ReasonCode refusal(GuardedEvidenceFetcher fetcher, Request request) {
        UnavailableException refusal = catchThrowableOfType(UnavailableException.class, () -> fetcher.fetch(request));
        return refusal.reason().code();
    }
}
