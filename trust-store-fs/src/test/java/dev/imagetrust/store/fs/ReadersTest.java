/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReadersTest {

    private static final List<Integer> NUMBERS =
            IntStream.range(0, 10_000).boxed().toList();
    private static final List<Integer> SQUARES =
            NUMBERS.stream().map(number -> number * number).toList();

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    private static List<Integer> squares(List<Integer> piece) {
        return piece.stream().map(number -> number * number).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void resultsComeInTheOrderOfTheList(int atOnce) throws IOException {
        Readers readers = new Readers(executor, atOnce);
        assertThat(readers.all(NUMBERS, ReadersTest::squares)).isEqualTo(SQUARES);
        assertThat(readers.all(List.<Integer>of(), ReadersTest::squares)).isEmpty();
        assertThat(readers.all(List.of(7), ReadersTest::squares)).containsExactly(49);
    }

    @Test
    void severalThreadsWorkAtOnce() throws IOException {
        CountDownLatch met = new CountDownLatch(3);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        new Readers(executor, 3).all(NUMBERS, piece -> {
            if (threads.add(Thread.currentThread())) {
                met.countDown();
                meet(met);
            }
            return piece;
        });
        assertThat(threads).hasSize(3).contains(Thread.currentThread());
    }

    private static void meet(CountDownLatch met) {
        try {
            met.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void handsOverNoMoreThanItMay() throws IOException {
        AtomicInteger handedOver = new AtomicInteger();
        Executor counting = task -> handedOver.incrementAndGet();
        new Readers(counting, 4).all(NUMBERS, ReadersTest::squares);
        assertThat(handedOver).hasValue(3);
        new Readers(counting, 4).all(NUMBERS.subList(0, 600), ReadersTest::squares);
        assertThat(handedOver).hasValue(4);
        new Readers(counting, 1).all(NUMBERS, ReadersTest::squares);
        new Readers(counting, 4).all(NUMBERS.subList(0, 512), ReadersTest::squares);
        assertThat(handedOver).hasValue(4);
    }

    @Test
    void anExecutorThatNeverBeginsHoldsNothingUp() throws IOException {
        List<Runnable> waiting = new ArrayList<>();
        AtomicInteger pieces = new AtomicInteger();
        Readers readers = new Readers(waiting::add, 2);
        assertThat(readers.all(NUMBERS, piece -> {
                    pieces.incrementAndGet();
                    return squares(piece);
                }))
                .isEqualTo(SQUARES);

        int done = pieces.get();
        waiting.forEach(Runnable::run);
        assertThat(pieces).as("after the end nothing is done any more").hasValue(done);
    }

    @Test
    void anExecutorThatNeverBeginsKeepsNothing() throws Exception {
        List<Runnable> waiting = new ArrayList<>();
        WeakReference<Object> result = new WeakReference<>(new Readers(waiting::add, 2)
                .all(NUMBERS, piece -> List.of(new Object()))
                .get(0));
        for (int i = 0; result.get() != null && i < 100; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(result.get()).isNull();
        assertThat(waiting).hasSize(1);
    }

    @Test
    void anExecutorThatRefusesOrRunsItAtOnceHoldsNothingUp() throws IOException {
        Executor refusing = task -> {
            throw new RejectedExecutionException("busy");
        };
        assertThat(new Readers(refusing, 2).all(NUMBERS, ReadersTest::squares)).isEqualTo(SQUARES);
        assertThat(new Readers(Runnable::run, 2).all(NUMBERS, ReadersTest::squares))
                .isEqualTo(SQUARES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void whatTheWorkThrowsIsThrown(int atOnce) {
        Readers readers = new Readers(executor, atOnce);
        assertThatThrownBy(() -> readers.all(NUMBERS, piece -> {
                    throw new IOException("of piece " + piece.get(0));
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("of piece 0");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> readers.all(NUMBERS, piece -> {
                    throw new IllegalStateException();
                }));
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> readers.all(NUMBERS, piece -> {
                    throw new StackOverflowError();
                }));
    }

    @Test
    void nothingMoreIsBegunWhenAPieceFailed() {
        AtomicInteger pieces = new AtomicInteger();
        Readers readers = new Readers(Runnable::run, 2);
        assertThatThrownBy(() -> readers.all(NUMBERS, piece -> {
                    if (pieces.incrementAndGet() == 3) {
                        throw new IOException("the third");
                    }
                    return piece;
                }))
                .hasMessage("the third");
        assertThat(pieces).hasValue(3);
    }

    @Test
    void thatAThreadOfTheExecutorIsInterruptedChangesNothing() throws IOException {
        Thread reading = Thread.currentThread();
        CountDownLatch interrupted = new CountDownLatch(1);
        assertThat(new Readers(executor, 2).all(NUMBERS, piece -> {
                    if (Thread.currentThread() != reading) {
                        interrupted.countDown();
                        throw new ClosedByInterruptException();
                    }
                    meet(interrupted);
                    return squares(piece);
                }))
                .isEqualTo(SQUARES);
    }

    @Test
    void aReadingThreadThatIsInterruptedStopsWaiting() {
        Thread reading = Thread.currentThread();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try {
            assertThatThrownBy(() -> new Readers(executor, 2).all(NUMBERS.subList(0, 600), piece -> {
                        if (Thread.currentThread() != reading) {
                            begun.countDown();
                            meet(ended);
                        } else {
                            meet(begun);
                            reading.interrupt();
                        }
                        return piece;
                    }))
                    .isInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            ended.countDown();
        }
    }
}
