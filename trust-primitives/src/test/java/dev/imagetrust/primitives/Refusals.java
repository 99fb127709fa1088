/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.verdict.ReasonCode;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Assertions on {@link MalformedInputException}. */
final class Refusals {

    private Refusals() {}

    static AbstractThrowableAssert<?, ?> assertRefused(ReasonCode code, ThrowingCallable call) {
        MalformedInputException refused = catchThrowableOfType(MalformedInputException.class, call);
        assertThat(refused).as("nothing was refused").isNotNull();
        assertThat(refused.reason().code()).as(refused.getMessage()).isEqualTo(code);
        return assertThat(refused);
    }
}
