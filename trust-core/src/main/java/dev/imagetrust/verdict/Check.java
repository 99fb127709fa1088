/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.policy.Action;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A check and how it ended. Immutable.
 *
 * @since 0.1
 */
public final class Check {

    private final PlannedCheck planned;
    private final Result result;
    private final @Nullable Reason reason;

    private Check(PlannedCheck planned, Result result, @Nullable Reason reason) {
        this.planned = requireNonNull(planned, "planned");
        this.result = requireNonNull(result, "result");
        this.reason = reason;
    }

    /**
     * A check that ended without a reason to give.
     *
     * @throws IllegalArgumentException if the result calls for a reason
     */
    public static Check of(PlannedCheck planned, Result result) {
        if (result == Result.FAILED || result == Result.UNAVAILABLE) {
            throw new IllegalArgumentException(
                    result + " needs a reason: " + planned.id().id());
        }
        return new Check(planned, result, null);
    }

    /** A check that ended with a reason. */
    public static Check of(PlannedCheck planned, Result result, Reason reason) {
        return new Check(planned, result, requireNonNull(reason, "reason"));
    }

    /** Which check. */
    public CheckId id() {
        return planned.id();
    }

    /** What it contributes. */
    public CheckFamily family() {
        return planned.id().family();
    }

    /** What the policy wants done about it. */
    public Action action() {
        return planned.action();
    }

    /** How it ended. */
    public Result result() {
        return result;
    }

    /** Why; always present for {@code FAILED} and {@code UNAVAILABLE}. */
    public Optional<Reason> reason() {
        return Optional.ofNullable(reason);
    }

    /** Whether it failed although the policy enforces it. */
    public boolean isRefusal() {
        return action() == Action.ENFORCED && result == Result.FAILED;
    }

    @Override
    public String toString() {
        return id().id() + " " + action() + " " + result + (reason == null ? "" : ": " + reason);
    }
}
