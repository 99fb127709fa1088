/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

/**
 * How many of the signatures that a requirement is about must be good.
 *
 * @since 0.1
 */
public enum Quantifier {
    /** At least one. Others may be bad: anybody who can push can add junk. */
    SOME,
    /** All of them, and at least one. It cannot be known without having seen every signature. */
    EVERY
}
