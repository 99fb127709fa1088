/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Printable;

import static java.util.Objects.requireNonNull;

/**
 * Which anchor, unambiguously: its kind, where it came from, and the digest of its material.
 *
 * @param kind what it is for
 * @param origin the named store, or for pinned material what the policy called it
 * @param material the digest of the anchor's bytes as stored
 * @since 0.1
 */
public record AnchorId(AnchorKind kind, String origin, Digest material) implements Comparable<AnchorId> {

    /** Checks for nulls. */
    public AnchorId {
        requireNonNull(kind, "kind");
        requireNonNull(origin, "origin");
        requireNonNull(material, "material");
    }

    /** By kind, origin and digest. */
    @Override
    public int compareTo(AnchorId other) {
        int byKind = kind.compareTo(other.kind);
        if (byKind != 0) {
            return byKind;
        }
        int byOrigin = origin.compareTo(other.origin);
        return byOrigin != 0 ? byOrigin : material.compareTo(other.material);
    }

    /** {@code kind:origin@digest}, escaped. */
    @Override
    public String toString() {
        return kind.id() + ':' + Printable.of(origin) + '@' + material;
    }
}
