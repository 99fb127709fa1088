/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Step;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.PlannedCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@link NotationRequirement} with its trust stores read and its identities parsed. */
final class PreparedNotation implements PreparedVerifier {

    private final NotationRequirement requirement;
    private final NotationTrust trust;
    private final NotationSettings settings;

    PreparedNotation(NotationRequirement requirement, TrustSnapshot snapshot, NotationSettings settings) {
        this.requirement = requirement;
        this.trust = NotationTrust.of(requirement, snapshot);
        this.settings = settings;
    }

    @Override
    public List<PlannedCheck> plan() {
        List<PlannedCheck> plan = new ArrayList<>();
        for (NotationCheck check : NotationCheck.values()) {
            if (check != NotationCheck.USER_METADATA
                    || !requirement.userMetadata().isEmpty()) {
                plan.add(new PlannedCheck(check, action(check)));
            }
        }
        return plan;
    }

    /** What a level decides, and what it cannot (trust-store-trust-policy.md, "Signature Verification details"). */
    private Action action(NotationCheck check) {
        return switch (check) {
            case TRUSTED_CERTIFICATE, TRUSTED_IDENTITY -> requirement.action(Step.AUTHENTICITY);
            case EXPIRY -> requirement.action(Step.EXPIRY);
            case AUTHENTIC_TIMESTAMP -> requirement.action(Step.AUTHENTIC_TIMESTAMP);
            case REVOCATION -> requirement.action(Step.REVOCATION);
            case ENVELOPE,
                    SIGNATURE,
                    SIGNED_ATTRIBUTES,
                    CERTIFICATE_CHAIN,
                    PAYLOAD,
                    SUBJECT,
                    CRITICAL_ATTRIBUTES,
                    USER_METADATA -> Action.ENFORCED;
        };
    }

    @Override
    public void check(
            SignatureCandidate candidate,
            Digest mustCover,
            ImageSubject image,
            VerificationContext context,
            CheckLog log)
            throws InterruptedException {
        Optional<VerifiedSignature> signature =
                IntegrityChecks.open(() -> NotationManifest.envelope(candidate.artifact(), context.limits()), log);
        if (signature.isPresent() && covers(signature.get().payload(), mustCover, image, log)) {
            checkTrust(signature.get(), context, log);
        }
    }

    /** What follows once a signature has turned out to be about the artifact. */
    void checkTrust(VerifiedSignature signature, VerificationContext context, CheckLog log)
            throws InterruptedException {
        TrustChecks.Others others = new TrustChecks.Others(
                new RevocationCheck(context, requirement.crlsPastTheirTime(), settings.ocspNonces()),
                new PluginCheck(settings.plugins(), context.deadline()));
        new TrustChecks(requirement, trust, signature, others, log).run();
    }

    /** Media type, digest and size have to be those of the artifact; nothing else takes part. */
    private static boolean covers(NotationPayload payload, Digest mustCover, ImageSubject image, CheckLog log) {
        Descriptor covered =
                image.index().filter(index -> index.digest().equals(mustCover)).orElse(image.image());
        boolean covers = payload.digest().equals(mustCover)
                && covered.digest().equals(mustCover)
                && payload.size() == covered.size()
                && payload.mediaType().equals(covered.mediaType());
        return log.test(
                NotationCheck.SUBJECT,
                covers,
                NotationReason.ARTIFACT_MISMATCH,
                payload.digest() + ", " + payload.mediaType() + ", " + payload.size() + " bytes");
    }
}
