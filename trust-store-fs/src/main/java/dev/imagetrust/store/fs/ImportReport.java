/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.trust.AnchorId;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * What became of the content of another store's directory.
 *
 * @param origin whose directory it looked like, by its trust policy
 * @param entries each file that was found, in order
 * @param notes what an operator should know: named stores whose material does not count under the policy, a policy that was
 *     not taken
 * @since 0.1
 */
public record ImportReport(Origin origin, List<Entry> entries, List<String> notes) {

    /** Copies the lists. */
    public ImportReport {
        requireNonNull(origin, "origin");
        entries = List.copyOf(entries);
        notes = List.copyOf(notes);
    }

    /** The layouts that zot has had. */
    public enum Origin {
        /** August 2023: stores have names, and the policy names those that were uploaded to. */
        ZOT_2023_08,
        /** September 2023 to June 2026: certificate authorities and signing authorities in {@code default}. */
        ZOT_2023_09,
        /** From June 2026 on: authorities for timestamps as well. */
        ZOT_2026_06,
        /** A trust policy that is not zot's, or none. */
        OTHER
    }

    /** What became of a file. */
    public enum Outcome {
        /** It is in the store now. */
        IMPORTED,
        /** It was there before, in force or disabled. */
        THERE_ALREADY,
        /** It can be no anchor; the reason says why. */
        REFUSED
    }

    /**
     * One file.
     *
     * @param file seen from the root of the other store
     * @param id what it is called here
     * @param outcome what became of it
     * @param why the reason of a refusal; otherwise empty
     */
    public record Entry(String file, AnchorId id, Outcome outcome, String why) {

        /** Checks for nulls. */
        public Entry {
            requireNonNull(file, "file");
            requireNonNull(id, "id");
            requireNonNull(outcome, "outcome");
            requireNonNull(why, "why");
        }
    }
}
