/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.trust.DenyList;
import java.io.IOException;

/**
 * Where decisions about keys are written: a trust store with its deny list, and the policy in force.
 *
 * @since 0.1
 */
public interface TrustEditor {

    /**
     * Adds an entry to the deny list that every format obeys. One that is there already changes nothing.
     *
     * @throws IOException if it cannot be written; nothing has changed then
     */
    void deny(DenyList.Entry entry) throws IOException;

    /**
     * Puts a policy in the place of another, as a whole or not at all.
     *
     * @param expected the document from which the new one was made
     * @param replacement the new document
     * @throws IOException if it cannot be written; nothing has changed then
     * @throws dev.imagetrust.spi.SetUpException {@link dev.imagetrust.gpg.GpgReason#POLICY_CHANGED} if the policy is not
     *     the expected one any more
     */
    void replacePolicy(Bytes expected, Bytes replacement) throws IOException;
}
