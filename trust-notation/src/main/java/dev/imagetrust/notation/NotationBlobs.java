/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Limits;
import dev.imagetrust.notation.internal.BlobCheck;
import dev.imagetrust.notation.internal.EnvelopeFormat;
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
import dev.imagetrust.verdict.LeafEvidence;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Verifies detached signatures of files, as {@code notation blob verify} does. Signing is
 * {@link NotationSigner#signBlob}.
 *
 * <p>The checks, their order and their reasons are those of images, see the package; {@code subject} holds if the file
 * has the signed size and, under the hash function of the signing key, the signed digest.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>Specification: signature-specification.md and trust-store-trust-policy.md, version 1.1.
 *
 * @since 0.1
 */
public final class NotationBlobs {

    /** When what could not be found out now is worth another look, as the engine has it for images. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final NotationBlobPolicy policy;
    private final TrustStore trust;
    private final InstantSource clock;
    private final Limits limits;
    private final @Nullable EvidenceFetcher evidence;

    private NotationBlobs(
            NotationBlobPolicy policy,
            TrustStore trust,
            InstantSource clock,
            Limits limits,
            @Nullable EvidenceFetcher evidence) {
        this.policy = policy;
        this.trust = trust;
        this.clock = clock;
        this.limits = limits;
        this.evidence = evidence;
    }

    /** With a policy, the stores it names, and a clock; offline, within the default limits. */
    public static NotationBlobs of(NotationBlobPolicy policy, TrustStore trust, InstantSource clock) {
        return new NotationBlobs(
                requireNonNull(policy, "policy"),
                requireNonNull(trust, "trust"),
                requireNonNull(clock, "clock"),
                Limits.defaults(),
                null);
    }

    /** The same, with evidence about revocation from a network. */
    public NotationBlobs evidence(EvidenceFetcher fetcher) {
        return new NotationBlobs(policy, trust, clock, limits, requireNonNull(fetcher, "fetcher"));
    }

    /** The same, within other limits; of these {@code envelopeBytes} and {@code time} count. */
    public NotationBlobs limits(Limits newLimits) {
        return new NotationBlobs(policy, trust, clock, requireNonNull(newLimits, "newLimits"), evidence);
    }

    /**
     * What is known about a file beside its content.
     *
     * @param statement the name of the policy's statement; null: the global one
     * @param mediaType the file has to be signed as; null: any
     * @param metadata pairs that the signature has to carry
     * @since 0.1
     */
    public record Expected(
            @Nullable String statement, @Nullable String mediaType, Map<String, String> metadata) {
        /** Copies the map. */
        public Expected {
            metadata = Map.copyOf(metadata);
        }

        /** Whatever the global statement takes. */
        public static Expected anything() {
            return new Expected(null, null, Map.of());
        }

        /** Whatever the statement of that name takes. */
        public static Expected by(String statement) {
            return new Expected(requireNonNull(statement, "statement"), null, Map.of());
        }
    }

    /**
     * Judges a file. Bad input never throws: what cannot be read is in the verdict.
     *
     * @param content the file; it is read only once the signature has held, not beyond the signed size, and not closed
     * @throws InterruptedException if the thread was interrupted
     */
    public BlobVerdict verify(BlobSignature signature, InputStream content, Expected expected)
            throws InterruptedException {
        Optional<String> name = expected.statement() == null ? policy.globalName() : Optional.of(expected.statement());
        Optional<Requirement> requirement = name.flatMap(policy::requirement);
        if (requirement.isEmpty()) {
            return without(null, Decider.refused(new Reason(NotationReason.POLICY_NOT_APPLICABLE, name.orElse(""))));
        }
        Instant now = clock.instant();
        if (!(requirement.get() instanceof NotationRequirement asked)) {
            // The level skip: nothing is looked at.
            return without(name.get(), decided(requirement.get(), List.of(), now));
        }
        NotationRequirement.Builder whole = asked.toBuilder();
        expected.metadata().forEach(whole::userMetadata);
        return judge(new Question(name.get(), whole.build(), now), signature, content, expected.mediaType());
    }

    private record Question(String statement, NotationRequirement requirement, Instant now) {}

    private BlobVerdict judge(
            Question question, BlobSignature signature, InputStream content, @Nullable String mediaType)
            throws InterruptedException {
        try {
            TrustSnapshot snapshot = trust.snapshot();
            BlobCheck check = new BlobCheck(question.requirement(), snapshot);
            SignatureReport report = check.judge(
                    new BlobCheck.Signed(EnvelopeFormat.of(signature.format()), signature.envelope(), mediaType),
                    content,
                    context(question.now()));
            Decision decision = check.denial()
                    .map(Decider::refused)
                    .orElseGet(() -> decided(question.requirement(), List.of(report), question.now()));
            return new BlobVerdict(
                    decision, question.statement(), report, check.blob().orElse(null));
        } catch (SetUpException e) {
            return without(
                    question.statement(),
                    Decider.unknown(e.reason(), question.now().plus(LOOK_AGAIN)));
        } catch (IOException e) {
            Reason reason = new Reason(CoreReason.TRUST_UNREADABLE, String.valueOf(e.getMessage()));
            return without(
                    question.statement(), Decider.unknown(reason, question.now().plus(LOOK_AGAIN)));
        }
    }

    private VerificationContext context(Instant now) {
        return VerificationContext.builder(now)
                .deadline(Deadline.after(limits.time()))
                .limits(limits)
                .evidenceFetcher(evidence)
                .build();
    }

    private static Decision decided(Requirement requirement, List<SignatureReport> reports, Instant now) {
        return Decider.decide(requirement, leaf -> new LeafEvidence(reports, List.of()), now.plus(LOOK_AGAIN));
    }

    private static BlobVerdict without(@Nullable String statement, Decision decision) {
        return new BlobVerdict(decision, statement, null, null);
    }
}
