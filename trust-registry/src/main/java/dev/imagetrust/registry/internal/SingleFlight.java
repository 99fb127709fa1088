/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.CoreReason;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread do what several want at the same time; the others wait for it, each until its own deadline. Safe for
 * use by several threads, and starts none.
 *
 * @param <K> what is wanted
 */
public final class SingleFlight<K> {

    private final ConcurrentMap<K, Flight> flights = new ConcurrentHashMap<>();

    /** What one thread does for all. */
    @FunctionalInterface
    public interface Work {
        /** Does it. */
        Bytes run() throws UnavailableException, InterruptedException;
    }

    /** Not yet landed, landed with content, landed with trouble, or given up: neither of the two. */
    private static final class Flight {

        private final CountDownLatch landed = new CountDownLatch(1);
        private volatile @Nullable Bytes content;
        private volatile @Nullable UnavailableException trouble;

        Optional<Bytes> await(Deadline deadline) throws UnavailableException, InterruptedException {
            if (!landed.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw Failures.timeUp();
            }
            UnavailableException failed = trouble;
            if (failed != null) {
                throw new UnavailableException(failed.reason(), failed);
            }
            return Optional.ofNullable(content);
        }
    }

    /**
     * The result of whoever does it first. Trouble is shared as well, unless it was only that thread's: its deadline, or
     * that it was interrupted.
     *
     * @throws UnavailableException if the work failed, or the deadline of this caller passed
     * @throws InterruptedException if this thread was interrupted
     */
    public Bytes run(K key, Deadline deadline, Work work) throws UnavailableException, InterruptedException {
        while (true) {
            Flight mine = new Flight();
            Flight other = flights.putIfAbsent(key, mine);
            if (other == null) {
                return lead(key, mine, work);
            }
            Optional<Bytes> result = other.await(deadline);
            if (result.isPresent()) {
                return result.get();
            }
        }
    }

    private Bytes lead(K key, Flight mine, Work work) throws UnavailableException, InterruptedException {
        try {
            Bytes result = work.run();
            mine.content = result;
            return result;
        } catch (UnavailableException e) {
            if (e.reason().code() != CoreReason.TIME_UP) {
                mine.trouble = e;
            }
            throw e;
        } finally {
            flights.remove(key, mine);
            mine.landed.countDown();
        }
    }
}
