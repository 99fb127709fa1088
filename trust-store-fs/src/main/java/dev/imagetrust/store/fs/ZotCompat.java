/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.trust.AnchorKind;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The registry zot at two points of its history: what requests it takes, and what it writes into its directory. Verdicts
 * are ours under either.
 *
 * @since 0.1
 */
public enum ZotCompat {

    /** From June 2026 on. */
    V2_1,

    /** As documented in August 2023: uploads name their store, and the policy grows with them. */
    SEED_2023_08;

    private static final int UPLOAD_LIMIT = 8 << 20;

    /** The {@code trustpolicy.json} that it writes where there is none, octet for octet. */
    public Bytes firstPolicy() {
        return switch (this) {
            case V2_1 -> ZotPolicies.V2_1;
            case SEED_2023_08 -> ZotPolicies.SEED;
        };
    }

    /** The kinds of certificates that may be uploaded. */
    public Set<AnchorKind> storeKinds() {
        return switch (this) {
            case V2_1 -> Set.of(AnchorKind.NOTATION_CA, AnchorKind.NOTATION_SIGNING_AUTHORITY, AnchorKind.NOTATION_TSA);
            case SEED_2023_08 -> Set.of(AnchorKind.NOTATION_CA, AnchorKind.NOTATION_SIGNING_AUTHORITY);
        };
    }

    /**
     * Whether an upload of certificates names its store with {@code truststoreName}; otherwise the name is
     * {@code default}.
     */
    public boolean namesStores() {
        return this == SEED_2023_08;
    }

    /** Whether the policy gets the name of each store that something is uploaded to. */
    public boolean policyGrows() {
        return this == SEED_2023_08;
    }

    /** How many bytes an upload may have; empty where it has no limit, and the store's own is the first to be hit. */
    public OptionalInt uploadLimit() {
        return this == V2_1 ? OptionalInt.of(UPLOAD_LIMIT) : OptionalInt.empty();
    }

    /** Whether the author of a signature that is good but for its age is shown, although it is not trusted. */
    public boolean showsAuthorOfExpired() {
        return this == SEED_2023_08;
    }
}
