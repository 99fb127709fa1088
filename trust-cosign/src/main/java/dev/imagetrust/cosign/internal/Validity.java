/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a key or authority of a trusted root was in use.
 *
 * @param start the first moment
 * @param end the last moment; null: still in use
 */
record Validity(Instant start, @Nullable Instant end) {

    /** Both ends belong to it. */
    boolean contains(Instant moment) {
        return !moment.isBefore(start) && (end == null || !moment.isAfter(end));
    }

    @Override
    public String toString() {
        return "from " + start + (end == null ? "" : " to " + end);
    }
}
