/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;

/** Something that was looked for could not be had. Never leaves this package. */
final class LookFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    LookFailure(Reason reason) {
        super(reason.text());
        this.reason = reason;
    }

    LookFailure(MalformedInputException cause) {
        super(cause.reason().text(), cause);
        this.reason = cause.reason();
    }

    LookFailure(Reason reason, Exception cause) {
        super(reason.text(), cause);
        this.reason = reason;
    }

    /** Asked before each request, so that a search ends soon after its time. */
    static void ifTimeIsUp(Deadline deadline) throws LookFailure, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (deadline.isPast()) {
            throw new LookFailure(Reason.of(CoreReason.TIME_UP));
        }
    }

    /** What an I/O error means. */
    static LookFailure reading(String what, IOException e, Deadline deadline) throws InterruptedException {
        // Channels close when their thread is interrupted; that says nothing about the repository.
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (deadline.isPast()) {
            return new LookFailure(Reason.of(CoreReason.TIME_UP), e);
        }
        return new LookFailure(
                e instanceof UnavailableException told
                        ? told.reason()
                        : new Reason(OciReason.READ_FAILED, what + ": " + e),
                e);
    }

    Reason reason() {
        return reason;
    }

    /** Whether it was our own limit, which ends the whole search, and not trouble with one entry. */
    boolean endsSearch() {
        return reason.code() == CoreReason.SEARCH_LIMIT || reason.code() == CoreReason.TIME_UP;
    }
}
