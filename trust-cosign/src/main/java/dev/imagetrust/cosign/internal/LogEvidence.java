/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The entries of a signature for which a trusted log vouches and which are about that signature.
 *
 * @param logs which logs; several entries of one log are one
 * @param times when the signature was logged, as far as a log signed it
 */
record LogEvidence(Set<LogKey> logs, List<Instant> times) {

    private record Position(Bytes logId, long index) {}

    /**
     * Verifies what came along, specification steps 10 to 15. Every entry of a log of the root has to hold, however many
     * there are; those of other logs do not count.
     *
     * @param atLeast how many different logs are needed; none: the entries that are there have to hold nevertheless
     * @throws MalformedInputException if fewer of the root's logs have an entry, or any entry of them does not hold
     */
    static LogEvidence require(HeldSignature held, List<LogKey> known, int atLeast) throws MalformedInputException {
        List<LogEntry> entries = Unread.readAll(held.parts().logEntries());
        if (entries.isEmpty() && atLeast > 0) {
            throw refusal(CosignReason.LOG_ENTRY_ABSENT, "");
        }
        requireDistinct(entries);
        Set<LogKey> logs = new LinkedHashSet<>();
        List<Instant> times = new ArrayList<>();
        for (LogEntry entry : entries) {
            List<LogKey> candidates =
                    known.stream().filter(log -> log.id().equals(entry.logId())).toList();
            if (!candidates.isEmpty()) {
                Vouched vouched = vouched(entry, candidates);
                vouched.time().ifPresent(times::add);
                EntryBinding.require(entry, held);
                logs.add(vouched.log());
            }
        }
        if (logs.isEmpty() && atLeast > 0) {
            throw refusal(CosignReason.LOG_UNKNOWN, entries.get(0).logId().toHex());
        }
        int different = DistinctSources.countLogs(logs);
        if (different < atLeast) {
            throw refusal(CosignReason.LOG_THRESHOLD, different + " of " + atLeast);
        }
        return new LogEvidence(Set.copyOf(logs), List.copyOf(times));
    }

    private record Vouched(LogKey log, Optional<Instant> time) {}

    /** A root may list one key for several spans of time; then one of them has to fit. */
    private static Vouched vouched(LogEntry entry, List<LogKey> candidates) throws MalformedInputException {
        for (LogKey log : candidates.subList(0, candidates.size() - 1)) {
            try {
                return new Vouched(log, LogRules.require(entry, log));
            } catch (MalformedInputException e) {
                // The last one says why none does.
            }
        }
        LogKey last = candidates.get(candidates.size() - 1);
        return new Vouched(last, LogRules.require(entry, last));
    }

    /** The keys of all logs were in use at a moment that somebody else vouches for (section 4.8). */
    void requireInUse(List<Instant> moments) throws MalformedInputException {
        for (LogKey log : logs) {
            for (Instant moment : moments) {
                LogRules.requireInUse(log, moment);
            }
        }
    }

    /** Who vouches, each once. */
    Set<String> operators() {
        Set<String> operators = new TreeSet<>();
        logs.forEach(log -> operators.add(log.operator()));
        return operators;
    }

    private static void requireDistinct(List<LogEntry> entries) throws MalformedInputException {
        Set<Position> seen = new HashSet<>();
        for (LogEntry entry : entries) {
            if (!seen.add(new Position(entry.logId(), entry.index()))) {
                throw refusal(CosignReason.LOG_ENTRY_MALFORMED, "entry " + entry.index() + " is there twice");
            }
        }
    }

    private static MalformedInputException refusal(CosignReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
