/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

/** Whether a Sigstore bundle, which has no docker reference, may meet a requirement that asks for one. */
public enum BundleNames {
    /** It may not. */
    NEEDED,
    /** It may; the caller said so by name. */
    NOT_NEEDED
}
