/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

/**
 * Whether stored material counts.
 *
 * @since 0.1
 */
public enum MaterialState {
    /** It is in the snapshots of the store. */
    IN_FORCE,
    /** Kept, but in no snapshot, and out of sight of other tools that read the store. */
    DISABLED,
    /** Lies where material counts, but cannot be used; its named store suffers until it is deleted or mended. */
    UNUSABLE
}
