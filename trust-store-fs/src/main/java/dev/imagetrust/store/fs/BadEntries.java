/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

/**
 * What becomes of a named store in which something cannot be used: a file that is no key, a leaf among authorities, a link,
 * a file that was written in part. It is reported whatever is chosen here, and other stores are never concerned.
 *
 * @since 0.1
 */
public enum BadEntries {
    /**
     * Requirements on the store fail until somebody mends it. Trust that shrank unnoticed would turn images
     * {@code UNTRUSTED} that are only {@code UNDETERMINED}.
     */
    SPOIL_THEIR_STORE,

    /**
     * The other entries of the store count. No image becomes trusted by that, but one that only the bad entry could vouch
     * for is {@code UNTRUSTED}: look at {@link StoreContents#passedOver}.
     */
    ARE_PASSED_OVER,

    /** Exactly as zot and the reference library do: keys are passed over, certificates spoil their store. */
    LIKE_ZOT
}
