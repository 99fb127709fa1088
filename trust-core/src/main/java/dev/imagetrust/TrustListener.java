/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.verdict.Verdict;

/**
 * Is told of every verdict, for metrics and audit.
 *
 * <p>Called on the thread that asked, before it gets its answer, and must return quickly. What it throws reaches the
 * caller of {@code verify}; it cannot change a verdict.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TrustListener {

    /** A verdict was made. */
    void judged(Verdict verdict);
}
