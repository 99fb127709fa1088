/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

/**
 * What was decided about an image.
 *
 * @since 0.1
 */
public enum Outcome {
    /** The rule is met by signatures of trusted signers. */
    TRUSTED,
    /** The rule does not ask for a good signature, or only logs what failed. Admitted, without proof. */
    EXEMPT,
    /** Everything that counts was seen, and the rule is not met. */
    UNTRUSTED,
    /** It could not be found out. Not admitted; trying again may help. */
    UNDETERMINED;

    /** Whether the image may be used. */
    public boolean admits() {
        return this == TRUSTED || this == EXEMPT;
    }
}
