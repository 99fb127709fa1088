/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import java.util.List;

/** The value of a signed header parameter, as far as the profile gives it a meaning. */
sealed interface HeaderValue {

    /** Text. */
    record Text(String value) implements HeaderValue {}

    /** An integer. */
    record Whole(long value) implements HeaderValue {}

    /** Seconds since 1970 under CBOR tag 1. */
    record EpochSeconds(long value) implements HeaderValue {}

    /** An array of labels. */
    record Labels(List<Label> labels) implements HeaderValue {
        public Labels {
            labels = List.copyOf(labels);
        }
    }

    /** Any other value; only extended attributes may have one. */
    record Other() implements HeaderValue {}
}
