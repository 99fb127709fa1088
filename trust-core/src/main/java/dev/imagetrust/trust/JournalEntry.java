/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import dev.imagetrust.image.Printable;

import static java.util.Objects.requireNonNull;

/**
 * One edit of a store. Entries are only ever added.
 *
 * @param number counts up from 1
 * @param by who answers for it
 * @param action what was done
 * @param subject to what: the text of an {@link AnchorId} or a {@link DenyTarget}, or the kind of a policy and its digest
 * @param detail why something was denied, or what else there is to say; may be empty
 * @param undone whether the edit was begun and, after a crash, taken back: it never came to pass
 * @since 0.1
 */
public record JournalEntry(
        long number, Provenance by, JournalAction action, String subject, String detail, boolean undone) {

    /** Checks for nulls. */
    public JournalEntry {
        requireNonNull(by, "by");
        requireNonNull(action, "action");
        requireNonNull(subject, "subject");
        requireNonNull(detail, "detail");
    }

    /** For people; escaped. */
    @Override
    public String toString() {
        return number + ": " + action.id() + ' ' + Printable.of(subject) + " by " + by + (undone ? " (undone)" : "");
    }
}
