/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

/**
 * How a check ended.
 *
 * @since 0.1
 */
public enum Result {
    /** What the check is about holds. */
    PASSED,
    /** It does not hold. */
    FAILED,
    /** It could not be found out: the evidence could not be had. */
    UNAVAILABLE,
    /** There is nothing to check. */
    NOT_APPLICABLE,
    /** The check was not made, because it is skipped or because an earlier one ended the matter. */
    NOT_RUN
}
