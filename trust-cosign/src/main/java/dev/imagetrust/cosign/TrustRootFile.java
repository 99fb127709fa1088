/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.cosign.internal.TrustedRoots;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import static java.util.Objects.requireNonNull;

/**
 * A {@code trusted_root.json} in a file, read when the caller says so.
 *
 * <p>A file that cannot be read, or is no root, changes nothing: the last good one stays in force until it is older than the
 * caller allows, counted from when it was last read. At most 4 MiB. Safe for use by several threads; starts none.
 *
 * @since 0.1
 */
public final class TrustRootFile implements TrustRootSource {

    private static final int MAX_LENGTH = 4 << 20;

    private record Read(Bytes json, Instant at) {}

    private final Path file;
    private final Duration maximumAge;
    private final InstantSource clock;
    private volatile Read last;

    private TrustRootFile(Path file, Duration maximumAge, InstantSource clock, Read first) {
        this.file = file;
        this.maximumAge = maximumAge;
        this.clock = clock;
        this.last = first;
    }

    /**
     * Reads the file for the first time.
     *
     * @param maximumAge how long a root may be used after it was last read; {@link #refresh()} more often than that
     * @throws IOException if the file cannot be read or is no root
     */
    public static TrustRootFile open(Path file, Duration maximumAge, InstantSource clock) throws IOException {
        requireNonNull(clock, "clock");
        if (maximumAge.isNegative() || maximumAge.isZero()) {
            throw new IllegalArgumentException("a root that is too old at once is of no use: " + maximumAge);
        }
        return new TrustRootFile(file, maximumAge, clock, read(file, clock));
    }

    /**
     * Reads the file again.
     *
     * @return whether another root is in force now
     * @throws IOException if the file cannot be read or is no root; the last good one stays in force
     */
    public boolean refresh() throws IOException {
        Read next = read(file, clock);
        boolean other = !next.json().equals(last.json());
        last = next;
        return other;
    }

    @Override
    public Bytes current() throws IOException {
        Read read = last;
        Instant end = read.at().plus(maximumAge);
        if (clock.instant().isAfter(end)) {
            throw new UnavailableException(
                    new Reason(CosignReason.TRUST_ROOT_STALE, file + " was last read at " + read.at()));
        }
        return read.json();
    }

    private static Read read(Path file, InstantSource clock) throws IOException {
        Instant at = clock.instant();
        try (InputStream in = Files.newInputStream(file)) {
            Bytes json = Bytes.copyOf(in.readNBytes(MAX_LENGTH + 1));
            TrustedRoots.requireUsable(json);
            return new Read(json, at);
        } catch (MalformedInputException e) {
            throw new UnavailableException(
                    new Reason(CosignReason.TRUSTED_ROOT_MALFORMED, file + ": " + e.reason()), e);
        }
    }
}
