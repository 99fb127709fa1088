/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.SigningContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is asked to vouch for a signature: timestamp authorities first, so that no log lists what cannot be finished.
 *
 * @param logs which logs
 * @param authorities which timestamp authorities
 */
record EvidenceServices(List<LogClient> logs, List<TimestampService> authorities) {

    EvidenceServices {
        logs = List.copyOf(logs);
        authorities = List.copyOf(authorities);
    }

    boolean isEmpty() {
        return logs.isEmpty() && authorities.isEmpty();
    }

    /**
     * Requires a way to ask, before anything is signed.
     *
     * @throws IllegalArgumentException if the context allows no network and there is somebody to ask
     */
    void requireReachable(SigningContext context) {
        if (!isEmpty()) {
            fetcher(context);
        }
    }

    /**
     * Asks all of them.
     *
     * @param stamped what timestamps are over
     */
    OwnEvidence about(Draft draft, Bytes stamped, OwnKey key, SigningContext context)
            throws IOException, InterruptedException {
        if (isEmpty()) {
            return new OwnEvidence(List.of(), List.of());
        }
        EvidenceFetcher fetcher = fetcher(context);
        List<Bytes> timestamps = new ArrayList<>();
        for (TimestampService authority : authorities) {
            timestamps.add(authority.stamp(stamped, fetcher, context.deadline()));
        }
        List<LogEntry> entries = new ArrayList<>();
        for (LogClient log : logs) {
            entries.add(log.enter(draft, key, fetcher, context.deadline()));
        }
        return new OwnEvidence(entries, timestamps);
    }

    private static EvidenceFetcher fetcher(SigningContext context) {
        return context.evidenceFetcher()
                .orElseThrow(() -> new IllegalArgumentException(
                        "logs and timestamp authorities are asked through an evidence fetcher; there is none"));
    }
}
