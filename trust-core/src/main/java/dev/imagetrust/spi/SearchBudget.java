/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Limits;

import static java.util.Objects.requireNonNull;

/**
 * How far a search may go.
 *
 * @param limits how much is looked at
 * @param deadline when the answer is wanted
 * @since 0.1
 */
public record SearchBudget(Limits limits, Deadline deadline) {

    /** Checks for nulls. */
    public SearchBudget {
        requireNonNull(limits, "limits");
        requireNonNull(deadline, "deadline");
    }
}
