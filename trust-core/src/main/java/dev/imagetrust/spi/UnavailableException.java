/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.verdict.Reason;
import java.io.IOException;

import static java.util.Objects.requireNonNull;

/**
 * Something outside could not be had, with the reason for the report.
 *
 * <p>What a repository, a lookaside store or an {@link EvidenceFetcher} throws where it knows more than a plain
 * {@link IOException} tells. It never means that the thing is certainly not there.
 *
 * @since 0.1
 */
public final class UnavailableException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    /** With the reason to report. */
    public UnavailableException(Reason reason) {
        super(reason.text());
        this.reason = reason;
    }

    /** With the reason to report and what led to it. */
    public UnavailableException(Reason reason, Throwable cause) {
        super(reason.text(), requireNonNull(cause, "cause"));
        this.reason = reason;
    }

    /** What stood in the way. */
    public Reason reason() {
        return reason;
    }
}
