/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.MemoryRepository;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static dev.imagetrust.registry.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Interruption, closing, and what is left behind. */
@Timeout(20)
class LifeTest {

    private static final Duration AT_ONCE = Duration.ofMillis(100);

    /** Where a request can be stuck. */
    @FunctionalInterface
    private interface Stuck {
        void wait(RegistryRepository client, String host) throws Exception;
    }

    @Test
    void interruptionEndsTheWaitForAnAnswer() throws Exception {
        assertThat(fastest((request, out) -> Thread.sleep(10_000), LifeTest::askForever))
                .isLessThan(AT_ONCE);
    }

    @Test
    void interruptionEndsTheReadingOfABody() throws Exception {
        RawServer.Script half = (request, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: application/vnd.x\r\n\r\nhalf");
            out.flush();
            Thread.sleep(10_000);
        };
        assertThat(fastest(half, LifeTest::askForever)).isLessThan(AT_ONCE);
        assertThat(fastest(half, LifeTest::readBlobForever)).isLessThan(AT_ONCE);
    }

    @Test
    void interruptionEndsTheWaitBeforeAskingAgain() throws Exception {
        RawServer.Script busy =
                (request, out) -> write(out, RawServer.answer("429 Too Many Requests", "Retry-After: 20\r\n", ""));
        assertThat(fastest(busy, LifeTest::askForever)).isLessThan(AT_ONCE);
    }

    @Test
    void aThreadThatIsInterruptedAlreadyAsksNothing() throws Exception {
        try (RawServer server = new RawServer((request, out) -> {});
                RegistryRepository client = client(server)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> client.manifest(Asking.name(server.host()), Asking.TAG, Asking.soon()))
                    .isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void closingEndsWhatIsUnderWay() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, out) -> {
            asked.countDown();
            Thread.sleep(10_000);
        })) {
            RegistryRepository client = client(server);
            FutureTask<Object> code = new FutureTask<>(() -> Asking.failure(client, server.host()));
            new Thread(code).start();
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
            client.close();
            assertThat(code.get(5, TimeUnit.SECONDS)).isEqualTo(RegistryReason.CLOSED);
        }
    }

    @Test
    void nothingIsAskedAfterClosing() throws Exception {
        try (RawServer server = new RawServer((request, out) -> {})) {
            RegistryRepository client = client(server);
            client.close();
            assertThat(Asking.failure(client, server.host())).isEqualTo(RegistryReason.CLOSED);
            assertThat(server.requests()).isEmpty();
        }
    }

    /** OkHttp and Okio keep a few idle daemons for a minute, for the whole process; docs/limits.md. */
    @Test
    void noThreadIsLeftPerInstance() throws Exception {
        int instances = 40;
        try (TestRegistry registry = TestRegistry.withReferrersApi(MemoryRepository.withReferrersApi())) {
            for (int i = 0; i < instances; i++) {
                use(registry);
            }
            assertThat(clientThreads())
                    .hasSizeLessThan(instances / 4)
                    .allMatch(Thread::isDaemon)
                    .allMatch(thread -> thread.getName().matches("Ok(Http|io) .*"));
        }
    }

    private static void use(TestRegistry registry) throws Exception {
        try (RegistryRepository client = registry.client()) {
            assertThat(client.manifest(registry.name("team/app"), Asking.TAG, Asking.soon()))
                    .isEqualTo(Answer.absent());
        }
    }

    /** All threads but the tests' own and those of the JDK. */
    private static Set<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(?i).*(okhttp|okio|image-?trust|registry).*"))
                .collect(Collectors.toSet());
    }

    private static void askForever(RegistryRepository client, String host) throws Exception {
        client.manifest(Asking.name(host), Asking.TAG, Deadline.never());
    }

    private static void readBlobForever(RegistryRepository client, String host) throws Exception {
        Descriptor blob = Descriptor.of("x/y", Asking.DIGEST, 100);
        try (InputStream in = client.blob(Asking.name(host), blob, Deadline.never())) {
            in.readAllBytes();
        } catch (IOException e) {
            // A stream cannot say it otherwise; the walk looks at the flag.
            assertThat(Thread.interrupted()).isTrue();
            throw new InterruptedException();
        }
    }

    /** The best of a few, so that a busy machine does not decide. */
    private static Duration fastest(RawServer.Script script, Stuck stuck) throws Exception {
        Duration best = Duration.ofDays(1);
        for (int i = 0; i < 5 && best.compareTo(AT_ONCE) >= 0; i++) {
            Duration took = untilInterrupted(script, stuck);
            best = took.compareTo(best) < 0 ? took : best;
        }
        return best;
    }

    private static Duration untilInterrupted(RawServer.Script script, Stuck stuck) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        RawServer.Script telling = (request, out) -> {
            asked.countDown();
            script.answer(request, out);
        };
        try (RawServer server = new RawServer(telling);
                RegistryRepository client = client(server)) {
            FutureTask<Boolean> task = new FutureTask<>(() -> {
                try {
                    stuck.wait(client, server.host());
                    return false;
                } catch (InterruptedException e) {
                    return true;
                }
            });
            Thread thread = new Thread(task);
            thread.start();
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
            thread.join(20); // until it waits again
            long start = System.nanoTime();
            thread.interrupt();
            assertThat(task.get(10, TimeUnit.SECONDS)).isTrue();
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private static RegistryRepository client(RawServer server) {
        return RegistryRepository.builder().http(server.settings().build()).build();
    }
}
