/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

/**
 * What the policy wants done about a check.
 *
 * @since 0.1
 */
public enum Action {
    /** The check must pass. */
    ENFORCED,
    /** The check is made and reported; it may fail. */
    LOGGED,
    /** The check is not made. */
    SKIPPED
}
