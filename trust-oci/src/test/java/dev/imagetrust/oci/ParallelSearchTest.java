/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A search that others help with finds what one alone would find. */
class ParallelSearchTest {

    private static final Place ATTESTATIONS = new Place.DigestTag(".att");
    private static final Set<Place> ALL = Set.of(Registry.SIGNATURES, ATTESTATIONS, Registry.REFERRERS);

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private Registry registry;

    @BeforeEach
    void signedInAllPlaces() throws IOException {
        registry = Registry.withReferrersApi();
        registry.sign(registry.layer("a"), registry.layer("bb"), registry.layer("ccc"), registry.layer("a"));
        for (String content : List.of("d", "ee", "a", "ffff", "g", "hh", "i", "jjj")) {
            registry.refer(content);
        }
    }

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
    }

    /** Counts what is asked for, and how much of it at the same time. */
    private class Counting extends Forwarding {
        final AtomicInteger underWay = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        final AtomicInteger requests = new AtomicInteger();
        final AtomicLong bytes = new AtomicLong();

        Counting() {
            super(registry.memory);
        }

        void inside() throws InterruptedException {}

        private void begin() throws InterruptedException {
            requests.incrementAndGet();
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            inside();
        }

        @Override
        public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                throws IOException, InterruptedException {
            try {
                begin();
                return super.manifest(name, reference, deadline);
            } finally {
                underWay.decrementAndGet();
            }
        }

        @Override
        public Answer<Page<Descriptor>> referrers(ImageName name, Digest subject, Cursor cursor, Deadline deadline)
                throws IOException, InterruptedException {
            try {
                begin();
                return super.referrers(name, subject, cursor, deadline);
            } finally {
                underWay.decrementAndGet();
            }
        }

        @Override
        public InputStream blob(ImageName name, Descriptor blob, Deadline deadline)
                throws IOException, InterruptedException {
            try {
                begin();
                bytes.addAndGet(blob.size());
                return super.blob(name, blob, deadline);
            } finally {
                underWay.decrementAndGet();
            }
        }
    }

    /** Holds on to every request that is made on a thread of {@link #begun}, whatever happens to the thread. */
    private final class Stuck extends Counting {
        final CountDownLatch release = new CountDownLatch(1);
        final CountDownLatch wasInterrupted = new CountDownLatch(1);
        final Thread searching;
        final CountDownLatch entered = new CountDownLatch(1);

        Stuck(Thread searching) {
            this.searching = searching;
        }

        @Override
        void inside() {
            if (Thread.currentThread() == searching) {
                return;
            }
            entered.countDown();
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    wasInterrupted.countDown();
                }
            }
        }

        /** Goes on only when the request is in the repository, so that the search finds it begun. */
        Executor begun() {
            return task -> {
                pool.execute(task);
                awaitUnchecked(entered);
            };
        }
    }

    @Test
    void refusesABoundOfNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OciSignatureSource(registry.memory).parallel(pool, 0));
    }

    @Test
    void anInterruptEndsASearchWhoseRequestsDoNotEnd() throws Exception {
        AtomicBoolean asked = new AtomicBoolean();
        FutureTask<Boolean> ended = new FutureTask<>(() -> {
            Stuck stuck = new Stuck(Thread.currentThread());
            Thread searching = Thread.currentThread();
            pool.execute(() -> {
                awaitUnchecked(stuck.entered);
                asked.set(true);
                searching.interrupt();
            });
            try {
                assertThatThrownBy(() -> search(stuck, stuck.begun(), 2, budget(Limits.defaults())))
                        .isInstanceOf(InterruptedException.class);
                // What had begun is told to end, and is left alone then.
                return stuck.wasInterrupted.await(5, TimeUnit.SECONDS);
            } finally {
                stuck.release.countDown();
            }
        });
        pool.execute(ended);
        assertThat(ended.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(asked).isTrue();
    }

    @Test
    void theDeadlineEndsASearchWhoseRequestsDoNotEnd() throws Exception {
        Stuck stuck = new Stuck(Thread.currentThread());
        try {
            Found found = new OciSignatureSource(stuck)
                    .parallel(stuck.begun(), 2)
                    .search(
                            registry.subject(),
                            List.of(registry.image.digest()),
                            Set.of(Registry.REFERRERS),
                            new SearchBudget(Limits.defaults(), Deadline.after(Duration.ofMillis(50))));
            assertThat(found.candidates()).isEmpty();
            assertThat(found.looks())
                    .hasSize(1)
                    .allMatch(look -> look.reason().orElseThrow().code() == CoreReason.TIME_UP);
            assertThat(stuck.wasInterrupted.await(5, TimeUnit.SECONDS)).isTrue();
        } finally {
            stuck.release.countDown();
        }
    }

    @Test
    void nothingIsBegunWhenTheSearchIsOver() throws Exception {
        List<Runnable> tasks = new ArrayList<>();
        Counting counting = new Counting() {
            @Override
            public Answer<Page<Descriptor>> referrers(
                    ImageName name, Digest subject, Cursor cursor, Deadline deadline) {
                throw new IllegalStateException("ours");
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> search(counting, tasks::add, 9, budget(Limits.defaults())))
                .withMessage("ours");
        int before = counting.requests.get();
        tasks.forEach(Runnable::run);
        assertThat(tasks).isNotEmpty();
        assertThat(counting.requests).hasValue(before);
    }

    @Test
    void anExecutorThatRefusesCostsNothingButTime() throws Exception {
        Counting counting = new Counting();
        Executor refusing = task -> {
            throw new RejectedExecutionException("full");
        };
        assertSame(search(counting, refusing, 4, budget(Limits.defaults())), alone(Limits.defaults()));
        assertThat(counting.most).hasValue(1);
    }

    @Test
    void anExecutorThatNeverBeginsCostsNothingButTime() throws Exception {
        assertSame(search(registry.memory, task -> {}, 4, budget(Limits.defaults())), alone(Limits.defaults()));
    }

    @Test
    void anExecutorOnTheSameThreadDoes() throws Exception {
        assertSame(search(registry.memory, Runnable::run, 4, budget(Limits.defaults())), alone(Limits.defaults()));
    }

    @Test
    void anExecutorThatIsShutDownMeanwhileSaysNothingAboutTheRepository() throws Exception {
        Thread searching = Thread.currentThread();
        Counting interrupted = new Counting() {
            @Override
            void inside() throws InterruptedException {
                if (Thread.currentThread() != searching) {
                    throw new InterruptedException();
                }
            }
        };
        assertSame(search(interrupted, pool, 4, budget(Limits.defaults())), alone(Limits.defaults()));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void oneFailingPlaceHidesNoOther() throws Exception {
        ImageRepository broken = new Forwarding(registry.memory) {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                    throws IOException, InterruptedException {
                if (reference.text().endsWith(".sig")) {
                    throw new IOException("502");
                }
                return super.manifest(name, reference, deadline);
            }
        };
        Found found = search(broken, pool, 4, budget(Limits.defaults()));
        assertSame(found, registry.search(broken, ALL.toArray(Place[]::new)));
        assertThat(found.candidates()).hasSize(8);
        assertThat(found.looks())
                .extracting(Look::answer)
                .containsExactlyInAnyOrder(Look.Answer.FAILED, Look.Answer.ABSENT, Look.Answer.FOUND);
    }

    @Test
    void asManyRequestsAreUnderWayAsAllowedAndNoMore() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        Counting counting = new Counting() {
            @Override
            void inside() throws InterruptedException {
                three.countDown();
                assertThat(three.await(5, TimeUnit.SECONDS)).isTrue();
                Thread.yield();
            }
        };
        assertSame(search(counting, pool, 3, budget(Limits.defaults())), alone(Limits.defaults()));
        assertThat(counting.most).hasValue(3);
    }

    @Test
    void manifestsAndTheirLayersAreFetchedTogether() throws Exception {
        CountDownLatch blobs = new CountDownLatch(4);
        ImageRepository waiting = new Forwarding(registry.memory) {
            @Override
            public InputStream blob(ImageName name, Descriptor blob, Deadline deadline)
                    throws IOException, InterruptedException {
                blobs.countDown();
                // Four manifests with one layer each: nobody gets one before all four were asked for.
                assertThat(blobs.await(5, TimeUnit.SECONDS)).isTrue();
                return super.blob(name, blob, deadline);
            }
        };
        Found found = new OciSignatureSource(waiting)
                .parallel(pool, 5)
                .search(
                        registry.subject(),
                        List.of(registry.image.digest()),
                        Set.of(Registry.REFERRERS),
                        budget(Limits.defaults()));
        assertThat(found.candidates()).hasSize(8);
    }

    @Test
    void everyLimitEndsTheSearchWhereItWouldEndAlone() throws Exception {
        for (int limit = 1; limit <= 24; limit++) {
            for (Limits limits : List.of(
                    Limits.builder().candidates(limit).build(),
                    Limits.builder().searchBytes(limit).build(),
                    Limits.builder().signatureBytes(limit).build())) {
                Counting counting = new Counting();
                assertSame(search(counting, pool, 1 + limit % 5, budget(limits)), alone(limits));
                assertThat(counting.bytes.get()).isLessThanOrEqualTo(limits.searchBytes());
            }
        }
    }

    @Test
    void asksForNoMoreThanOneAloneWhereNoLimitEndsTheSearch() throws Exception {
        Counting alone = new Counting();
        Counting helped = new Counting();
        registry.search(alone, ALL.toArray(Place[]::new));
        search(helped, pool, 4, budget(Limits.defaults()));
        assertThat(helped.requests).hasValue(alone.requests.get());
        assertThat(helped.bytes).hasValue(alone.bytes.get());
    }

    @Test
    void findsTheSameInEveryRecordedLayout() throws Exception {
        for (String repository : Corpus.repositories()) {
            OciLayout layout = Corpus.layout(repository);
            ImageSubject image = new ImageResolver(layout)
                    .resolve(ImageName.parse("registry.example/" + repository), new Asked.ByTag("v1"), Deadline.never())
                    .value()
                    .orElseThrow()
                    .subject();
            List<Digest> about = List.of(image.image().digest());
            OciSignatureSource source = new OciSignatureSource(layout).alwaysReadingFallbackTag();
            SearchBudget budget = budget(Limits.defaults());
            assertSame(
                    source.parallel(pool, 3).search(image, about, RecordedLayoutsTest.ALL, budget),
                    source.search(image, about, RecordedLayoutsTest.ALL, budget));
        }
    }

    private Found alone(Limits limits) throws InterruptedException {
        return registry.search(registry.memory, limits, ALL.toArray(Place[]::new));
    }

    private Found search(ImageRepository repository, Executor executor, int atOnce, SearchBudget budget)
            throws InterruptedException {
        return new OciSignatureSource(repository)
                .parallel(executor, atOnce)
                .search(registry.subject(), List.of(registry.image.digest()), ALL, budget);
    }

    private static void assertSame(Found found, Found expected) {
        assertThat(found.candidates()).containsExactlyElementsOf(expected.candidates());
        assertThat(found.looks())
                .extracting(look -> look + " " + look.found())
                .containsExactlyElementsOf(expected.looks().stream()
                        .map(look -> look + " " + look.found())
                        .toList());
    }

    private static SearchBudget budget(Limits limits) {
        return new SearchBudget(limits, Deadline.never());
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            // The search that hands over is interrupted: it is told so, and ends.
            Thread.currentThread().interrupt();
        }
    }
}
