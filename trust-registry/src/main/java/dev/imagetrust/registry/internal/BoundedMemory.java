/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Deadline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered for a while: at most so many entries, the one that was not used for longest goes first. Safe for
 * use by several threads.
 *
 * @param <K> by what
 * @param <V> what
 */
final class BoundedMemory<K, V> {

    private final int most;
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

    BoundedMemory(int most) {
        this.most = most;
    }

    private record Entry<V>(V value, Deadline until) {}

    synchronized Optional<V> find(K key) {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.until().isPast()) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.of(entry.value());
    }

    synchronized void put(K key, V value, Duration forHowLong) {
        entries.put(key, new Entry<>(value, Deadline.after(forHowLong)));
        if (entries.size() > most) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    synchronized void forget(K key) {
        entries.remove(key);
    }
}
