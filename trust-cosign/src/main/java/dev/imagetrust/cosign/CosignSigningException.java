/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.verdict.Reason;
import java.io.IOException;

/**
 * Nothing was signed: the key, a log or a timestamp authority returned something that does not hold.
 *
 * <p>Trouble in reaching them is another {@link IOException}. What a log took up before stays there.
 *
 * @since 0.1
 */
public final class CosignSigningException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    /** With the reason. */
    public CosignSigningException(Reason reason) {
        super(reason.text());
        this.reason = reason;
    }

    /** With the reason and what led to it. */
    public CosignSigningException(Reason reason, Throwable cause) {
        super(reason.text(), cause);
        this.reason = reason;
    }

    /** What does not hold. */
    public Reason reason() {
        return reason;
    }
}
