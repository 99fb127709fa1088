/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.image.Bytes;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * What one look at the trusted keys found.
 *
 * @param events what somebody should know, file by file
 * @param updates the files that got revocations, to be written in the place of the old ones
 * @since 0.1
 */
public record KeyPoll(List<KeyEvent> events, List<Update> updates) {

    /** Copies the lists. */
    public KeyPoll {
        events = List.copyOf(events);
        updates = List.copyOf(updates);
    }

    /**
     * A file with trusted keys to which revocations were added, and nothing else: it trusts less than before.
     *
     * @param name of the watched file
     * @param before the file from which it was made
     * @param after the file to write
     * @since 0.1
     */
    public record Update(String name, Bytes before, Bytes after) {

        /** Checks for nulls. */
        public Update {
            requireNonNull(name, "name");
            requireNonNull(before, "before");
            requireNonNull(after, "after");
        }
    }
}
