/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Counts uploads: so many of one caller in a time, so many of all at once. Thread-safe. */
final class UploadGate {

    /** Callers that are remembered; the one not seen for the longest time is forgotten first. */
    private static final int CALLERS = 10_000;

    private static final int TOO_MANY = 429;
    private static final int BUSY = 503;

    private final UploadLimits limits;
    private final InstantSource clock;
    private final Semaphore atOnce;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > CALLERS;
        }
    };

    /** So many uploads since then. */
    private record Window(Instant began, int uploads) {

        /** Also by a clock that was put back, lest a caller wait for years. */
        boolean isOver(Instant now, Duration length) {
            return now.isBefore(began) || !now.isBefore(began.plus(length));
        }
    }

    UploadGate(UploadLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.atOnce = new Semaphore(limits.uploadsAtOnce());
    }

    /** Lets one upload through, or says why not. */
    TrustResponse through(Caller caller, Supplier<TrustResponse> upload) {
        Optional<Duration> wait = count(caller.name());
        if (wait.isPresent()) {
            return TrustResponse.of(TOO_MANY)
                    .with("Retry-After", Long.toString(Math.max(1, wait.get().toSeconds())));
        }
        if (!atOnce.tryAcquire()) {
            return TrustResponse.of(BUSY).with("Retry-After", "1");
        }
        try {
            return upload.get();
        } finally {
            atOnce.release();
        }
    }

    private synchronized Optional<Duration> count(String caller) {
        Instant now = clock.instant();
        Window last = windows.get(caller);
        Window next = last == null || last.isOver(now, limits.per())
                ? new Window(now, 1)
                : new Window(last.began(), last.uploads() + 1);
        if (next.uploads() > limits.uploads()) {
            return Optional.of(Duration.between(now, next.began().plus(limits.per())));
        }
        windows.put(caller, next);
        return Optional.empty();
    }
}
