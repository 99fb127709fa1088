/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import static java.util.Objects.requireNonNull;

/**
 * The key or certificate under which a signature holds, while nobody vouches for it.
 *
 * <p>It is what a warning about a new key shows. It does not mean that the signature may be relied on.
 *
 * @param identity who that would be
 * @param display text for people
 * @since 0.1
 */
public record PresentedSigner(SignerIdentity identity, String display) implements Signer {

    /** Checks for nulls. */
    public PresentedSigner {
        requireNonNull(identity, "identity");
        requireNonNull(display, "display");
    }
}
