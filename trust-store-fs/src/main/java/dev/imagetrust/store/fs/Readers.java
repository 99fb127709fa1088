/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Who looks at very many files: the thread that reads a store, and threads of an executor if the caller gave one. The
 * reading thread does itself whatever nobody has begun, so an executor that is busy, refuses, or runs the reading itself
 * holds nothing up.
 *
 * @param atOnce how many threads at most, the reading one among them
 */
record Readers(Executor executor, int atOnce) {

    static final Readers ONE = new Readers(Runnable::run, 1);

    /** What a thread takes at once: enough for handing over to cost nothing, and few enough for all to end together. */
    private static final int PIECE = 512;

    /** Work on some files, which has a result for each. */
    @FunctionalInterface
    interface Work<T, R> {
        List<R> on(List<T> piece) throws IOException;
    }

    /**
     * Does work on all of a list, and returns its results in the order of the list.
     *
     * @throws IOException what the work throws on any thread, that for the earliest piece first; then work on later
     *     pieces is not begun any more
     */
    <T, R> List<R> all(List<T> list, Work<T, R> work) throws IOException {
        if (atOnce == 1 || list.size() <= PIECE) {
            return work.on(list);
        }
        Pieces<T, R> pieces = new Pieces<>(list, work);
        // What an executor begins late, or never, must not keep the files of a reading that has ended.
        AtomicReference<@Nullable Runnable> help = new AtomicReference<>(pieces);
        try {
            handOver(
                    () -> Optional.ofNullable(help.get()).ifPresent(Runnable::run),
                    Math.min(atOnce, pieces.count()) - 1);
            pieces.run();
            return pieces.results();
        } finally {
            help.set(null);
            pieces.stop();
        }
    }

    private void handOver(Runnable help, int threads) {
        try {
            for (int i = 0; i < threads; i++) {
                executor.execute(help);
            }
        } catch (RejectedExecutionException e) {
            // Nobody helps any more: this thread does it.
        }
    }

    /** Each is taken by whichever thread comes first. */
    private static final class Pieces<T, R> implements Runnable {

        private final Work<T, R> work;
        private final List<List<T>> pieces = new ArrayList<>();
        private final List<FutureTask<List<R>>> tasks = new ArrayList<>();
        private final AtomicInteger next = new AtomicInteger();

        Pieces(List<T> list, Work<T, R> work) {
            this.work = work;
            for (int from = 0; from < list.size(); from += PIECE) {
                List<T> piece = list.subList(from, Math.min(list.size(), from + PIECE));
                pieces.add(piece);
                tasks.add(new FutureTask<>(() -> work.on(piece)) {
                    @Override
                    protected void setException(Throwable cause) {
                        stop();
                        super.setException(cause);
                    }
                });
            }
        }

        int count() {
            return tasks.size();
        }

        @Override
        public void run() {
            for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
                tasks.get(i).run();
            }
        }

        /** Begins nothing more. */
        void stop() {
            next.set(tasks.size());
        }

        /** Waits for what others began: a piece takes no time. */
        List<R> results() throws IOException {
            List<R> results = new ArrayList<>();
            for (int i = 0; i < tasks.size(); i++) {
                results.addAll(result(i));
            }
            return results;
        }

        private List<R> result(int i) throws IOException {
            FutureTask<List<R>> task = tasks.get(i);
            task.run(); // which does nothing where it was begun
            try {
                return task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new ClosedByInterruptException().initCause(e);
            } catch (ExecutionException e) {
                return failed(i, e.getCause());
            }
        }

        private List<R> failed(int i, @Nullable Throwable cause) throws IOException {
            if (cause instanceof ClosedByInterruptException) {
                // If a thread of the executor was interrupted, that says nothing about the files; if this one was, the
                // work
                // ends in the same way at once.
                return work.on(pieces.get(i));
            }
            if (cause instanceof IOException e) {
                throw e;
            }
            if (cause instanceof Error e) {
                throw e;
            }
            throw (RuntimeException) requireNonNull(cause);
        }
    }
}
