/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The levels of a trust policy and what each makes of a failed check (trust-store-trust-policy.md, "Signature
 * Verification details").
 */
enum VerificationLevel {
    STRICT(Action.ENFORCE, Action.ENFORCE, Action.ENFORCE, Action.ENFORCE),
    PERMISSIVE(Action.ENFORCE, Action.LOG, Action.LOG, Action.LOG),
    AUDIT(Action.LOG, Action.LOG, Action.LOG, Action.LOG),
    SKIP(Action.SKIP, Action.SKIP, Action.SKIP, Action.SKIP);

    /** The checks a level decides about. Integrity is not among them: nothing makes it optional. */
    enum Check {
        AUTHENTICITY("authenticity"),
        AUTHENTIC_TIMESTAMP("authenticTimestamp"),
        EXPIRY("expiry"),
        REVOCATION("revocation");

        private final String id;

        Check(String id) {
            this.id = id;
        }

        static Optional<Check> find(String id) {
            return Arrays.stream(values()).filter(c -> c.id.equals(id)).findAny();
        }
    }

    /** What a failure means. */
    enum Action {
        ENFORCE,
        LOG,
        SKIP;

        static Optional<Action> find(String id) {
            return Arrays.stream(values())
                    .filter(a -> a.name().toLowerCase(Locale.ROOT).equals(id))
                    .findAny();
        }
    }

    private final Action authenticity;
    private final Action authenticTimestamp;
    private final Action expiry;
    private final Action revocation;

    VerificationLevel(Action authenticity, Action authenticTimestamp, Action expiry, Action revocation) {
        this.authenticity = authenticity;
        this.authenticTimestamp = authenticTimestamp;
        this.expiry = expiry;
        this.revocation = revocation;
    }

    static Optional<VerificationLevel> find(String id) {
        return Arrays.stream(values())
                .filter(l -> l.name().toLowerCase(Locale.ROOT).equals(id))
                .findAny();
    }

    /** An action for each check. */
    Map<Check, Action> actions() {
        return Map.of(
                Check.AUTHENTICITY, authenticity,
                Check.AUTHENTIC_TIMESTAMP, authenticTimestamp,
                Check.EXPIRY, expiry,
                Check.REVOCATION, revocation);
    }
}
