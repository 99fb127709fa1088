/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.verdict.PlannedCheck;
import java.io.IOException;
import java.util.List;

/**
 * A requirement with its keys parsed and its patterns compiled, ready to judge candidates.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @since 0.1
 */
public interface PreparedVerifier {

    /** Every check it is going to make, in the order of its specification; the same for all candidates. */
    List<PlannedCheck> plan();

    /**
     * Judges one candidate and writes the result of each planned check into the log.
     *
     * <p>Bad input is a failed check, never an exception. What is thrown makes this candidate unavailable and concerns
     * no other.
     *
     * @param mustCover the digest that the signature has to cover
     * @throws IOException if something the checks need could not be read
     * @throws InterruptedException if the thread was interrupted
     */
    void check(
            SignatureCandidate candidate,
            Digest mustCover,
            ImageSubject image,
            VerificationContext context,
            CheckLog log)
            throws IOException, InterruptedException;
}
