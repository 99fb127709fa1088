/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Digest;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.PolicyKind;

/** What an edit is about. */
sealed interface JournalSubject {

    /** For people. */
    String text();

    /** One piece of material. */
    record Material(AnchorId id) implements JournalSubject {
        @Override
        public String text() {
            return id.toString();
        }
    }

    /** Something that is denied, or is no longer. */
    record Denial(DenyTarget target) implements JournalSubject {
        @Override
        public String text() {
            return target.toString();
        }
    }

    /** The content that a policy gets. */
    record Policy(PolicyKind kind, Digest content) implements JournalSubject {
        @Override
        public String text() {
            return kind.id() + '@' + content;
        }
    }
}
