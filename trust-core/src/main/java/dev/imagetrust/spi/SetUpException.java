/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.verdict.Reason;

/**
 * Policy, trust material or registration is wrong, whatever image is asked about.
 *
 * <p>Thrown while something is set up, never for what a signature contains.
 *
 * @since 0.1
 */
public final class SetUpException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    /** With the reason. */
    public SetUpException(Reason reason) {
        super(reason.toString());
        this.reason = reason;
    }

    /** With the reason and what led to it. */
    public SetUpException(Reason reason, Throwable cause) {
        super(reason.toString(), cause);
        this.reason = reason;
    }

    /** What is wrong, and where. */
    public Reason reason() {
        return reason;
    }
}
