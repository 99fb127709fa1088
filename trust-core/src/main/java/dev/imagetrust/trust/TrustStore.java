/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import java.io.IOException;

/**
 * Where trust material comes from; the half that reads.
 *
 * <p>Implementations are safe for use by several threads and start none of their own.
 *
 * @since 0.1
 */
public interface TrustStore {

    /**
     * The material as it is now, from one consistent read.
     *
     * @throws IOException if the store cannot be read; the verdict is {@code UNDETERMINED} then
     */
    TrustSnapshot snapshot() throws IOException;
}
