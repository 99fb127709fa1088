/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.gpg.internal.KeyFileContent;
import dev.imagetrust.gpg.keys.KeyEvent.Kind;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.SetUpException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** One look at one file with trusted keys. */
final class WatchedFile {

    /** A key can say from its first second on what it is for. */
    private static final Duration AFTER_CREATION = Duration.ofSeconds(1);

    private final WatchedKeys watched;
    private final Instant now;
    private final Instant until;
    private final List<KeyEvent> events;
    private final List<KeyPoll.Update> updates;

    WatchedFile(WatchedKeys watched, Instant now, Instant until, List<KeyEvent> events, List<KeyPoll.Update> updates) {
        this.watched = watched;
        this.now = now;
        this.until = until;
        this.events = events;
        this.updates = updates;
    }

    void look() throws InterruptedException {
        KeyFileContent trusted;
        try {
            trusted = KeyFileContent.read(watched.trusted(), watched.name());
        } catch (SetUpException e) {
            event(Kind.UNREADABLE, "", e.reason().text(), null);
            return;
        }
        Bytes file = published().map(published -> compared(trusted, published)).orElse(watched.trusted());
        Map<String, OpenPgpKey> later = byFingerprint(file, until);
        byFingerprint(file, now).values().forEach(key -> dates(key, later, file));
    }

    private Optional<KeyFileContent> published() throws InterruptedException {
        if (watched.source() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeyFileContent.read(watched.source().read(), "published"));
        } catch (IOException e) {
            event(Kind.SOURCE_UNREADABLE, "", String.valueOf(e.getMessage()), null);
        } catch (SetUpException e) {
            event(Kind.SOURCE_UNREADABLE, "", e.reason().text(), null);
        }
        return Optional.empty();
    }

    /** The trusted file with the revocations of the published one. */
    private Bytes compared(KeyFileContent trusted, KeyFileContent published) {
        Map<String, OpenPgpKey> ours = byFingerprint(trusted.file(), now);
        Map<String, OpenPgpKey> theirs = byFingerprint(published.file(), now);
        ours.values().forEach(key -> {
            OpenPgpKey other = theirs.get(key.fingerprint());
            if (other == null) {
                event(Kind.REPLACED_AT_SOURCE, key.fingerprint(), "published are " + theirs.keySet(), null);
            } else if (!Objects.equals(other.expires(), key.expires())) {
                event(Kind.END_CHANGED_AT_SOURCE, key.fingerprint(), "from " + key.expires(), other.expires());
            }
        });
        theirs.values().stream()
                .filter(key -> !ours.containsKey(key.fingerprint()))
                .forEach(key -> event(Kind.NEW_AT_SOURCE, key.fingerprint(), names(key), null));
        try {
            return merged(trusted, published);
        } catch (SetUpException e) {
            // More signatures than a key may have.
            event(Kind.SOURCE_UNREADABLE, "", e.reason().text(), null);
            return trusted.file();
        }
    }

    /** Only where the file stays one that can be used, and only where something really is revoked now. */
    private Bytes merged(KeyFileContent trusted, KeyFileContent published) {
        Bytes merged = trusted.withRevocationsOf(published);
        if (merged.equals(trusted.file()) || signing(merged).equals(signing(trusted.file()))) {
            return trusted.file();
        }
        updates.add(new KeyPoll.Update(watched.name(), trusted.file(), merged));
        return merged;
    }

    /** What decides about trust: the keys that could ever sign, and the names that stand. */
    private Set<Object> signing(Bytes file) {
        Set<Object> facts = new HashSet<>();
        for (OpenPgpKey key : OpenPgpKey.readAll(file, now)) {
            facts.add(key);
            facts.addAll(atFirst(file, key));
        }
        return facts;
    }

    private void dates(OpenPgpKey key, Map<String, OpenPgpKey> later, Bytes file) {
        Instant end = key.expires();
        if (!key.revocations().isEmpty()) {
            event(Kind.REVOKED, key.fingerprint(), String.join("; ", key.revocations()), null);
        } else if (key.signingFingerprints().isEmpty()) {
            if (!atFirst(file, key).isEmpty()) {
                event(Kind.EXPIRED, key.fingerprint(), names(key), end);
            } else {
                event(Kind.UNUSABLE, key.fingerprint(), names(key), null);
            }
        } else if (requireNonNull(later.get(key.fingerprint()))
                .signingFingerprints()
                .isEmpty()) {
            event(Kind.EXPIRING, key.fingerprint(), names(key), end);
        }
    }

    /** What could sign when the key was new, revocations apart from time heeded. */
    private static List<String> atFirst(Bytes file, OpenPgpKey key) {
        return OpenPgpKey.readAll(file, key.created().plus(AFTER_CREATION)).stream()
                .filter(each -> each.fingerprint().equals(key.fingerprint()))
                .flatMap(each -> each.signingFingerprints().stream())
                .toList();
    }

    private static Map<String, OpenPgpKey> byFingerprint(Bytes file, Instant moment) {
        Map<String, OpenPgpKey> keys = new LinkedHashMap<>();
        OpenPgpKey.readAll(file, moment).forEach(key -> keys.put(key.fingerprint(), key));
        return keys;
    }

    private static String names(OpenPgpKey key) {
        return String.join(", ", key.userIds());
    }

    private void event(Kind kind, String fingerprint, String detail, @Nullable Instant moment) {
        events.add(new KeyEvent(kind, watched.name(), fingerprint, detail, moment));
    }
}
