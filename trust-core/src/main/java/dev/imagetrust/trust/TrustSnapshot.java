/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.image.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * Trust material at one moment. Immutable.
 *
 * <p>A verdict is made from one snapshot and names it by {@link #id()}, so that it can be told later from what it was
 * derived.
 *
 * @since 0.1
 */
public final class TrustSnapshot implements TrustStore {

    private static final Comparator<TrustAnchor> BY_FIELDS = Comparator.comparing(TrustAnchor::kind)
            .thenComparing(TrustAnchor::store)
            .thenComparing(TrustAnchor::name)
            .thenComparing(anchor -> Digest.sha256(anchor.material()));

    private static final Comparator<SkippedEntry> SKIPPED_BY_FIELDS = Comparator.comparing(SkippedEntry::kind)
            .thenComparing(SkippedEntry::store)
            .thenComparing(SkippedEntry::name)
            .thenComparing(SkippedEntry::why);

    private static final TrustSnapshot EMPTY = of(List.of(), List.of(), DenyList.empty());

    private final List<TrustAnchor> anchors;
    private final List<SkippedEntry> skipped;
    private final DenyList denied;
    private final Digest id;

    private TrustSnapshot(List<TrustAnchor> anchors, List<SkippedEntry> skipped, DenyList denied) {
        this.anchors = anchors;
        this.skipped = skipped;
        this.denied = denied;
        this.id = hash();
    }

    /** No anchors and no denials: enough where every anchor is pinned in the policy. */
    public static TrustSnapshot empty() {
        return EMPTY;
    }

    /** A snapshot of the given entries. */
    public static TrustSnapshot of(Collection<TrustAnchor> anchors, Collection<SkippedEntry> skipped, DenyList denied) {
        return new TrustSnapshot(List.copyOf(anchors), List.copyOf(skipped), requireNonNull(denied, "denied"));
    }

    /** A snapshot of anchors alone. */
    public static TrustSnapshot of(Collection<TrustAnchor> anchors) {
        return of(anchors, List.of(), DenyList.empty());
    }

    /** The same anchors under another deny list. */
    public TrustSnapshot denying(DenyList newDenied) {
        return of(anchors, skipped, newDenied);
    }

    /** A hash over all entries, skipped entries and denials, whatever their order. */
    public Digest id() {
        return id;
    }

    /** All anchors. */
    public List<TrustAnchor> anchors() {
        return anchors;
    }

    /** The anchors of one named store. */
    public List<TrustAnchor> anchors(AnchorKind kind, String store) {
        return anchors.stream()
                .filter(a -> a.kind() == kind && a.store().equals(store))
                .toList();
    }

    /** What could not be used, with reasons. */
    public List<SkippedEntry> skipped() {
        return skipped;
    }

    /** What could not be used in one named store. */
    public List<SkippedEntry> skipped(AnchorKind kind, String store) {
        return skipped.stream()
                .filter(s ->
                        s.kind() == kind && (s.store().isEmpty() || s.store().equals(store)))
                .toList();
    }

    /** What is distrusted. */
    public DenyList denied() {
        return denied;
    }

    /** This snapshot: it never changes. */
    @Override
    public TrustSnapshot snapshot() {
        return this;
    }

    private Digest hash() {
        return CanonicalText.sha256(
                "trust",
                out -> out.putEach("anchors", "anchor", sorted(anchors, BY_FIELDS), TrustSnapshot::put)
                        .putEach("skipped", "skipped", sorted(skipped, SKIPPED_BY_FIELDS), TrustSnapshot::put)
                        .putCanonical("denied", denied.canonical()));
    }

    private static <T> List<T> sorted(List<T> entries, Comparator<T> order) {
        List<T> sorted = new ArrayList<>(entries);
        sorted.sort(order);
        return sorted;
    }

    // Not what is printed: that is cut off when it is long, and the parts of it could be told apart in two ways.
    private static void put(CanonicalText out, TrustAnchor anchor) {
        out.put("kind", anchor.kind().id())
                .put("store", anchor.store())
                .put("name", anchor.name())
                .put("material", Digest.sha256(anchor.material()));
    }

    private static void put(CanonicalText out, SkippedEntry entry) {
        out.put("kind", entry.kind().id())
                .put("store", entry.store())
                .put("name", entry.name())
                .put("why", entry.why());
    }
}
