/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import static java.util.Objects.requireNonNull;

/**
 * A source whose policy the host replaces. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class RefreshablePolicy implements PolicySource {

    private volatile TrustPolicy current;

    /** Begins with a policy. */
    public RefreshablePolicy(TrustPolicy first) {
        this.current = requireNonNull(first, "first");
    }

    /** Puts another policy in force; verdicts that have begun keep the one they began with. */
    public void replace(TrustPolicy next) {
        current = requireNonNull(next, "next");
    }

    @Override
    public TrustPolicy current() {
        return current;
    }
}
