/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import dev.imagetrust.image.CanonicalText;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * What is distrusted, whatever a policy says.
 *
 * <p>The engine consults the list after each verifier, in every format: a signature by a denied key counts as refused,
 * a denied image is {@code UNTRUSTED} even under a rule that waives signatures. Immutable.
 *
 * @since 0.1
 */
public final class DenyList {

    private static final DenyList EMPTY = new DenyList(Map.of());

    private final Map<DenyTarget, Entry> entries;

    private DenyList(Map<DenyTarget, Entry> entries) {
        this.entries = entries;
    }

    /**
     * One denial.
     *
     * @param target what is denied
     * @param why for people
     * @param since when it was denied; signatures made before are refused all the same
     */
    public record Entry(DenyTarget target, String why, Instant since) {
        /** Checks for nulls. */
        public Entry {
            requireNonNull(target, "target");
            requireNonNull(why, "why");
            requireNonNull(since, "since");
        }
    }

    /** Nothing is denied. */
    public static DenyList empty() {
        return EMPTY;
    }

    /** A list of the given entries; of two for one target the first counts. */
    public static DenyList of(Collection<Entry> entries) {
        Map<DenyTarget, Entry> byTarget = new LinkedHashMap<>();
        for (Entry entry : entries) {
            byTarget.putIfAbsent(entry.target(), entry);
        }
        return new DenyList(byTarget);
    }

    /** The denial of one target. */
    public Optional<Entry> find(DenyTarget target) {
        return Optional.ofNullable(entries.get(target));
    }

    /** The first denial among several targets. */
    public Optional<Entry> findAny(Collection<DenyTarget> targets) {
        for (DenyTarget target : targets) {
            Entry entry = entries.get(target);
            if (entry != null) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** All entries, in the order given. */
    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** The list as one unambiguous text, independent of the order of its entries. */
    public String canonical() {
        return CanonicalText.of(
                "deny",
                out -> out.put(
                        "entries",
                        entries.values().stream()
                                .map(DenyList::canonical)
                                .sorted()
                                .toList()));
    }

    private static String canonical(Entry entry) {
        return CanonicalText.of(
                "entry",
                out -> out.put("target", target(entry.target()))
                        .put("since", entry.since().toString())
                        .put("why", entry.why()));
    }

    // What is printed cuts long identities off: two of them would look the same, and so would two lists.
    private static List<String> target(DenyTarget target) {
        return target instanceof DenyTarget.OidcIdentity identity
                ? List.of("identity", identity.issuer(), identity.subject())
                : List.of(target.toString());
    }
}
