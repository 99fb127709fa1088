/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.registry.EvidenceExpiry;
import dev.imagetrust.spi.EvidenceFetcher.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that need not be fetched again. Safe for use by several threads.
 *
 * @param clock by which evidence expires
 * @param expiry asks the evidence
 * @param keptAtMost whatever it says
 * @param pastItsTime how long after that it is still there for those who get no newer one
 * @param memory first
 * @param folder then; null for none
 */
public record EvidenceCache(
        InstantSource clock,
        EvidenceExpiry expiry,
        Duration keptAtMost,
        Duration pastItsTime,
        EvidenceMemory memory,
        @Nullable EvidenceFolder folder) {

    /** What is still good and not longer than the request takes. */
    public Optional<Bytes> find(Digest key, Request request) {
        Instant now = clock.instant();
        Optional<Bytes> found = memory.find(key, now);
        if (found.isEmpty() && folder != null) {
            found = folder.find(key)
                    .filter(filed -> isGood(filed, request, now))
                    .map(EvidenceFolder.Filed::content);
        }
        return found.filter(content -> content.length() <= request.maxBytes());
    }

    /** What was good not long ago; only files are kept so long. */
    public Optional<Bytes> findPast(Digest key, Request request) {
        if (folder == null || pastItsTime.isZero()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return folder.find(key)
                .filter(filed -> !filed.written().isAfter(now))
                .map(EvidenceFolder.Filed::content)
                .filter(content -> content.length() <= request.maxBytes())
                .filter(content -> expiry.expires(request, content)
                        .filter(said -> now.isBefore(said.plus(pastItsTime)))
                        .isPresent());
    }

    /** Keeps it, if it says until when. */
    public void keep(Digest key, Request request, Bytes content) {
        Instant now = clock.instant();
        Optional<Instant> until = until(request, content, now);
        if (until.filter(now::isBefore).isEmpty()) {
            return;
        }
        memory.put(key, content, now, until.get());
        if (folder != null) {
            folder.put(key, content, now);
        }
    }

    /** The content says again until when it is good: nobody believes a file about that. */
    private boolean isGood(EvidenceFolder.Filed filed, Request request, Instant now) {
        // A file from the future was not written by this clock.
        return !filed.written().isAfter(now)
                && until(request, filed.content(), filed.written())
                        .filter(now::isBefore)
                        .isPresent();
    }

    private Optional<Instant> until(Request request, Bytes content, Instant from) {
        Instant latest = from.plus(keptAtMost);
        return expiry.expires(request, content).map(said -> said.isBefore(latest) ? said : latest);
    }
}
