/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.registry.internal.Evidence;
import dev.imagetrust.registry.internal.EvidenceCache;
import dev.imagetrust.registry.internal.EvidenceFolder;
import dev.imagetrust.registry.internal.EvidenceMemory;
import dev.imagetrust.registry.internal.GuardedHttp;
import dev.imagetrust.registry.internal.SingleFlight;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Fetches OCSP answers, CRLs, timestamps and log entries over HTTP, with the guards of {@link HttpSettings}.
 *
 * <p>A {@code GET} follows redirects, a {@code POST} does not; both are tried once more where that may help. Nothing but
 * a status of 200, or 201 after a {@code POST}, and the accepted media type is an answer, of at most {@code maxBytes} and never more than 64 MiB. What
 * stands in the way is an {@link UnavailableException} with a {@link RegistryReason}, or with
 * {@link dev.imagetrust.verdict.CoreReason#TIME_UP}.
 *
 * <p>What says of itself until when it is good ({@link EvidenceExpiry}) is kept so long in memory, and in a directory if
 * there is one, but never longer than {@link Builder#keptAtMost}: before its signature is checked, anybody on the way
 * may have written it. Several threads that want the same at the same time ask once.
 *
 * <p>Certificates name these services by plain HTTP as a rule; see {@link HttpSettings.Builder#insecurelyAllPlainHttp}.
 * Works on the caller's thread; safe for use by several threads.
 *
 * @since 0.1
 */
public final class GuardedEvidenceFetcher implements EvidenceFetcher, AutoCloseable {

    private final GuardedHttp http;
    private final Evidence evidence;
    private final EvidenceCache cache;
    private final SingleFlight<Wanted> flights = new SingleFlight<>();

    /** Whoever would take less than another must not be told of the other's limit. */
    private record Wanted(Digest key, int maxBytes) {}

    private GuardedEvidenceFetcher(Builder builder) {
        this.http = new GuardedHttp(builder.http);
        this.evidence = new Evidence(http);
        this.cache = new EvidenceCache(
                builder.clock,
                builder.expiry,
                builder.keptAtMost,
                builder.pastItsTime,
                new EvidenceMemory(builder.memoryBytes),
                builder.folder);
    }

    /** A builder. The clock says when what was kept has expired. */
    public static Builder builder(InstantSource clock) {
        return new Builder(requireNonNull(clock, "clock"));
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnavailableException if there is none, with the reason
     */
    @Override
    public Bytes fetch(Request request) throws UnavailableException, InterruptedException {
        Digest key = request.id();
        return flights.run(new Wanted(key, request.maxBytes()), request.deadline(), () -> {
            @Nullable Bytes kept = cache.find(key, request).orElse(null);
            if (kept != null) {
                return kept;
            }
            return fetchOrLast(key, request);
        });
    }

    private Bytes fetchOrLast(Digest key, Request request) throws UnavailableException, InterruptedException {
        try {
            Bytes fetched = evidence.fetch(request);
            cache.keep(key, request, fetched);
            return fetched;
        } catch (UnavailableException e) {
            return cache.findPast(key, request).orElseThrow(() -> e);
        }
    }

    /** Ends what is under way and closes all connections; afterwards nothing is fetched. */
    @Override
    public void close() {
        http.close();
    }

    /** Builds a {@link GuardedEvidenceFetcher}. Not thread-safe. */
    public static final class Builder {

        private static final int MOST_FILES = 1000;

        private final InstantSource clock;
        private HttpSettings http = HttpSettings.defaults();
        private EvidenceExpiry expiry = EvidenceExpiry.nextUpdate();
        private Duration keptAtMost = Duration.ofDays(1);
        private Duration pastItsTime = Duration.ZERO;
        private long memoryBytes = 16L << 20;
        private @Nullable EvidenceFolder folder;

        private Builder(InstantSource clock) {
            this.clock = clock;
        }

        /** How requests are made, and which are refused. */
        public Builder http(HttpSettings value) {
            this.http = requireNonNull(value, "value");
            return this;
        }

        /** What is kept, and until when: {@link EvidenceExpiry#nextUpdate} by default. */
        public Builder expiry(EvidenceExpiry value) {
            this.expiry = requireNonNull(value, "value");
            return this;
        }

        /**
         * The longest anything is kept, whatever it says: a day by default. For as long a false answer may stand in the
         * way of a verdict, and a revocation go unnoticed.
         *
         * @throws IllegalArgumentException if it is negative, or more than a year
         */
        public Builder keptAtMost(Duration value) {
            if (value.isNegative() || value.compareTo(Duration.ofDays(366)) > 0) {
                throw new IllegalArgumentException(
                        "nothing is kept for less than no time or more than a year: " + value);
            }
            this.keptAtMost = value;
            return this;
        }

        /**
         * Where nothing can be fetched, answers with what lies in the {@link #directory} for so long after its time. Who
         * judges it has to believe that too, as a policy may about CRLs; what was revoked since then goes unnoticed.
         *
         * @throws IllegalArgumentException if it is negative, or more than a year
         */
        public Builder insecurelyAnswerPastItsTime(Duration value) {
            if (value.isNegative() || value.compareTo(Duration.ofDays(366)) > 0) {
                throw new IllegalArgumentException(
                        "nothing is believed for less than no time or more than a year after its time: " + value);
            }
            this.pastItsTime = value;
            return this;
        }

        /**
         * How much is kept in memory: 16 MiB by default, 0 for nothing.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder memoryBytes(long value) {
            if (value < 0) {
                throw new IllegalArgumentException("a memory has no negative size: " + value);
            }
            this.memoryBytes = value;
            return this;
        }

        /**
         * Keeps evidence in this directory too, so that it outlives the process: at most 1000 files of 16 MiB. It should
         * be writable by nobody else. Trouble with it never fails a fetch.
         *
         * @throws IOException if it is no directory
         */
        public Builder directory(Path value) throws IOException {
            if (!Files.isDirectory(value)) {
                throw new NotDirectoryException(value.toString());
            }
            this.folder = new EvidenceFolder(value, MOST_FILES);
            return this;
        }

        /** The fetcher. */
        public GuardedEvidenceFetcher build() {
            return new GuardedEvidenceFetcher(this);
        }
    }
}
