/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.ReasonCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Asserts the code of a refusal. */
final class Refusals {

    private Refusals() {}

    static void assertRefused(ReasonCode code, ThrowingCallable call) {
        MalformedInputException refusal = catchThrowableOfType(MalformedInputException.class, call);
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.reason().code()).as(refusal.reason().toString()).isEqualTo(code);
    }
}
