/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;

/** Names a reason of this module for input that is not what it has to be. */
final class Refusal {

    private Refusal() {}

    static MalformedInputException of(GpgReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }

    static MalformedInputException of(GpgReason code, String detail, Throwable cause) {
        return new MalformedInputException(new Reason(code, detail), cause);
    }
}
