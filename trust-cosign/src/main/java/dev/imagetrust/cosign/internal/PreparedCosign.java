/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignCheck;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.verdict.PlannedCheck;
import dev.imagetrust.verdict.TrustedSigner;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges candidates of an image: the specification's steps 5 to 23 that apply, in its order, up to the first that fails.
 *
 * <p>Nothing that was signed is read before the signature held over exactly those octets.
 */
final class PreparedCosign implements PreparedVerifier {

    private final List<PlannedCheck> plan;
    private final CandidateReader reader;
    private final SignerRules signers;
    private final ContentRules rules;

    PreparedCosign(CosignRequirement requirement, SignerRules signers) {
        this.reader = new CandidateReader(requirement);
        this.signers = signers;
        this.rules = new ContentRules(requirement);
        this.plan = plan(signers);
    }

    /** Every check that such an authority has a use for, in the order of the specification. */
    static List<PlannedCheck> plan(SignerRules signers) {
        return Stream.of(CosignCheck.values())
                .flatMap(check -> signers.action(check).map(action -> new PlannedCheck(check, action)).stream())
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
        Optional<TrustedSigner> signer = signers.signer(signature, context, log);
        if (signer.isPresent()) {
            VerifiedPayload payload = new VerifiedPayload(signature.kind(), signature.payload(), signer.get());
            rules.judge(payload, new ContentRules.Target(List.of(mustCover), image), context, log);
        }
    }
}
