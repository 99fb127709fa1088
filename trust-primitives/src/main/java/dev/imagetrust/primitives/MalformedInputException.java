/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.verdict.Reason;

/**
 * Bytes from outside that are not what they have to be.
 *
 * <p>Carries the {@link Reason} for the report; verifiers catch it where they know which check it concerns. It never
 * means that this library or its set-up is at fault.
 *
 * @since 0.1
 */
public final class MalformedInputException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    /** With the reason to report. */
    public MalformedInputException(Reason reason) {
        super(reason.text());
        this.reason = reason;
    }

    /** With the reason to report and what it came from. */
    public MalformedInputException(Reason reason, Throwable cause) {
        super(reason.text(), cause);
        this.reason = reason;
    }

    /** What is wrong with the input. */
    public Reason reason() {
        return reason;
    }
}
