/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.policy.Action;

import static java.util.Objects.requireNonNull;

/**
 * A check that a verifier is going to make, and what the policy wants done about it.
 *
 * @param id which check
 * @param action what is done about it
 * @since 0.1
 */
public record PlannedCheck(CheckId id, Action action) {

    /**
     * Checks that what makes a signature a signature is not optional.
     *
     * @throws IllegalArgumentException if a check of an {@linkplain CheckFamily#isAlwaysEnforced always enforced}
     *     family is to be logged or skipped
     */
    public PlannedCheck {
        requireNonNull(id, "id");
        requireNonNull(action, "action");
        if (id.family().isAlwaysEnforced() && action != Action.ENFORCED) {
            throw new IllegalArgumentException(id.family() + " is always enforced: " + id.id());
        }
    }

    /** An enforced check. */
    public static PlannedCheck enforced(CheckId id) {
        return new PlannedCheck(id, Action.ENFORCED);
    }
}
