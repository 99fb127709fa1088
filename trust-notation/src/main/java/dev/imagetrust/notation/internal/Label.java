/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

/** The name of a header parameter. In COSE the integer 1 and the text {@code "1"} are different labels. */
sealed interface Label {

    /** A text label; the only kind JWS has. */
    record Named(String name) implements Label {
        @Override
        public String toString() {
            return name;
        }
    }

    /** An integer label of COSE. */
    record Numbered(long number) implements Label {
        @Override
        public String toString() {
            return Long.toString(number);
        }
    }
}
