/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether one log vouches for one entry: promise, inclusion proof and checkpoint, specification steps 12 and 13. */
final class LogRules {

    private LogRules() {}

    /**
     * Requires that the log vouches for the entry.
     *
     * @return when the entry was taken up, if the log's signature says so; an inclusion proof alone never does
     *     (CVE-2024-55655, CVE-2026-48816)
     * @throws MalformedInputException if any evidence is missing or does not hold
     */
    static Optional<Instant> require(LogEntry entry, LogKey log) throws MalformedInputException {
        @Nullable Bytes promise = entry.promise();
        @Nullable InclusionProof proof = entry.proof();
        switch (entry.evidence()) {
            case PROMISE -> requireThere(promise, CosignReason.LOG_PROMISE_INVALID);
            case PROOF -> requireThere(proof, CosignReason.LOG_PROOF_INVALID);
        }
        Optional<Instant> time = Optional.empty();
        if (promise != null) {
            time = Optional.of(promisedAt(entry, promise, log));
        }
        if (proof != null) {
            requireProof(entry, proof, log);
        }
        return time;
    }

    private static void requireThere(@Nullable Object evidence, CosignReason otherwise) throws MalformedInputException {
        if (evidence == null) {
            throw refusal(otherwise, "there is none");
        }
    }

    private static Instant promisedAt(LogEntry entry, Bytes promise, LogKey log) throws MalformedInputException {
        boolean elliptic = log.key().type() != KeyType.RSA && log.key().type() != KeyType.ED25519;
        if (entry.isTiled() || !elliptic || !log.signed(entry.promised(), promise)) {
            throw refusal(CosignReason.LOG_PROMISE_INVALID, "of " + log.name());
        }
        Instant time = Instant.ofEpochSecond(Math.min(entry.integratedTime(), Instant.MAX.getEpochSecond()));
        requireInUse(log, time);
        return time;
    }

    /** A key speaks for its log only while it was in use, both ends included. */
    static void requireInUse(LogKey log, Instant time) throws MalformedInputException {
        if (!log.validity().contains(time)) {
            throw refusal(CosignReason.LOG_KEY_NOT_VALID, log.name() + " at " + time + ", " + log.validity());
        }
    }

    private static void requireProof(LogEntry entry, InclusionProof proof, LogKey log) throws MalformedInputException {
        Checkpoint checkpoint = Checkpoint.parse(proof.checkpoint());
        Optional<String> name = log.names().stream()
                .filter(each -> isOrigin(checkpoint.origin(), entry, each))
                .findFirst();
        if (name.isEmpty()) {
            throw refusal(CosignReason.LOG_CHECKPOINT_INVALID, "its origin is " + checkpoint.origin());
        }
        if (!checkpoint.isSignedBy(log, name.get())) {
            throw refusal(CosignReason.LOG_CHECKPOINT_INVALID, "no signature of " + name.get() + " holds");
        }
        boolean repeated = entry.isTiled() && proof.root().isEmpty() && proof.size() == 0;
        if (!repeated && (!proof.root().equals(checkpoint.root()) || proof.size() != checkpoint.size())) {
            throw refusal(CosignReason.LOG_CHECKPOINT_INVALID, "it is about another tree than the proof");
        }
        // A log in shards counts from the start of all of them; only the proof knows the position in its own.
        long index = entry.isTiled() ? entry.index() : proof.index();
        Bytes root = InclusionProof.rootAbove(
                InclusionProof.leafHash(entry.body()), index, checkpoint.size(), proof.hashes());
        if (!root.equals(checkpoint.root())) {
            throw refusal(CosignReason.LOG_PROOF_INVALID, "it leads to another root");
        }
    }

    /** Kind of entry and form of the origin have to agree on which kind of log it is (section 4.8). */
    private static boolean isOrigin(String origin, LogEntry entry, String name) {
        if (entry.isTiled()) {
            return origin.equals(name);
        }
        String prefix = name + " - ";
        return origin.startsWith(prefix) && origin.substring(prefix.length()).matches("[0-9]+");
    }

    private static MalformedInputException refusal(CosignReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
