/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.internal.Keyring.Candidate;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.PresentedSigner;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A signature whose value holds over its payload under a key of the keyring. Whether the key may be believed is asked
 * afterwards; whether the payload is about the image is no question of this class.
 *
 * @param document the signature
 * @param holders the certificates that contain the key; more than one where a subkey agreed to several
 */
record HeldSignature(DocumentSignature document, List<Candidate> holders) {

    /** Tries each key that may have made the signature. */
    static HeldSignature find(DocumentSignature document, List<Candidate> candidates) throws MalformedInputException {
        List<Candidate> holding = candidates.stream()
                .filter(candidate -> document.holdsUnder(candidate.key()))
                .toList();
        if (holding.isEmpty()) {
            throw Refusal.of(GpgReason.SIGNATURE_BAD, "key id " + document.keyIdText());
        }
        Map<String, Candidate> claimants = new LinkedHashMap<>();
        holding.stream()
                .filter(candidate -> candidate.certificate().claims(candidate.key()))
                .forEach(candidate -> claimants.putIfAbsent(candidate.primaryFingerprint(), candidate));
        return new HeldSignature(
                document, claimants.isEmpty() ? holding.subList(0, 1) : List.copyOf(claimants.values()));
    }

    /** The octets that were signed. */
    Bytes payload() {
        return document.payload();
    }

    /** Why the key could not have signed for anybody: not bound, shared, weak, for other purposes. */
    Optional<Reason> keyFault(Instant now) {
        Optional<Reason> fault = judgement(now).authority();
        if (fault.isPresent() || holders.size() == 1) {
            return fault;
        }
        // One subkey under two primary keys: whose signature it is, nobody can say.
        return Optional.of(new Reason(GpgReason.KEY_AMBIGUOUS, signing()));
    }

    Optional<Reason> revocation(Instant now) {
        return judgement(now).revocation();
    }

    Optional<Reason> keyExpiry(Instant now) {
        return judgement(now).expiry();
    }

    Optional<Reason> timeFault(Instant now) {
        return judgement(now).time();
    }

    /** Whether the signer let the signature end before that moment. */
    Optional<Reason> expiry(Instant now) {
        return document.expires()
                .filter(end -> !now.isBefore(end))
                .map(end -> new Reason(GpgReason.SIGNATURE_EXPIRED, "at " + end));
    }

    /** The next moment at which the answers above may change by the passing of time; empty means never. */
    Optional<Instant> changesAfter(Instant now) {
        return Stream.concat(judgement(now).turningPoints(), document.expires().stream())
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }

    /** The key, as long as nothing more is known than that the value holds under it. */
    PresentedSigner presentedSigner() {
        return new PresentedSigner(identity(), display());
    }

    /** The key, once it may be believed. */
    TrustedSigner trustedSigner() {
        return new TrustedSigner(
                first().anchor(),
                identity(),
                Set.copyOf(List.of(new DenyTarget.OpenPgpKey(primary()), new DenyTarget.OpenPgpKey(signing()))),
                display());
    }

    private SignerIdentity identity() {
        return new SignerIdentity(SignerIdentity.Kind.OPENPGP, primary());
    }

    private String display() {
        return primary().equals(signing()) ? primary() : primary() + " by its subkey " + signing();
    }

    private String primary() {
        return first().primaryFingerprint();
    }

    private String signing() {
        return first().key().fingerprint();
    }

    private KeyJudgement judgement(Instant now) {
        return new KeyJudgement(first().certificate(), first().key(), document.created(), now);
    }

    private Candidate first() {
        return holders.get(0);
    }
}
