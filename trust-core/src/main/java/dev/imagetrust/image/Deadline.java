/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.time.Duration;
import java.util.function.LongSupplier;

import static java.util.Objects.requireNonNull;

/**
 * The moment by which an answer is wanted, on a clock that only moves forward.
 *
 * <p>Not the time of day: changes of the wall clock do not touch it. Immutable and safe to share.
 *
 * @since 0.1
 */
public final class Deadline {

    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final LongSupplier ticker;
    private final long start;
    private final Duration length;

    private Deadline(LongSupplier ticker, Duration length) {
        this.ticker = ticker;
        this.start = ticker.getAsLong();
        this.length = length;
    }

    /**
     * A deadline some time from now.
     *
     * @throws IllegalArgumentException if the length is negative
     */
    public static Deadline after(Duration length) {
        return after(length, System::nanoTime);
    }

    /**
     * A deadline on a ticker of the caller, which counts nanoseconds from any origin.
     *
     * @throws IllegalArgumentException if the length is negative
     */
    public static Deadline after(Duration length, LongSupplier ticker) {
        if (length.isNegative()) {
            throw new IllegalArgumentException("a deadline is not in the past: " + length);
        }
        return new Deadline(requireNonNull(ticker, "ticker"), length.compareTo(FOREVER) > 0 ? FOREVER : length);
    }

    /** No deadline. */
    public static Deadline never() {
        return new Deadline(() -> 0L, FOREVER);
    }

    /** How much time is left; zero once it has passed. */
    public Duration remaining() {
        Duration left = length.minusNanos(ticker.getAsLong() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether it has passed. */
    public boolean isPast() {
        return remaining().isZero();
    }
}
