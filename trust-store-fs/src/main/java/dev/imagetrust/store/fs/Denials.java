/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.AtomicFiles.Access;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.EditRefusal;
import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.JournalAction;
import dev.imagetrust.trust.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Edits of the deny list. */
final class Denials {

    private static final int MAX_IDENTITY = 2048;

    private final StoreFiles files;

    Denials(StoreFiles files) {
        this.files = files;
    }

    EditPlan deny(DenyTarget target, String why, Edit edit) throws IOException, EditRefusedException {
        requireText(why, Provenance.MAX_LENGTH);
        if (target instanceof DenyTarget.OidcIdentity identity) {
            requireText(identity.issuer(), MAX_IDENTITY);
            requireText(identity.subject(), MAX_IDENTITY);
        }
        DenyList denied = Effects.denied(files);
        if (denied.find(target).isPresent()) {
            return EditPlan.nothing("is denied already");
        }
        List<DenyList.Entry> entries = new ArrayList<>(denied.entries());
        entries.add(new DenyList.Entry(target, why, edit.by().when()));
        return plan(JournalAction.DENY, target, why, entries);
    }

    EditPlan allow(DenyTarget target) throws IOException, EditRefusedException {
        List<DenyList.Entry> entries = new ArrayList<>(Effects.denied(files).entries());
        if (!entries.removeIf(entry -> entry.target().equals(target))) {
            throw new EditRefusedException(EditRefusal.NOT_FOUND, target + " is not denied");
        }
        return plan(JournalAction.ALLOW, target, "", entries);
    }

    private EditPlan plan(JournalAction action, DenyTarget target, String why, List<DenyList.Entry> entries)
            throws EditRefusedException {
        Bytes document = DenyFile.encode(entries);
        try {
            DenyFile.parse(document); // what could not be read again would make the store unreadable
        } catch (IOException e) {
            throw new EditRefusedException(EditRefusal.STORE_FULL, "the deny list would be too long");
        }
        return EditPlan.of(
                action,
                new JournalSubject.Denial(target),
                why,
                () -> StoreFiles.write(files.at(Layout.DENIED), document, Access.EVERYBODY));
    }

    private static void requireText(String text, int length) throws EditRefusedException {
        if (text.length() > length || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new EditRefusedException(EditRefusal.TOO_LONG, "more than " + length + " characters, or not text");
        }
    }
}
