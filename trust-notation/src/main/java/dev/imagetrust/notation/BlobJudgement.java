/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Limits;
import dev.imagetrust.notation.internal.BlobCheck;
import dev.imagetrust.notation.internal.EnvelopeFormat;
import dev.imagetrust.notation.internal.NotationSettings;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.trust.TrustStore;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Decider;
import dev.imagetrust.verdict.Decision;
import dev.imagetrust.verdict.Dependencies;
import dev.imagetrust.verdict.LeafEvidence;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.TrustedSigner;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One verdict about a file in the making. Used once. */
final class BlobJudgement {

    /** When what could not be found out now is worth another look, as the engine has it for images. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Parts parts;
    private final Instant now;
    private final Dependencies.Builder dependencies;
    private @Nullable String statement;

    /** What {@link NotationBlobs} was made of. */
    record Parts(NotationBlobPolicy policy, TrustStore trust, InstantSource clock, Surroundings around) {

        Parts in(Surroundings newAround) {
            return new Parts(policy, trust, clock, newAround);
        }
    }

    /** How much is looked at, and who is asked besides. */
    record Surroundings(Limits limits, @Nullable EvidenceFetcher evidence, NotationSettings settings) {

        /** Offline, without plugins, within the default limits. */
        static final Surroundings BARE = new Surroundings(Limits.defaults(), null, NotationSettings.NONE);

        Surroundings with(Limits newLimits) {
            return new Surroundings(newLimits, evidence, settings);
        }

        Surroundings with(EvidenceFetcher newEvidence) {
            return new Surroundings(limits, newEvidence, settings);
        }

        Surroundings with(NotationSettings newSettings) {
            return new Surroundings(limits, evidence, newSettings);
        }
    }

    BlobJudgement(Parts parts) {
        this.parts = parts;
        this.now = parts.clock().instant();
        this.dependencies = Dependencies.builder(now)
                .policy(parts.policy().id())
                .limits(parts.around().limits().toString());
    }

    BlobVerdict judge(BlobSignature signature, InputStream content, NotationBlobs.Expected expected)
            throws InterruptedException {
        Optional<String> name =
                expected.statement() == null ? parts.policy().globalName() : Optional.of(expected.statement());
        Optional<Requirement> requirement = name.flatMap(parts.policy()::requirement);
        if (requirement.isEmpty()) {
            return without(Decider.refused(new Reason(NotationReason.POLICY_NOT_APPLICABLE, name.orElse(""))));
        }
        statement = name.get();
        if (!(requirement.get() instanceof NotationRequirement asked)) {
            // The level skip: nothing is looked at.
            return without(decided(requirement.get(), List.of()));
        }
        NotationRequirement.Builder whole = asked.toBuilder();
        expected.metadata().forEach(whole::userMetadata);
        BlobCheck.Signed signed =
                new BlobCheck.Signed(EnvelopeFormat.of(signature.format()), signature.envelope(), expected.mediaType());
        return judge(whole.build(), signed, content);
    }

    private BlobVerdict judge(NotationRequirement requirement, BlobCheck.Signed signed, InputStream content)
            throws InterruptedException {
        dependencies.selectors(requirement.anchors());
        try {
            TrustSnapshot snapshot = parts.trust().snapshot();
            dependencies.trust(snapshot.id());
            BlobCheck check =
                    new BlobCheck(requirement, snapshot, parts.around().settings());
            SignatureReport report = check.judge(signed, content, context());
            Decision decision =
                    check.denial().map(Decider::refused).orElseGet(() -> decided(requirement, List.of(report)));
            return verdict(
                    decision, new BlobVerdict.Findings(report, check.blob().orElse(null)));
        } catch (SetUpException e) {
            return without(Decider.unknown(e.reason(), now.plus(LOOK_AGAIN)));
        } catch (IOException e) {
            Reason reason = new Reason(CoreReason.TRUST_UNREADABLE, String.valueOf(e.getMessage()));
            return without(Decider.unknown(reason, now.plus(LOOK_AGAIN)));
        }
    }

    private VerificationContext context() {
        return VerificationContext.builder(now)
                .deadline(Deadline.after(parts.around().limits().time()))
                .limits(parts.around().limits())
                .evidenceFetcher(parts.around().evidence())
                .build();
    }

    private Decision decided(Requirement requirement, List<SignatureReport> reports) {
        return Decider.decide(requirement, leaf -> new LeafEvidence(reports, List.of()), now.plus(LOOK_AGAIN));
    }

    private BlobVerdict without(Decision decision) {
        return verdict(decision, BlobVerdict.Findings.NONE);
    }

    private BlobVerdict verdict(Decision decision, BlobVerdict.Findings findings) {
        dependencies
                .anchorsUsed(
                        decision.signers().stream().map(TrustedSigner::anchor).toList())
                .reevaluateAt(decision.changesAt().orElse(null));
        return new BlobVerdict(decision, statement, dependencies.build(), findings);
    }
}
