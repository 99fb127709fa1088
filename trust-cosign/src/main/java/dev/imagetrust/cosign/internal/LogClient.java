/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.spi.EvidenceFetcher;
import java.io.IOException;

/** Enters signatures into one transparency log. */
interface LogClient {

    /** Whether its answers can stand in the annotations of a legacy layer, which have room for a promise only. */
    boolean promises();

    /**
     * Refuses keys and signatures that the log cannot check, before anything is signed.
     *
     * @throws IllegalStateException if it cannot
     */
    void requireSuitable(OwnKey key, boolean isStatement);

    /**
     * Enters a signature. Nothing in the answer is verified.
     *
     * @throws dev.imagetrust.spi.SigningException if the answer is no entry
     * @throws IOException if the log cannot be reached, or refuses the entry
     * @throws InterruptedException if the thread was interrupted
     */
    LogEntry enter(Draft draft, OwnKey key, EvidenceFetcher fetcher, Deadline deadline)
            throws IOException, InterruptedException;
}
