/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

/**
 * Whose signatures count for an image that was found through an index.
 *
 * <p>Without an index all but {@link #INDEX_ONLY} and {@link #INDEX_AND_IMAGE} mean the image itself.
 *
 * @since 0.1
 */
public enum RuleScope {
    /** The image's own. What is asked for is what must be signed, as in cosign and notation. The default. */
    IMAGE_ONLY,
    /** The index's: it covers the image, since it was checked to list it. */
    INDEX_ONLY,
    /** Either the image's or the index's. */
    INDEX_OR_IMAGE,
    /** The requirement must be met twice: by signatures of the index, and by signatures of the image. */
    INDEX_AND_IMAGE
}
