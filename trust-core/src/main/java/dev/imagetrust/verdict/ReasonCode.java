/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

/**
 * A stable name for one way in which a check, a search or a decision can end.
 *
 * <p>Each module brings an enum of its own. Programs compare codes by {@link #id()}; an id never changes its meaning
 * and is never used again for another. The sentence is for people and may be reworded at any time.
 *
 * @since 0.1
 */
public interface ReasonCode {

    /** Lower-case, module first: {@code cosign.digest-mismatch}. */
    String id();

    /** Whose matter it is. */
    ReasonClass reasonClass();

    /** One sentence for an operator, without a final full stop and without details of the case. */
    String sentence();
}
