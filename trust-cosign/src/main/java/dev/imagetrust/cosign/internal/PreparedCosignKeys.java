/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignCheck;
import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.cosign.internal.UnverifiedSignature.Material;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.PlannedCheck;
import dev.imagetrust.verdict.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges candidates by configured keys: the specification's steps 5 to 23 that apply, in its order, up to the first
 * that fails.
 *
 * <p>Nothing that was signed is read before the signature held over exactly those octets.
 */
final class PreparedCosignKeys implements PreparedVerifier {

    private static final Set<CosignCheck> OF_CERTIFICATES =
            Set.of(CosignCheck.CERTIFICATE, CosignCheck.CERTIFICATE_TIMESTAMP, CosignCheck.CERTIFICATE_IDENTITY);

    private final List<PlannedCheck> plan;
    private final CandidateReader reader;
    private final KeyRing keys;
    private final @Nullable EvidenceRules evidence;
    private final ContentRules rules;

    /** Without {@code evidence} no log entry is required, and none is looked at. */
    PreparedCosignKeys(CosignRequirement requirement, KeyRing keys, @Nullable EvidenceRules evidence) {
        this.reader = new CandidateReader(requirement);
        this.keys = keys;
        this.evidence = evidence;
        this.rules = new ContentRules(requirement);
        this.plan = Stream.of(CosignCheck.values())
                .filter(check -> !OF_CERTIFICATES.contains(check))
                .map(this::planned)
                .toList();
    }

    @Override
    public List<PlannedCheck> plan() {
        return plan;
    }

    @Override
    public void check(
            SignatureCandidate candidate,
            Digest mustCover,
            ImageSubject image,
            VerificationContext context,
            CheckLog log) {
        Optional<UnverifiedSignature> read = reader.open(candidate, context.limits(), log);
        if (read.isEmpty()) {
            return;
        }
        UnverifiedSignature signature = read.get();
        Optional<Found> found = findKey(signature, admissible(signature, log), context.deadline(), log);
        if (found.isEmpty()) {
            return;
        }
        CosignKey key = found.get().key();
        log.signer(key.signer());
        if (!isEvident(new HeldSignature(signature, key.key(), found.get().scheme(), null), log)) {
            return;
        }
        VerifiedPayload payload = new VerifiedPayload(signature.kind(), signature.payload(), key.signer());
        rules.judge(payload, new ContentRules.Target(mustCover, image), context, log);
    }

    /** Steps 10 to 16, as far as they are asked for. */
    private boolean isEvident(HeldSignature held, CheckLog log) {
        log.fact("format", held.parts().kind().id());
        if (evidence != null) {
            return evidence.judge(held, log).isPresent();
        }
        tell(log, "unverified-log-entries", held.parts().logEntries().size());
        tell(log, "unverified-timestamps", held.parts().timestamps().size());
        return true;
    }

    private static void tell(CheckLog log, String what, int count) {
        if (count > 0) {
            log.fact(what, Integer.toString(count));
        }
    }

    /** Step 7; no keys where the material does not go with any. */
    private List<CosignKey> admissible(UnverifiedSignature signature, CheckLog log) {
        if (signature.material() instanceof Material.KeyHint claimed) {
            claimed.signer().ifPresent(log::signer);
        }
        try {
            List<CosignKey> admissible = keys.admissible(signature.material());
            log.pass(CosignCheck.MATERIAL);
            return admissible;
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.MATERIAL, e.reason());
            return List.of();
        }
    }

    /** Steps 8 and 19; types and sizes of the keys were checked when the requirement was prepared. */
    private static Optional<Found> findKey(
            UnverifiedSignature signature, List<CosignKey> admissible, Deadline deadline, CheckLog log) {
        if (admissible.isEmpty()) {
            return Optional.empty();
        }
        boolean wellFormed = false;
        for (CosignKey key : admissible) {
            if (deadline.isPast()) {
                // Another key might have fitted: not a refusal.
                log.unavailable(CosignCheck.SIGNATURE, Reason.of(CoreReason.TIME_UP));
                return Optional.empty();
            }
            TriedKey tried = TriedKey.of(key.key(), signature.signed(), signature.signature());
            Optional<SignatureScheme> scheme = tried.holdsUnder();
            if (scheme.isPresent()) {
                log.pass(CosignCheck.SIGNATURE);
                log.pass(CosignCheck.TRUSTED_KEY);
                return Optional.of(new Found(key, scheme.get()));
            }
            wellFormed |= tried.isWellFormed();
        }
        CosignReason why = wellFormed ? CosignReason.SIGNATURE_INVALID : CosignReason.SIGNATURE_MALFORMED;
        log.fail(CosignCheck.SIGNATURE, new Reason(why, "keys tried: " + admissible.size()));
        return Optional.empty();
    }

    /** Where no log is asked for, entries and timestamps are not looked at, and their checks say so. */
    private PlannedCheck planned(CosignCheck check) {
        boolean ofEvidence = check == CosignCheck.LOG_ENTRY || check == CosignCheck.TIMESTAMP;
        return ofEvidence && evidence == null ? new PlannedCheck(check, Action.SKIPPED) : PlannedCheck.enforced(check);
    }

    private record Found(CosignKey key, SignatureScheme scheme) {}
}
