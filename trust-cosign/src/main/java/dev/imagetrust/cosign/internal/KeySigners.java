/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignCheck;
import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.cosign.internal.UnverifiedSignature.Material;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.policy.Action;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.TrustedSigner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whoever holds one of the configured keys. */
final class KeySigners implements SignerRules {

    private static final Set<CosignCheck> OF_CERTIFICATES =
            Set.of(CosignCheck.CERTIFICATE, CosignCheck.CERTIFICATE_TIMESTAMP, CosignCheck.CERTIFICATE_IDENTITY);

    private final KeyRing keys;
    private final @Nullable EvidenceRules evidence;

    /** Without {@code evidence} no log entry is required, and none is looked at. */
    KeySigners(KeyRing keys, @Nullable EvidenceRules evidence) {
        this.keys = keys;
        this.evidence = evidence;
    }

    /** Where no log is asked for, entries and timestamps are not looked at, and their checks say so. */
    @Override
    public Optional<Action> action(CosignCheck check) {
        if (OF_CERTIFICATES.contains(check)) {
            return Optional.empty();
        }
        boolean ofEvidence = check == CosignCheck.LOG_ENTRY || check == CosignCheck.TIMESTAMP;
        return Optional.of(ofEvidence && evidence == null ? Action.SKIPPED : Action.ENFORCED);
    }

    @Override
    public Optional<TrustedSigner> signer(UnverifiedSignature signature, VerificationContext context, CheckLog log) {
        Optional<Found> found = findKey(signature, admissible(signature, log), context.deadline(), log);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        CosignKey key = found.get().key();
        log.signer(key.signer());
        return isEvident(new HeldSignature(signature, key.key(), found.get().scheme(), null), log)
                ? Optional.of(key.signer())
                : Optional.empty();
    }

    /** Steps 10 to 16, as far as they are asked for. */
    private boolean isEvident(HeldSignature held, CheckLog log) {
        log.fact("format", held.parts().kind().id());
        if (evidence != null) {
            return evidence.judge(held, log).isPresent();
        }
        EvidenceRules.tellUnverified(held.parts(), log);
        return true;
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

    private record Found(CosignKey key, SignatureScheme scheme) {}
}
