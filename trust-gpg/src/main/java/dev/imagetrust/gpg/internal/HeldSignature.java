/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.internal.Keyring.Candidate;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A signature whose value holds over its payload under a key that is at hand.
 *
 * @param document the signature
 * @param holders the certificates that contain the key; more than one where a subkey agreed to several
 */
public record HeldSignature(DocumentSignature document, List<Candidate> holders) {

    /** The primary key's fingerprint, 40 upper-case hex digits. */
    public String primaryFingerprint() {
        return first().certificate().primary().fingerprint();
    }

    /** The fingerprint of the key that signed: the same, or that of a subkey. */
    public String signingFingerprint() {
        return first().key().fingerprint();
    }

    /** When the signer says it was made. */
    public Instant signedAt() {
        return document.created();
    }

    /** The first thing wrong with the key; empty if it is good at that moment and was when it signed. */
    public Optional<Reason> keyFault(Instant now) {
        Optional<Reason> fault = judgement(now).firstFault();
        if (fault.isPresent() || holders.size() == 1) {
            return fault;
        }
        // One subkey under two primary keys: whose signature it is, nobody can say.
        return Optional.of(new Reason(GpgReason.KEY_AMBIGUOUS, signingFingerprint()));
    }

    /** Whether the signer let the signature end before that moment. */
    public Optional<Reason> lifetimeFault(Instant now) {
        return document.signature()
                .expires()
                .filter(end -> !now.isBefore(end))
                .map(end -> new Reason(GpgReason.SIGNATURE_EXPIRED, "at " + end));
    }

    /** Until when key and signature stay good, as far as they say themselves; empty means for ever. */
    public Optional<Instant> goodUntil(Instant now) {
        return Stream.of(judgement(now).goodUntil(), document.signature().expires())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private KeyJudgement judgement(Instant now) {
        return new KeyJudgement(first().certificate(), first().key(), signedAt(), now);
    }

    private Candidate first() {
        return holders.get(0);
    }
}
