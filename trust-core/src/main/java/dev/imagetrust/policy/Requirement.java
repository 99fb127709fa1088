/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

/**
 * What must hold for an image to be admitted: plain data, without behaviour of a format.
 *
 * <p>The ways to combine requirements are fixed; {@link SignatureRequirement} is open for formats of other modules.
 * Requirements are immutable, and equal when their {@link #canonical()} texts are.
 *
 * @since 0.1
 */
public sealed interface Requirement permits AllOf, AnyOf, DistinctSigners, Reject, Waive, SignatureRequirement {

    /** The requirement as one unambiguous text, which is also fit for people. */
    String canonical();
}
