/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Looks after trusted keys: which of them end, were revoked, or were replaced by their owners.
 *
 * <pre>{@code
 * KeyPoll poll = new KeyWatcher(Duration.ofDays(30)).poll(Instant.now(), List.of(
 *         new WatchedKeys("vendor.asc", trusted, () -> download(vendorUrl))));
 * poll.updates().forEach(update -> store.replace(update.name(), update.before(), update.after()));
 * poll.events().stream().filter(event -> !alreadyTold.contains(event)).forEach(this::tell);
 * }</pre>
 *
 * <p>Nothing happens by itself: the caller polls, writes and remembers. What an owner publishes can take trust away and never
 * give any: revocations are merged into the trusted file; new keys, new subkeys and later ends are told and left out. So
 * whoever takes over a vendor's web site can at worst end the trust in his keys. Immutable.
 *
 * @since 0.1
 */
public final class KeyWatcher {

    private final Duration ahead;

    /**
     * A watcher.
     *
     * @param ahead how long before its end a key is told of
     * @throws IllegalArgumentException if it is negative
     */
    public KeyWatcher(Duration ahead) {
        if (ahead.isNegative()) {
            throw new IllegalArgumentException("a warning after the end: " + ahead);
        }
        this.ahead = ahead;
    }

    /**
     * Looks at all of them. What is wrong with one file or its source is an event, and does not concern the others.
     *
     * @throws InterruptedException if the thread was interrupted while a source was read
     */
    public KeyPoll poll(Instant now, Collection<WatchedKeys> watched) throws InterruptedException {
        List<KeyEvent> events = new ArrayList<>();
        List<KeyPoll.Update> updates = new ArrayList<>();
        for (WatchedKeys each : watched) {
            new WatchedFile(each, now, now.plus(ahead), events, updates).look();
        }
        return new KeyPoll(events, updates);
    }
}
