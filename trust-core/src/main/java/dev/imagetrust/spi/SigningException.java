/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.verdict.Reason;
import java.io.IOException;

import static java.util.Objects.requireNonNull;

/**
 * Nothing was signed: a certificate is not valid now, or the key, a log or a time-stamping authority returned something
 * that does not hold.
 *
 * <p>Trouble in reaching them is another {@link IOException}. What a log took up before stays there.
 *
 * @since 0.1
 */
public final class SigningException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    /** With the reason. */
    public SigningException(Reason reason) {
        super(reason.text());
        this.reason = reason;
    }

    /** With the reason and what led to it. */
    public SigningException(Reason reason, Throwable cause) {
        super(reason.text(), requireNonNull(cause, "cause"));
        this.reason = reason;
    }

    /** What does not hold. */
    public Reason reason() {
        return reason;
    }
}
