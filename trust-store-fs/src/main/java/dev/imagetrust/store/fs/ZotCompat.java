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
    V2_1(
            ZotPolicies.V2_1,
            Set.of(AnchorKind.NOTATION_CA, AnchorKind.NOTATION_SIGNING_AUTHORITY, AnchorKind.NOTATION_TSA),
            8 << 20),

    /** As documented in August 2023: uploads name their store, and the policy grows with them. */
    SEED_2023_08(ZotPolicies.SEED, Set.of(AnchorKind.NOTATION_CA, AnchorKind.NOTATION_SIGNING_AUTHORITY), 0);

    private final Bytes firstPolicy;
    private final Set<AnchorKind> storeKinds;
    private final int uploadLimit;

    ZotCompat(Bytes firstPolicy, Set<AnchorKind> storeKinds, int uploadLimit) {
        this.firstPolicy = firstPolicy;
        this.storeKinds = storeKinds;
        this.uploadLimit = uploadLimit;
    }

    /** The {@code trustpolicy.json} that it writes where there is none, octet for octet. */
    public Bytes firstPolicy() {
        return firstPolicy;
    }

    /** The kinds of certificates that may be uploaded. */
    public Set<AnchorKind> storeKinds() {
        return storeKinds;
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
        return uploadLimit == 0 ? OptionalInt.empty() : OptionalInt.of(uploadLimit);
    }

    /** Whether the author of a signature that is good but for its age is shown, although it is not trusted. */
    public boolean showsAuthorOfExpired() {
        return this == SEED_2023_08;
    }
}
