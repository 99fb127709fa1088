/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;

/** Puts the refusals of shared parsers under the code of the check they concern. */
final class Malformed {

    private Malformed() {}

    /** The same refusal under another code; one that has a code of this module already keeps it. */
    static MalformedInputException as(NotationReason code, MalformedInputException cause) {
        return cause.reason().code() instanceof NotationReason
                ? cause
                : new MalformedInputException(new Reason(code, cause.reason().text()), cause);
    }
}
