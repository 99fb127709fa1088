/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignCheck;
import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What logs and timestamp authorities of a root have to say about a signature, specification steps 10 to 16.
 *
 * @param root the logs and authorities
 * @param needs what may not be missing
 */
record EvidenceRules(TrustedRoot root, Needs needs) {

    /** How much is needed besides a log entry. */
    enum Needs {
        /** Nothing: a key has no validity of its own. */
        LOG_ENTRY,
        /** A time from anywhere: a certificate has to have been valid. */
        TIME,
        /** A timestamp, whatever the log says. */
        TIMESTAMP
    }

    /** Makes the checks; the times that somebody vouches for, or empty if a check failed. */
    Optional<List<Instant>> judge(HeldSignature held, CheckLog log) {
        Optional<LogEvidence> logged = logged(held, log);
        if (logged.isEmpty()) {
            return Optional.empty();
        }
        Optional<TimestampEvidence> stamped = stamped(held, logged.get(), log);
        if (stamped.isEmpty()) {
            log.pass(CosignCheck.LOG_ENTRY);
            return Optional.empty();
        }
        List<Instant> times = new ArrayList<>(logged.get().times());
        times.addAll(stamped.get().times());
        try {
            logged.get().requireInUse(times);
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.LOG_ENTRY, e.reason());
            return Optional.empty();
        }
        log.pass(CosignCheck.LOG_ENTRY);
        tell(logged.get(), stamped.get(), times, log);
        return Optional.of(List.copyOf(times));
    }

    private Optional<LogEvidence> logged(HeldSignature held, CheckLog log) {
        try {
            return Optional.of(LogEvidence.require(held, root.logs()));
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.LOG_ENTRY, e.reason());
            return Optional.empty();
        }
    }

    private Optional<TimestampEvidence> stamped(HeldSignature held, LogEvidence logged, CheckLog log) {
        try {
            TimestampEvidence stamped = TimestampEvidence.verify(held, root.timestampAuthorities());
            boolean enough = !stamped.times().isEmpty()
                    || needs == Needs.LOG_ENTRY
                    || (needs == Needs.TIME && !logged.times().isEmpty());
            if (!enough) {
                boolean none = held.parts().timestamps().isEmpty();
                log.fail(
                        CosignCheck.TIMESTAMP,
                        Reason.of(none ? CosignReason.TIMESTAMP_ABSENT : CosignReason.TIMESTAMP_UNKNOWN));
                return Optional.empty();
            }
            return Optional.of(stamped);
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.TIMESTAMP, e.reason());
            return Optional.empty();
        }
    }

    private static void tell(LogEvidence logged, TimestampEvidence stamped, List<Instant> times, CheckLog log) {
        if (stamped.times().isEmpty()) {
            log.notApplicable(CosignCheck.TIMESTAMP);
        } else {
            log.pass(CosignCheck.TIMESTAMP);
        }
        log.fact("transparency-logs", String.join(", ", logged.operators()));
        if (!times.isEmpty()) {
            log.fact("verified-times", times.stream().map(Instant::toString).collect(Collectors.joining(", ")));
        }
        if (times.isEmpty()) {
            // Section 4.8: nobody says when, so that the log's key may have been retired before.
            log.fact("log-key-validity", "not checked");
        }
    }
}
