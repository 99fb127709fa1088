/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.image.Printable;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Something about a trusted key that somebody should know. A value: two polls that find the same give equal events, so that
 * whoever remembers those he has seen sees only new ones.
 *
 * @param kind what it is
 * @param file the name of the watched file
 * @param fingerprint of the primary key; empty where the event is about the file
 * @param detail for people; may quote hostile text
 * @param moment when it is or was due, as far as that is known; null otherwise
 * @since 0.1
 */
public record KeyEvent(
        Kind kind,
        String file,
        String fingerprint,
        String detail,
        @Nullable Instant moment) {

    /**
     * What can happen to a trusted key.
     *
     * @since 0.1
     */
    public enum Kind {
        /** It ends within the time that was asked for. */
        EXPIRING,
        /** It has ended: nothing by it is accepted any more. */
        EXPIRED,
        /** It is revoked, here or where its owner publishes it: nothing by it is accepted any more. */
        REVOKED,
        /** No part of it may sign, since its subkeys are revoked, or since it is too weak: nothing by it is accepted. */
        UNUSABLE,
        /** Its owner publishes other keys and not this one any more. */
        REPLACED_AT_SOURCE,
        /** Its owner publishes a further key, which is not trusted: see {@link NewKeyWarning}. */
        NEW_AT_SOURCE,
        /** Its owner publishes the same key with another end; it is trusted no longer than before. */
        END_CHANGED_AT_SOURCE,
        /** The file with the trusted keys cannot be used. */
        UNREADABLE,
        /** What its owner publishes cannot be had or used: a revocation there would not be seen. */
        SOURCE_UNREADABLE
    }

    /** Checks for nulls. */
    public KeyEvent {
        requireNonNull(kind, "kind");
        requireNonNull(file, "file");
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(detail, "detail");
    }

    /** When it is or was due, as far as that is known. */
    public Optional<Instant> due() {
        return Optional.ofNullable(moment);
    }

    /** One line for people; what came from outside is escaped. */
    @Override
    public String toString() {
        return Printable.of(file) + (fingerprint.isEmpty() ? "" : " " + fingerprint) + ": " + kind
                + (moment == null ? "" : " " + moment) + (detail.isEmpty() ? "" : ", " + Printable.of(detail));
    }
}
