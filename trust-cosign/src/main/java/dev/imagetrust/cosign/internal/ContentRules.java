/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignCheck;
import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.StatementPolicy;
import dev.imagetrust.spi.StatementPolicy.Answer;
import dev.imagetrust.spi.StatementPolicy.VerifiedStatement;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.verdict.Reason;
import java.util.Optional;
import java.util.Set;

/** What verified content has to say, specification steps 20 to 23. The same for every authority. */
final class ContentRules {

    /**
     * What the content is held against.
     *
     * @param mustCover the digest
     * @param image how it was asked for
     */
    record Target(Digest mustCover, ImageSubject image) {}

    private final CosignRequirement requirement;
    private final Set<String> predicateTypes;

    ContentRules(CosignRequirement requirement) {
        this.requirement = requirement;
        this.predicateTypes = predicateTypes(requirement);
    }

    /** The types of statement that can meet a requirement: an attestation is not a signature (section 5.5). */
    static Set<String> predicateTypes(CosignRequirement requirement) {
        return requirement.isAttestation() ? requirement.predicateTypes() : Set.of(CosignFormat.SIGN_PREDICATE);
    }

    /** Makes the checks in their order, up to the first that fails. */
    void judge(VerifiedPayload payload, Target target, VerificationContext context, CheckLog log) {
        Optional<SignedContent> read = read(payload, log);
        if (read.isEmpty()) {
            return;
        }
        SignedContent content = read.get();
        if (covers(content, target.mustCover(), log)
                && isOfType(content, log)
                && carriesAnnotations(content, target.mustCover(), log)
                && hasName(content, target.image(), log)) {
            askStatementPolicy(payload, content, target.mustCover(), context, log);
        }
    }

    private static Optional<SignedContent> read(VerifiedPayload payload, CheckLog log) {
        try {
            SignedContent content = payload.kind().isStatement()
                    ? InTotoStatement.parse(payload.octets())
                    : SimpleSigningPayload.parse(payload.octets());
            log.pass(CosignCheck.CONTENT);
            content.dockerReference().ifPresent(name -> log.fact("docker-reference", name));
            content.predicateType().ifPresent(type -> log.fact("predicate-type", type));
            return Optional.of(content);
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.CONTENT, e.reason());
            return Optional.empty();
        }
    }

    private static boolean covers(SignedContent content, Digest mustCover, CheckLog log) {
        boolean covers = content.covers(mustCover);
        return log.test(CosignCheck.SUBJECT, covers, CosignReason.DIGEST_MISMATCH, content.subject());
    }

    private boolean isOfType(SignedContent content, CheckLog log) {
        Optional<String> type = content.predicateType();
        if (type.isEmpty()) {
            // A simple-signing payload is an image signature and nothing else; CONTENT saw to that.
            log.notApplicable(CosignCheck.PREDICATE_TYPE);
            return true;
        }
        boolean asked = predicateTypes.contains(type.get());
        return log.test(CosignCheck.PREDICATE_TYPE, asked, CosignReason.PREDICATE_MISMATCH, type.get());
    }

    private boolean carriesAnnotations(SignedContent content, Digest mustCover, CheckLog log) {
        if (requirement.annotations().isEmpty()) {
            log.notApplicable(CosignCheck.ANNOTATIONS);
            return true;
        }
        Optional<String> missing = content.missingAnnotation(requirement.annotations(), mustCover);
        return log.test(
                CosignCheck.ANNOTATIONS, missing.isEmpty(), CosignReason.ANNOTATION_MISMATCH, missing.orElse(""));
    }

    private boolean hasName(SignedContent content, ImageSubject image, CheckLog log) {
        Optional<SignedIdentity> rule = requirement.signedIdentity();
        if (rule.isEmpty()) {
            log.notApplicable(CosignCheck.SIGNED_IDENTITY);
            return true;
        }
        Optional<String> name = content.dockerReference();
        if (name.isEmpty()) {
            log.fail(CosignCheck.SIGNED_IDENTITY, Reason.of(CosignReason.REFERENCE_ABSENT));
            return false;
        }
        boolean accepted = rule.get().accepts(name.get(), image);
        return log.test(CosignCheck.SIGNED_IDENTITY, accepted, CosignReason.REFERENCE_MISMATCH, name.get());
    }

    private void askStatementPolicy(
            VerifiedPayload payload,
            SignedContent content,
            Digest mustCover,
            VerificationContext context,
            CheckLog log) {
        Optional<String> name = requirement.statementPolicy();
        if (name.isEmpty()) {
            log.notApplicable(CosignCheck.STATEMENT_POLICY);
            return;
        }
        Optional<StatementPolicy> policy = context.statementPolicy(name.get());
        if (policy.isEmpty()) {
            log.unavailable(
                    CosignCheck.STATEMENT_POLICY, new Reason(CosignReason.STATEMENT_POLICY_UNKNOWN, name.get()));
            return;
        }
        // What the policy throws leaves the check unanswered: the engine reports it, and the statement does not count.
        Answer answer = policy.get()
                .judge(new VerifiedStatement(
                        payload.octets(), content.predicateType().orElse(""), mustCover, payload.signer()));
        log.test(CosignCheck.STATEMENT_POLICY, answer.accepted(), CosignReason.STATEMENT_REFUSED, answer.why());
    }
}
