/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.Deadline;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What a signer may use beside its key. Immutable.
 *
 * @since 0.1
 */
public final class SigningContext {

    private final Instant now;
    private final Deadline deadline;
    private final @Nullable EvidenceFetcher evidenceFetcher;

    private SigningContext(Instant now, Deadline deadline, @Nullable EvidenceFetcher evidenceFetcher) {
        this.now = requireNonNull(now, "now");
        this.deadline = requireNonNull(deadline, "deadline");
        this.evidenceFetcher = evidenceFetcher;
    }

    /** Signing without a network. */
    public static SigningContext offline(Instant now, Deadline deadline) {
        return new SigningContext(now, deadline, null);
    }

    /** Signing with timestamps or log entries that are fetched. */
    public static SigningContext online(Instant now, Deadline deadline, EvidenceFetcher fetcher) {
        return new SigningContext(now, deadline, requireNonNull(fetcher, "fetcher"));
    }

    /** The signing time. */
    public Instant now() {
        return now;
    }

    /** When the signature is wanted. */
    public Deadline deadline() {
        return deadline;
    }

    /** Fetches timestamps and log entries; empty: the caller allows no network. */
    public Optional<EvidenceFetcher> evidenceFetcher() {
        return Optional.ofNullable(evidenceFetcher);
    }
}
