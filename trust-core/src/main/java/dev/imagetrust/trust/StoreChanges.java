/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is different between two readings of a store, so that a host can judge again what depends on it:
 * {@code Dependencies.isAffectedBy} tells which verdicts those are.
 *
 * @param added anchors that count now and did not before
 * @param removed anchors that count no more
 * @param broken what cannot be used now and was not reported before
 * @param mended what was reported before and is no longer
 * @param denied denials that are new or say something else
 * @param allowed denials that are gone or say something else
 * @param policies the policy documents that differ
 * @since 0.1
 */
public record StoreChanges(
        List<AnchorId> added,
        List<AnchorId> removed,
        List<SkippedEntry> broken,
        List<SkippedEntry> mended,
        List<DenyList.Entry> denied,
        List<DenyList.Entry> allowed,
        Set<PolicyKind> policies) {

    private static final StoreChanges NONE =
            new StoreChanges(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Set.of());

    /** Copies the lists. */
    public StoreChanges {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        broken = List.copyOf(broken);
        mended = List.copyOf(mended);
        denied = List.copyOf(denied);
        allowed = List.copyOf(allowed);
        policies = Set.copyOf(policies);
    }

    /** Nothing is different. */
    public static StoreChanges none() {
        return NONE;
    }

    /** What differs between two snapshots; policies are not in them. */
    public static StoreChanges between(TrustSnapshot before, TrustSnapshot after) {
        if (before.id().equals(after.id())) {
            return NONE;
        }
        Set<AnchorId> anchorsBefore = ids(before);
        Set<AnchorId> anchorsAfter = ids(after);
        return new StoreChanges(
                without(anchorsAfter, anchorsBefore),
                without(anchorsBefore, anchorsAfter),
                without(after.skipped(), before.skipped()),
                without(before.skipped(), after.skipped()),
                without(after.denied().entries(), before.denied().entries()),
                without(before.denied().entries(), after.denied().entries()),
                Set.of());
    }

    /** The same with the policies that differ. */
    public StoreChanges withPolicies(Set<PolicyKind> changed) {
        return new StoreChanges(added, removed, broken, mended, denied, allowed, changed);
    }

    /** Whether nothing is different. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    private static Set<AnchorId> ids(TrustSnapshot snapshot) {
        Set<AnchorId> ids = new LinkedHashSet<>();
        snapshot.anchors().forEach(anchor -> ids.add(anchor.id()));
        return ids;
    }

    private static <T> List<T> without(Collection<T> all, Collection<T> known) {
        List<T> rest = new ArrayList<>(all);
        rest.removeAll(new HashSet<>(known));
        return rest;
    }
}
