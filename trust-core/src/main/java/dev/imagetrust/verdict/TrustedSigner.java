/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.image.Printable;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.DenyTarget;
import java.util.Set;

import static java.util.Objects.requireNonNull;

/**
 * A signer for whom a trust anchor vouches.
 *
 * @param anchor the anchor
 * @param countsAs who the signer is when signers are counted
 * @param material everything about the signer that a deny list may name: its key, its certificates, its identity;
 *     never empty, or distrust could not reach it
 * @param display text for people
 * @since 0.1
 */
public record TrustedSigner(AnchorId anchor, SignerIdentity countsAs, Set<DenyTarget> material, String display)
        implements Signer {

    /**
     * Copies the set.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public TrustedSigner {
        requireNonNull(anchor, "anchor");
        requireNonNull(countsAs, "countsAs");
        requireNonNull(display, "display");
        material = Set.copyOf(material);
        if (material.isEmpty()) {
            throw new IllegalArgumentException("a trusted signer names what a deny list could name");
        }
    }

    /** With the display escaped: it may be a stranger's text, and this is what ends up in logs. */
    @Override
    public String toString() {
        return countsAs + " trusted through " + anchor + ": " + Printable.of(display);
    }
}
