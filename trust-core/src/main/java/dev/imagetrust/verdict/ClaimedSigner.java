/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.image.Printable;

import static java.util.Objects.requireNonNull;

/**
 * What an unverified signature says about its maker: never a fact.
 *
 * @param display text from the signature
 * @since 0.1
 */
public record ClaimedSigner(String display) implements Signer {

    /** Checks for null. */
    public ClaimedSigner {
        requireNonNull(display, "display");
    }

    /** With the display escaped: it may be a stranger's text, and this is what ends up in logs. */
    @Override
    public String toString() {
        return "claimed " + Printable.of(display);
    }
}
