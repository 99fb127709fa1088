/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.registry.internal.EvidenceTimes;
import dev.imagetrust.spi.EvidenceFetcher;
import java.time.Instant;
import java.util.Optional;

/**
 * Until when evidence is good, by what it says itself: what {@link GuardedEvidenceFetcher} may keep, and for how long.
 *
 * <p>The signature of the evidence has not been checked when this is asked, so the answer decides on keeping only, never
 * on trust. Implementations are bounded by the length of the content, throw nothing whatever it is, and are safe for use
 * by several threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface EvidenceExpiry {

    /**
     * When evidence expires.
     *
     * @return empty if it does not say so: then it is not kept
     */
    Optional<Instant> expires(EvidenceFetcher.Request request, Bytes content);

    /** Keeps nothing. */
    static EvidenceExpiry nothing() {
        return (request, content) -> Optional.empty();
    }

    /**
     * The {@code nextUpdate} of CRLs (RFC 5280 section 5.1.2.5) and of OCSP answers (RFC 6960 section 4.2.2.1; the
     * earliest, where there are several). Told apart by what they are, not by their media types. Everything else, such as
     * a timestamp, has none.
     */
    static EvidenceExpiry nextUpdate() {
        return (request, content) -> EvidenceTimes.nextUpdate(content);
    }
}
