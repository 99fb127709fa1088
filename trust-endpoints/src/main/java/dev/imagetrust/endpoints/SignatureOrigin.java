/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

/**
 * How a stored signature came here.
 *
 * @since 0.1
 */
public enum SignatureOrigin {
    /** Somebody with the right of an image-signer sent it. */
    UPLOADED,
    /** It was copied from the store that is configured for the image. */
    IMPORTED
}
