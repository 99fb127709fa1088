/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.image.Printable;
import dev.imagetrust.trust.DenyTarget;
import java.util.Set;

import static java.util.Objects.requireNonNull;

/**
 * The key or certificate under which a signature holds, while nobody vouches for it.
 *
 * <p>It is what a warning about a new key shows. It does not mean that the signature may be relied on.
 *
 * @param identity who that would be
 * @param material everything about the signer that a deny list may name, as far as it is known: whoever is denied is
 *     refused also where a policy only logs that nobody vouches
 * @param display text for people
 * @since 0.1
 */
public record PresentedSigner(SignerIdentity identity, Set<DenyTarget> material, String display) implements Signer {

    /** Copies the set. */
    public PresentedSigner {
        requireNonNull(identity, "identity");
        material = Set.copyOf(material);
        requireNonNull(display, "display");
    }

    /** A signer of whom nothing is known that a deny list could name. */
    public PresentedSigner(SignerIdentity identity, String display) {
        this(identity, Set.of(), display);
    }

    /** With the display escaped: it may be a stranger's text, and this is what ends up in logs. */
    @Override
    public String toString() {
        return identity + ", presented as " + Printable.of(display);
    }
}
