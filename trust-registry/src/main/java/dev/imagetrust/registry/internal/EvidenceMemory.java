/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Evidence in memory: at most so many bytes, what was not used for longest goes first. Safe for use by several threads.
 */
public final class EvidenceMemory {

    /** An entry costs more than its bytes; empty answers must not be free. */
    private static final int OVERHEAD = 256;

    private final long most;
    private final Map<Digest, Kept> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    /** Holds at most that many bytes. */
    public EvidenceMemory(long most) {
        this.most = most;
    }

    private record Kept(Bytes content, Instant from, Instant until) {

        long cost() {
            return content.length() + (long) OVERHEAD;
        }
    }

    /** What is still good at that time; nothing that was put later, should the clock have gone back. */
    synchronized Optional<Bytes> find(Digest key, Instant now) {
        Kept kept = entries.get(key);
        if (kept == null) {
            return Optional.empty();
        }
        if (!now.isBefore(kept.until()) || now.isBefore(kept.from())) {
            forget(key);
            return Optional.empty();
        }
        return Optional.of(kept.content());
    }

    synchronized void put(Digest key, Bytes content, Instant from, Instant until) {
        forget(key);
        Kept kept = new Kept(content, from, until);
        if (kept.cost() > most) {
            return;
        }
        entries.put(key, kept);
        size += kept.cost();
        for (Iterator<Kept> eldest = entries.values().iterator(); size > most; eldest.remove()) {
            size -= eldest.next().cost();
        }
    }

    private void forget(Digest key) {
        Kept kept = entries.remove(key);
        size -= kept == null ? 0 : kept.cost();
    }
}
