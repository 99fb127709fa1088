/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.verdict.Reason;
import java.io.IOException;

/**
 * Nothing was signed: a certificate is not valid now, or the key or the time-stamping authority returned something that
 * does not hold.
 *
 * <p>Trouble in reaching the key is another {@link IOException}.
 *
 * @since 0.1
 */
public final class NotationSigningException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    /** With the reason. */
    public NotationSigningException(Reason reason) {
        super(reason.text());
        this.reason = reason;
    }

    /** With the reason and what led to it. */
    public NotationSigningException(Reason reason, Throwable cause) {
        super(reason.text(), cause);
        this.reason = reason;
    }

    /** What does not hold. */
    public Reason reason() {
        return reason;
    }
}
