/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

/**
 * Somebody a signature speaks of. The three types are three degrees of knowledge; only {@link TrustedSigner} is one to
 * rely on.
 *
 * @since 0.1
 */
public sealed interface Signer permits ClaimedSigner, PresentedSigner, TrustedSigner {

    /** A text for people, which may be hostile: escape it where it is shown. */
    String display();
}
