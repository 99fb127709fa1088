/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.JournalAction;
import java.io.IOException;
import java.util.Optional;

/** Whether an edit that somebody began is to be seen in the store. */
final class Effects {

    private final StoreFiles files;

    Effects(StoreFiles files) {
        this.files = files;
    }

    /** Whether it is. */
    boolean cameToPass(JournalAction action, JournalSubject subject) throws IOException {
        if (subject instanceof JournalSubject.Material material) {
            return cameToPass(action, Shelf.of(files, material.id()));
        }
        if (subject instanceof JournalSubject.Denial denial) {
            boolean denied = denied(files).find(denial.target()).isPresent();
            return denied == (action == JournalAction.DENY);
        }
        JournalSubject.Policy policy = (JournalSubject.Policy) subject;
        return files.content(Layout.policy(policy.kind()))
                .map(Digest::sha256)
                .filter(policy.content()::equals)
                .isPresent();
    }

    private static boolean cameToPass(JournalAction action, Optional<Shelf> place) throws IOException {
        if (place.isEmpty()) {
            return false;
        }
        Shelf shelf = place.get();
        return switch (action) {
            case PUT -> shelf.holds();
            case ENABLE -> !shelf.inForce().isEmpty();
            case DISABLE -> shelf.inForce().isEmpty();
            case DELETE -> shelf.inForce().isEmpty() && shelf.disabled().isEmpty();
            default -> false;
        };
    }

    /** Removes what an edit that stopped half-way left, whether it came to pass or not. */
    void tidy(JournalSubject subject) throws IOException {
        if (subject instanceof JournalSubject.Material material) {
            Optional<Shelf> place = Shelf.of(files, material.id());
            if (place.isPresent()) {
                place.get().sweep();
                if (!place.get().inForce().isEmpty()) {
                    place.get().deleteDisabled(); // a copy of what is in force means nothing
                }
            }
        } else if (subject instanceof JournalSubject.Policy policy) {
            files.sweep(Layout.policyFolder(policy.kind()));
        } else {
            files.sweep("");
        }
    }

    /** The deny list as it is on disk. */
    static DenyList denied(StoreFiles files) throws IOException {
        Optional<Bytes> document = files.content(Layout.DENIED);
        return document.isPresent() ? DenyFile.parse(document.get()) : DenyList.empty();
    }
}
