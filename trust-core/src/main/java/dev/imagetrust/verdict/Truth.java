/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

/**
 * How far a requirement is met.
 *
 * @since 0.1
 */
public enum Truth {
    /** Met, by a trusted signer. */
    MET,
    /** Not met, but the policy lets the image pass. */
    WAIVED,
    /** It could not be found out. */
    UNKNOWN,
    /** Not met. */
    REFUSED
}
