/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.StoreChanges;
import dev.imagetrust.trust.TrustSnapshot;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What one reading of a {@link FileTrustStore} found. Immutable. Two are equal when they say the same.
 *
 * @since 0.1
 */
public final class StoreContents {

    private final TrustSnapshot snapshot;
    private final List<SkippedEntry> passedOver;
    private final Map<PolicyKind, Document> policies;

    /**
     * A policy document.
     *
     * @param problem why it cannot be used; empty if it can
     */
    record Document(Bytes content, String problem) {}

    StoreContents(TrustSnapshot snapshot, List<SkippedEntry> passedOver, Map<PolicyKind, Document> policies) {
        this.snapshot = snapshot;
        this.passedOver = List.copyOf(passedOver);
        this.policies = Map.copyOf(policies);
    }

    /** The trust material, with what spoils its named store. */
    public TrustSnapshot snapshot() {
        return snapshot;
    }

    /** What could not be used and was passed over, because the store was opened so; see {@link BadEntries}. */
    public List<SkippedEntry> passedOver() {
        return passedOver;
    }

    /**
     * The bytes of a policy document, not looked into; empty where there is none.
     *
     * @throws IOException if there is something in its place that cannot be used; the material is usable all the same
     */
    public Optional<Bytes> policy(PolicyKind kind) throws IOException {
        Document document = policies.get(kind);
        if (document == null) {
            return Optional.empty();
        }
        if (!document.problem().isEmpty()) {
            throw new IOException(document.problem());
        }
        return Optional.of(document.content());
    }

    /**
     * The bytes of {@code _notation/trustpolicy.json}; see {@link #policy}.
     *
     * @throws IOException if there is something in its place that cannot be used
     */
    public Optional<Bytes> notationPolicy() throws IOException {
        return policy(PolicyKind.NOTATION);
    }

    /** What is different in a later reading. */
    StoreChanges changesTo(StoreContents later) {
        Set<PolicyKind> changed = EnumSet.noneOf(PolicyKind.class);
        for (PolicyKind kind : PolicyKind.values()) {
            if (!Objects.equals(policies.get(kind), later.policies.get(kind))) {
                changed.add(kind);
            }
        }
        return StoreChanges.between(snapshot, later.snapshot).withPolicies(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoreContents that
                && snapshot.id().equals(that.snapshot.id())
                && passedOver.equals(that.passedOver)
                && policies.equals(that.policies);
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
