/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.Digest;
import dev.imagetrust.verdict.CheckId;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonCode;
import dev.imagetrust.verdict.Signer;
import java.time.Instant;

/**
 * Where a verifier writes how its planned checks ended.
 *
 * <p>The log belongs to the engine, which filled it with the plan before the verifier started: what is not written
 * stays {@code NOT_RUN}. A check that is written twice keeps the worse result; one that was not planned is a fault of
 * the verifier and refuses the signature. Not thread-safe.
 *
 * @since 0.1
 */
public interface CheckLog {

    /**
     * Writes that a check passed or failed.
     *
     * @param otherwise the reason where it does not hold
     * @param detail for that reason
     * @return {@code holds}
     */
    boolean test(CheckId check, boolean holds, ReasonCode otherwise, String detail);

    /** Writes that a check passed. */
    void pass(CheckId check);

    /** Writes that a check failed. */
    void fail(CheckId check, Reason reason);

    /** Writes that it could not be found out. */
    void unavailable(CheckId check, Reason reason);

    /** Writes that there is nothing to check. */
    void notApplicable(CheckId check);

    /** Sets who signed, as far as is known; may be called again when more is known. */
    void signer(Signer signer);

    /** Adds what the verified signature says. */
    void fact(String name, String value);

    /** Adds evidence that was fetched, by its digest. */
    void evidence(Digest digest);

    /**
     * Says when the result may change by the passing of time: the end of a validity, or its beginning. The earliest of
     * several counts.
     */
    void changesAt(Instant moment);
}
