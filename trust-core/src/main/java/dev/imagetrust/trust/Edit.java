/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * On whose behalf a store is changed, and under which condition.
 *
 * @param by who answers for it
 * @param expected the only revision at which the edit may happen; null for whatever the store is at
 * @since 0.1
 */
public record Edit(Provenance by, @Nullable StoreRevision expected) {

    /** Checks for null. */
    public Edit {
        requireNonNull(by, "by");
    }

    /** An edit that happens whatever others did meanwhile. */
    public static Edit by(Provenance provenance) {
        return new Edit(provenance, null);
    }

    /** The same edit, {@linkplain EditRefusal#REVISION_CONFLICT refused} if the store is at another revision. */
    public Edit onlyAt(StoreRevision revision) {
        return new Edit(by, requireNonNull(revision, "revision"));
    }
}
