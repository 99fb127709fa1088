/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import java.io.IOException;

/**
 * Hands out the policy that is in force. A {@link TrustPolicy} is a source of itself.
 *
 * <p>Sources are safe for use by several threads, start none of their own and watch nothing: a source that can change
 * has a method of its own that makes it look again.
 *
 * @since 0.1
 */
public interface PolicySource {

    /**
     * The policy to judge by now.
     *
     * @throws IOException if it cannot be had; the verdict is {@code UNDETERMINED} then
     */
    TrustPolicy current() throws IOException;
}
