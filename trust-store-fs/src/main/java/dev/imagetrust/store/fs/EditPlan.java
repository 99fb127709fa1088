/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.JournalAction;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done for an edit.
 *
 * @param step null if the store already is as it should be
 * @param notes for whoever asked
 */
record EditPlan(@Nullable Step step, List<String> notes) {

    EditPlan {
        notes = List.copyOf(notes);
    }

    /** Looks at the store, under the lock, and says what has to be done. */
    @FunctionalInterface
    interface Draft {
        EditPlan plan() throws IOException, EditRefusedException;
    }

    /** The change itself. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** One change that happens or not, and how the journal tells of it. */
    record Step(JournalAction action, JournalSubject subject, String detail, Work work) {}

    /** Nothing has to be done. */
    static EditPlan nothing(String... notes) {
        return new EditPlan(null, List.of(notes));
    }

    /** One change. */
    static EditPlan of(JournalAction action, JournalSubject subject, String detail, Work work) {
        return new EditPlan(new Step(action, subject, detail, work), List.of());
    }
}
