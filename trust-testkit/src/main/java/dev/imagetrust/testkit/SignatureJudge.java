/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.spi.CheckRecorder;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.PlannedCheck;
import dev.imagetrust.verdict.SignatureReport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * One verifier under one requirement, without the engine around it: what a verifier throws is not caught, and no deny
 * list is consulted. Immutable.
 *
 * @since 0.1
 */
public final class SignatureJudge {

    private final TrustVerifierProvider provider;
    private final SignatureRequirement requirement;
    private final Wanting wanting;
    private final PreparedVerifier prepared;
    private final VerificationContext context;

    private SignatureJudge(
            TrustVerifierProvider provider,
            SignatureRequirement requirement,
            Wanting wanting,
            PreparedVerifier prepared,
            VerificationContext context) {
        this.provider = provider;
        this.requirement = requirement;
        this.wanting = wanting;
        this.prepared = prepared;
        this.context = context;
    }

    /**
     * Prepares the provider's verifier for a requirement, to judge at {@link ForgedTime#NOW} without a network.
     *
     * @throws IllegalArgumentException if the provider has no verifier for it, or more than one
     */
    public static SignatureJudge of(
            TrustVerifierProvider provider, SignatureRequirement requirement, TrustSnapshot trust) {
        List<TrustVerifier<?>> verifiers = provider.verifiers().stream()
                .filter(verifier -> verifier.requirementType().isInstance(requirement))
                .toList();
        if (verifiers.size() != 1) {
            throw new IllegalArgumentException(verifiers.size() + " verifiers for " + requirement.type());
        }
        return prepare(provider, verifiers.get(0), requirement, requireNonNull(trust, "trust"));
    }

    private static <R extends SignatureRequirement> SignatureJudge prepare(
            TrustVerifierProvider provider,
            TrustVerifier<R> verifier,
            SignatureRequirement requirement,
            TrustSnapshot trust) {
        R typed = verifier.requirementType().cast(requirement);
        return new SignatureJudge(
                provider,
                requirement,
                claim -> verifier.wants(typed, claim),
                verifier.prepare(typed, trust),
                VerificationContext.builder(ForgedTime.NOW).build());
    }

    /** The same in another context: another time, other limits, a network. */
    public SignatureJudge in(VerificationContext newContext) {
        return new SignatureJudge(provider, requirement, wanting, prepared, requireNonNull(newContext, "newContext"));
    }

    /** The plan of the verifier. */
    public List<PlannedCheck> plan() {
        return prepared.plan();
    }

    /** What the provider takes a candidate for. */
    public Optional<Claim> recognise(SignatureCandidate candidate) {
        return provider.recognise(candidate);
    }

    /** Whether the provider recognises the candidate and the verifier wants it, so that the engine would judge it. */
    public boolean wants(SignatureCandidate candidate) {
        return recognise(candidate).filter(wanting::wants).isPresent();
    }

    /** Judges a candidate for the digest it was found for, wanted or not. */
    public SignatureReport judge(SignatureCandidate candidate, ImageSubject image) {
        return judge(candidate, candidate.about(), image);
    }

    /**
     * Judges a candidate for a digest, wanted or not.
     *
     * @throws AssertionError if the verifier could not read something, or was interrupted
     */
    public SignatureReport judge(SignatureCandidate candidate, Digest mustCover, ImageSubject image) {
        CheckRecorder log = new CheckRecorder(prepared.plan());
        try {
            prepared.check(candidate, mustCover, image, context, log);
        } catch (IOException e) {
            throw new AssertionError("the verifier could not read something", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the verifier was interrupted", e);
        }
        return log.complete(SignatureReport.builder(candidate.ref(), provider.tool(), requirement.canonical()));
    }

    private interface Wanting {
        boolean wants(Claim claim);
    }
}
