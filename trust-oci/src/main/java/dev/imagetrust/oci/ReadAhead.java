/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A repository as one search sees it, which is told what the search is going to ask and has it asked on the caller's
 * executor meanwhile. The search itself stays as it is, on its thread and in its order, so it finds the same.
 *
 * <p>At most {@code atOnce} requests are under way: one fewer on the executor, and one on the thread of the search. That
 * thread asks itself what the executor has not begun, so an executor that is busy, refuses, or is the one that the
 * search runs on holds nothing up. Used by one thread; only the requests run elsewhere.
 */
final class ReadAhead implements ImageRepository, AutoCloseable {

    private final ImageRepository repository;
    private final ImageName name;
    private final Deadline deadline;
    private final Executor executor;
    private final int atOnce;
    private final Map<Reference, Early<Answer<Manifest>>> manifests = new HashMap<>();
    private final Map<Digest, Early<Answer<Page<Descriptor>>>> listings = new HashMap<>();
    private final Map<Blob, Early<Bytes>> blobs = new HashMap<>();
    private final Deque<Early<?>> waiting = new ArrayDeque<>();
    private final List<Early<?>> handedOver = new ArrayList<>();
    private boolean refused;

    ReadAhead(ImageRepository repository, ImageName name, Deadline deadline, Parallel parallel) {
        this.repository = repository;
        this.name = name;
        this.deadline = deadline;
        this.executor = parallel.executor();
        this.atOnce = parallel.atOnce();
    }

    /** Who may help, and how many requests may be under way; with one, nothing is ever handed over. */
    record Parallel(Executor executor, int atOnce) {
        static final Parallel NOT = new Parallel(Runnable::run, 1);
    }

    private record Blob(Digest digest, long size) {
        static Blob of(Descriptor descriptor) {
            return new Blob(descriptor.digest(), descriptor.size());
        }
    }

    @FunctionalInterface
    private interface Request<T> {
        T ask() throws IOException, InterruptedException;
    }

    /** A request that is made once, by whichever thread comes first. */
    private static final class Early<T> extends FutureTask<T> {
        private final Request<T> request;

        Early(Request<T> request) {
            super(() -> {
                try {
                    return request.ask();
                } catch (InterruptedException e) {
                    // Not ours to swallow: the thread belongs to an executor, or is that of the search.
                    Thread.currentThread().interrupt();
                    throw e;
                }
            });
            this.request = request;
        }
    }

    int atOnce() {
        return atOnce;
    }

    void expect(Reference reference) {
        expect(manifests, reference, () -> repository.manifest(name, reference, deadline));
    }

    void expectReferrers(Digest subject) {
        expect(listings, subject, () -> repository.referrers(name, subject, Cursor.START, deadline));
    }

    /** The size is one that may be held. */
    void expectBlob(Descriptor blob) {
        expect(blobs, Blob.of(blob), () -> {
            try (InputStream in = repository.blob(name, blob, deadline)) {
                return Bytes.copyOf(in.readNBytes(Math.toIntExact(blob.size() + 1)));
            }
        });
    }

    private <K, T> void expect(Map<K, Early<T>> expected, K key, Request<T> request) {
        if (atOnce > 1 && !expected.containsKey(key)) {
            Early<T> early = new Early<>(request);
            expected.put(key, early);
            waiting.add(early);
            handOver();
        }
    }

    /** Waits for an expected manifest, which stays to be asked for; empty if it was not expected or cannot be had. */
    Optional<Manifest> peek(Reference reference) throws InterruptedException {
        Early<Answer<Manifest>> early = manifests.get(reference);
        try {
            return early == null ? Optional.empty() : answer(early).value();
        } catch (IOException e) {
            // The search comes to the same answer when it is this manifest's turn, and reports it.
            return Optional.empty();
        }
    }

    @Override
    public Answer<Manifest> manifest(ImageName of, Reference reference, Deadline until)
            throws IOException, InterruptedException {
        Early<Answer<Manifest>> early = manifests.remove(reference);
        return early == null ? repository.manifest(of, reference, until) : answer(early);
    }

    @Override
    public Answer<Page<Descriptor>> referrers(ImageName of, Digest subject, Cursor cursor, Deadline until)
            throws IOException, InterruptedException {
        Early<Answer<Page<Descriptor>>> early = cursor.equals(Cursor.START) ? listings.remove(subject) : null;
        return early == null ? repository.referrers(of, subject, cursor, until) : answer(early);
    }

    @Override
    public InputStream blob(ImageName of, Descriptor blob, Deadline until) throws IOException, InterruptedException {
        Early<Bytes> early = blobs.remove(Blob.of(blob));
        return early == null ? repository.blob(of, blob, until) : answer(early).newInputStream();
    }

    private void handOver() {
        handedOver.removeIf(FutureTask::isDone);
        while (!refused && handedOver.size() < atOnce - 1 && !waiting.isEmpty()) {
            Early<?> next = waiting.remove();
            try {
                executor.execute(next);
                handedOver.add(next);
            } catch (RejectedExecutionException e) {
                // Nobody helps: this thread makes all requests when their turn comes.
                refused = true;
            }
        }
    }

    private <T> T answer(Early<T> early) throws IOException, InterruptedException {
        waiting.remove(early);
        handedOver.remove(early);
        handOver();
        // Does nothing where another thread has begun.
        early.run();
        try {
            return await(early);
        } catch (ExecutionException e) {
            return failed(early, e.getCause());
        } finally {
            early.cancel(true);
        }
    }

    private <T> T await(Early<T> early) throws ExecutionException, IOException, InterruptedException {
        while (true) {
            try {
                return early.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (deadline.isPast()) {
                    throw new IOException("no answer in time", e);
                }
            }
        }
    }

    private static <T> T failed(Early<T> early, @Nullable Throwable cause) throws IOException, InterruptedException {
        if (cause instanceof IOException e) {
            throw e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        // The executor was shut down, which says nothing about the repository.
        return early.request.ask();
    }

    /** Nothing is begun any more, and what is under way is interrupted. */
    @Override
    public void close() {
        manifests.values().forEach(early -> early.cancel(true));
        listings.values().forEach(early -> early.cancel(true));
        blobs.values().forEach(early -> early.cancel(true));
    }
}
