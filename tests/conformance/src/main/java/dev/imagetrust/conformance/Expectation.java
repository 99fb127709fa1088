/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.primitives.JsonNull;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.MalformedInputException;

/** The answer a case wants: its member {@code expected}. */
enum Expectation {
    /** {@code true}: the image is admitted, by trust or by exemption. */
    ADMITTED,
    /** {@code false}: it is not. */
    REFUSED,
    /** {@code null}: either will do, as long as there is an answer. */
    EITHER;

    static Expectation of(JsonValue value) throws MalformedInputException {
        if (value instanceof JsonNull) {
            return EITHER;
        }
        return value.asBoolean() ? ADMITTED : REFUSED;
    }
}
