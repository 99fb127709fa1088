/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import dev.imagetrust.image.Printable;
import java.time.Instant;

import static java.util.Objects.requireNonNull;

/**
 * Who changed a trust store, when, and from where. Kept in the store's journal as given; nothing here is verified.
 *
 * @param who the name under which the host knows the caller, at most {@link #MAX_LENGTH} characters
 * @param when the host's time of day
 * @param from an address, a tool or a file, at most {@link #MAX_LENGTH} characters
 * @since 0.1
 */
public record Provenance(String who, Instant when, String from) {

    /** Characters of a name and of a place. */
    public static final int MAX_LENGTH = 256;

    /**
     * Checks the texts.
     *
     * @throws IllegalArgumentException if one is too long, or {@code who} is blank
     */
    public Provenance {
        requireNonNull(when, "when");
        requireLength(who, "who");
        requireLength(from, "from");
        if (who.isBlank()) {
            throw new IllegalArgumentException("somebody has to answer for a change");
        }
    }

    /** For people; escaped. */
    @Override
    public String toString() {
        return Printable.of(who) + " at " + when + " from " + Printable.of(from);
    }

    private static void requireLength(String text, String name) {
        if (requireNonNull(text, name).length() > MAX_LENGTH) {
            throw new IllegalArgumentException(name + " has more than " + MAX_LENGTH + " characters");
        }
    }
}
