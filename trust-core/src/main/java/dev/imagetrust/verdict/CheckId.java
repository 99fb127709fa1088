/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

/**
 * A stable name for one check of a verifier; each module brings an enum of its own.
 *
 * @since 0.1
 */
public interface CheckId {

    /** Lower-case with hyphens, unique within one verifier: {@code trusted-certificate}. Never changes its meaning. */
    String id();

    /** What the check contributes. */
    CheckFamily family();
}
