/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.trust.TrustSnapshot;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of a {@link FileTrustStore} found. Immutable. Two are equal when they say the same.
 *
 * @since 0.1
 */
public final class StoreContents {

    private final TrustSnapshot snapshot;
    private final @Nullable Bytes notationPolicy;
    private final @Nullable String policyProblem;

    private StoreContents(TrustSnapshot snapshot, @Nullable Bytes notationPolicy, @Nullable String policyProblem) {
        this.snapshot = snapshot;
        this.notationPolicy = notationPolicy;
        this.policyProblem = policyProblem;
    }

    static StoreContents of(TrustSnapshot snapshot, @Nullable Bytes notationPolicy) {
        return new StoreContents(snapshot, notationPolicy, null);
    }

    static StoreContents withoutPolicy(TrustSnapshot snapshot, String problem) {
        return new StoreContents(snapshot, null, problem);
    }

    /** The trust material, with what was skipped. */
    public TrustSnapshot snapshot() {
        return snapshot;
    }

    /**
     * The bytes of {@code _notation/trustpolicy.json}, not looked into; empty where there is no such file.
     *
     * @throws IOException if there is something in its place that cannot be used; the material is usable all the same
     */
    public Optional<Bytes> notationPolicy() throws IOException {
        if (policyProblem != null) {
            throw new IOException(policyProblem);
        }
        return Optional.ofNullable(notationPolicy);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoreContents that
                && snapshot.id().equals(that.snapshot.id())
                && Objects.equals(notationPolicy, that.notationPolicy)
                && Objects.equals(policyProblem, that.policyProblem);
    }

    @Override
    public int hashCode() {
        return snapshot.id().hashCode();
    }

    @Override
    public String toString() {
        return "trust material " + snapshot.id();
    }
}
