/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.EditRefusal;
import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.Edited;
import dev.imagetrust.trust.StoreRevision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets edits follow one another, each with its line in the journal first.
 *
 * <p>A line is on disk before anything else happens, so that nothing is in the store of which nobody knows whence it came. If
 * the machine stops in between, whoever comes next looks whether the edit came to pass, and adds a line if it did not.
 */
final class EditSequence {

    private final StoreLock lock;
    private final Journal journal;
    private final Effects effects;

    EditSequence(StoreLock lock, Journal journal, Effects effects) {
        this.lock = lock;
        this.journal = journal;
        this.effects = effects;
    }

    /**
     * Plans and carries out steps, one after the other.
     *
     * @throws EditRefusedException if the store is at another revision than expected, or a draft says so
     */
    Edited run(Edit edit, EditPlan.Draft... drafts) throws IOException, EditRefusedException {
        return lock.<Edited, EditRefusedException>holding(edit.by(), held -> {
            Journal.Tail tail = settle(held);
            requireRevision(edit, tail.revision());
            List<String> notes = new ArrayList<>();
            boolean changed = false;
            for (EditPlan.Draft draft : drafts) {
                EditPlan plan = draft.plan();
                notes.addAll(plan.notes());
                if (plan.step() != null) {
                    tail = carryOut(plan.step(), edit, tail, held);
                    changed = true;
                }
            }
            return new Edited(tail.revision(), changed, notes);
        });
    }

    /** Makes sure that the journal tells no more than came to pass. */
    void settle() throws IOException {
        lock.<Journal.Tail, IOException>holding(null, this::settle);
    }

    private Journal.Tail carryOut(EditPlan.Step step, Edit edit, Journal.Tail tail, StoreLock.Held held)
            throws IOException {
        Journal.Tail begun = journal.began(tail, edit.by(), step.action(), step.subject(), step.detail());
        try {
            step.work().run();
        } catch (IOException e) {
            settleAfter(e, held);
            throw e;
        }
        held.settle(begun.revision());
        return begun;
    }

    private void settleAfter(IOException failure, StoreLock.Held held) {
        try {
            settle(held);
        } catch (IOException e) {
            failure.addSuppressed(e); // on a full disk, say; whoever comes next will do it
        }
    }

    private Journal.Tail settle(StoreLock.Held held) throws IOException {
        Journal.Tail tail = journal.tail();
        if (!(tail.last() instanceof JournalLine.Began began) || held.isSettled(tail.revision())) {
            return tail;
        }
        boolean done = effects.cameToPass(began.action(), began.subject());
        effects.tidy(began.subject());
        Journal.Tail settled = done ? tail : journal.undid(tail);
        held.settle(settled.revision());
        return settled;
    }

    private static void requireRevision(Edit edit, StoreRevision actual) throws EditRefusedException {
        StoreRevision expected = edit.expected();
        if (expected != null && !expected.equals(actual)) {
            throw new EditRefusedException(
                    EditRefusal.REVISION_CONFLICT, "the store is at " + actual + ", not at " + expected);
        }
    }
}
