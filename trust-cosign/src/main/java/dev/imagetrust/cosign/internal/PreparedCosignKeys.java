/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignCheck;
import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.cosign.internal.UnverifiedSignature.Material;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SignatureResult;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.PlannedCheck;
import dev.imagetrust.verdict.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges candidates by configured keys: the specification's steps 5 to 23 that apply, in its order, up to the first
 * that fails.
 *
 * <p>Nothing that was signed is read before the signature held over exactly those octets.
 */
final class PreparedCosignKeys implements PreparedVerifier {

    private static final List<PlannedCheck> PLAN =
            Stream.of(CosignCheck.values()).map(PreparedCosignKeys::planned).toList();

    private final CandidateReader reader;
    private final KeyRing keys;
    private final ContentRules rules;

    PreparedCosignKeys(CosignRequirement requirement, KeyRing keys) {
        this.reader = new CandidateReader(requirement);
        this.keys = keys;
        this.rules = new ContentRules(requirement);
    }

    @Override
    public List<PlannedCheck> plan() {
        return PLAN;
    }

    @Override
    public void check(
            SignatureCandidate candidate,
            Digest mustCover,
            ImageSubject image,
            VerificationContext context,
            CheckLog log) {
        Optional<UnverifiedSignature> read =
                shaped(candidate, context.limits(), log).flatMap(artifact -> read(artifact, log));
        if (read.isEmpty()) {
            return;
        }
        UnverifiedSignature signature = read.get();
        Optional<CosignKey> key = findKey(signature, admissible(signature, log), context.deadline(), log);
        if (key.isEmpty()) {
            return;
        }
        log.signer(key.get().signer());
        tellWhatWasNotVerified(signature, log);
        VerifiedPayload payload = new VerifiedPayload(
                signature.kind(), signature.payload(), key.get().signer());
        rules.judge(payload, new ContentRules.Target(mustCover, image), context, log);
    }

    /** Step 5. */
    private Optional<CosignArtifact> shaped(SignatureCandidate candidate, Limits limits, CheckLog log) {
        try {
            CosignArtifact artifact = reader.shaped(candidate, limits);
            log.pass(CosignCheck.SHAPE);
            return Optional.of(artifact);
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.SHAPE, e.reason());
            return Optional.empty();
        }
    }

    /** Step 6. */
    private Optional<UnverifiedSignature> read(CosignArtifact artifact, CheckLog log) {
        try {
            UnverifiedSignature signature = reader.read(artifact);
            log.pass(CosignCheck.DECODING);
            return Optional.of(signature);
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.DECODING, e.reason());
            return Optional.empty();
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
    private static Optional<CosignKey> findKey(
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
            SignatureResult result = key.check(signature.signed(), signature.signature());
            if (result == SignatureResult.VALID) {
                log.pass(CosignCheck.SIGNATURE);
                log.pass(CosignCheck.TRUSTED_KEY);
                return Optional.of(key);
            }
            wellFormed |= result == SignatureResult.INVALID;
        }
        CosignReason why = wellFormed ? CosignReason.SIGNATURE_INVALID : CosignReason.SIGNATURE_MALFORMED;
        log.fail(CosignCheck.SIGNATURE, new Reason(why, "keys tried: " + admissible.size()));
        return Optional.empty();
    }

    private static void tellWhatWasNotVerified(UnverifiedSignature signature, CheckLog log) {
        log.fact("format", signature.kind().id());
        if (signature.logEntries() > 0) {
            log.fact("unverified-log-entries", Integer.toString(signature.logEntries()));
        }
        if (signature.timestamps() > 0) {
            log.fact("unverified-timestamps", Integer.toString(signature.timestamps()));
        }
    }

    /** Log entries and timestamps are not looked at, and their checks say so by standing as not run. */
    private static PlannedCheck planned(CosignCheck check) {
        return switch (check) {
            case LOG_ENTRY, TIMESTAMP -> new PlannedCheck(check, Action.SKIPPED);
            default -> PlannedCheck.enforced(check);
        };
    }
}
