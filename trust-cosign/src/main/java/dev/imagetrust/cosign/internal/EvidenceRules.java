/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignCheck;
import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.SetUpException;
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

    /**
     * How much is needed.
     *
     * @param logs how many different logs
     * @param timestamps how many different timestamp authorities
     * @param time whether at least one of all these has to say when: a certificate has to have been valid, a key has no
     *     validity of its own
     */
    record Needs(int logs, int timestamps, boolean time) {}

    /**
     * Rules that the root can meet.
     *
     * @throws SetUpException if it cannot
     */
    static EvidenceRules of(TrustedRoot root, Needs needs) {
        requireReachable(
                "timestamp authorities",
                needs.timestamps(),
                DistinctSources.count(root.timestampAuthorities().stream()
                        .map(DistinctSources.Source::of)
                        .toList()));
        if (needs.logs() > 1) {
            requireReachable("transparency logs", needs.logs(), DistinctSources.countLogs(root.logs()));
        }
        return new EvidenceRules(root, needs);
    }

    /** Specification step 1. */
    static void requireReachable(String what, int needed, int there) {
        if (there < needed) {
            String detail = needed + " different " + what + ", and the root has " + there;
            throw new SetUpException(new Reason(CosignReason.THRESHOLD_UNREACHABLE, detail));
        }
    }

    /** Makes the checks; the times that somebody vouches for, or empty if a check failed. */
    Optional<List<Instant>> judge(HeldSignature held, CheckLog log) {
        Optional<LogEvidence> logged = logged(held, log);
        if (logged.isEmpty()) {
            return Optional.empty();
        }
        Optional<TimestampEvidence> stamped = stamped(held, logged.get(), log);
        if (stamped.isEmpty()) {
            end(logged.get(), log);
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
        end(logged.get(), log);
        tell(logged.get(), stamped.get(), times, log);
        return Optional.of(List.copyOf(times));
    }

    /** No entry of a log of the root is no failure where none is needed. */
    private static void end(LogEvidence logged, CheckLog log) {
        if (logged.logs().isEmpty()) {
            log.notApplicable(CosignCheck.LOG_ENTRY);
        } else {
            log.pass(CosignCheck.LOG_ENTRY);
        }
    }

    private Optional<LogEvidence> logged(HeldSignature held, CheckLog log) {
        try {
            return Optional.of(LogEvidence.require(held, root.logs(), needs.logs()));
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.LOG_ENTRY, e.reason());
            return Optional.empty();
        }
    }

    private Optional<TimestampEvidence> stamped(HeldSignature held, LogEvidence logged, CheckLog log) {
        try {
            TimestampEvidence stamped = TimestampEvidence.verify(held, root.timestampAuthorities());
            boolean noTime =
                    needs.time() && stamped.times().isEmpty() && logged.times().isEmpty();
            if (noTime || stamped.authorities() < needs.timestamps()) {
                log.fail(CosignCheck.TIMESTAMP, tooFew(held, stamped.authorities()));
                return Optional.empty();
            }
            return Optional.of(stamped);
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.TIMESTAMP, e.reason());
            return Optional.empty();
        }
    }

    private Reason tooFew(HeldSignature held, int authorities) {
        if (held.parts().timestamps().isEmpty()) {
            return Reason.of(CosignReason.TIMESTAMP_ABSENT);
        }
        return authorities == 0
                ? Reason.of(CosignReason.TIMESTAMP_UNKNOWN)
                : new Reason(CosignReason.TIMESTAMP_THRESHOLD, authorities + " of " + needs.timestamps());
    }

    /** Says how much came along and was not looked at. */
    static void tellUnverified(UnverifiedSignature parts, CheckLog log) {
        tell(log, "unverified-log-entries", parts.logEntries().size());
        tell(log, "unverified-timestamps", parts.timestamps().size());
    }

    private static void tell(CheckLog log, String what, int count) {
        if (count > 0) {
            log.fact(what, Integer.toString(count));
        }
    }

    private static void tell(LogEvidence logged, TimestampEvidence stamped, List<Instant> times, CheckLog log) {
        if (stamped.times().isEmpty()) {
            log.notApplicable(CosignCheck.TIMESTAMP);
        } else {
            log.pass(CosignCheck.TIMESTAMP);
        }
        if (!logged.logs().isEmpty()) {
            log.fact("transparency-logs", String.join(", ", logged.operators()));
        }
        if (!times.isEmpty()) {
            log.fact("verified-times", times.stream().map(Instant::toString).collect(Collectors.joining(", ")));
        }
        if (times.isEmpty() && !logged.logs().isEmpty()) {
            // Section 4.8: nobody says when, so that the log's key may have been retired before.
            log.fact("log-key-validity", "not checked");
        }
    }
}
