/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import java.util.Locale;

/**
 * A case and what we say to it.
 *
 * @param recorded the case
 * @param answer ours
 */
record Result(Case recorded, Answer answer) {

    /** How the two compare. */
    enum Comparison {
        AGREES,
        DIFFERS,
        UNSUPPORTED
    }

    Comparison comparison() {
        if (answer.kind() == Answer.Kind.UNSUPPORTED) {
            return Comparison.UNSUPPORTED;
        }
        return answer.meets(recorded.expected()) ? Comparison.AGREES : Comparison.DIFFERS;
    }

    /** Id, expectation, answer and reason. */
    String line() {
        return recorded.id() + ' ' + word(recorded.expected()) + ' ' + word(answer.kind()) + ' ' + answer.reason();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
