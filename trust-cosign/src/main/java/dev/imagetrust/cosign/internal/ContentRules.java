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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What verified content has to say, specification steps 20 to 23. The same for every authority. */
final class ContentRules {

    /**
     * What the content is held against.
     *
     * @param digests of what it has to be about, each of another algorithm; not empty
     * @param image how it was asked for; null: it is no image
     */
    record Target(List<Digest> digests, @Nullable ImageSubject image) {

        Target {
            digests = List.copyOf(digests);
        }
    }

    private final CosignRequirement requirement;
    private final Predicate<String> predicateTypes;

    ContentRules(CosignRequirement requirement) {
        this(requirement, predicateTypes(requirement)::contains);
    }

    /** Says itself which types of statement count. */
    ContentRules(CosignRequirement requirement, Predicate<String> predicateTypes) {
        this.requirement = requirement;
        this.predicateTypes = predicateTypes;
    }

    /** The types of statement that can meet a requirement: an attestation is not a signature (section 5.5). */
    static Set<String> predicateTypes(CosignRequirement requirement) {
        return requirement.isAttestation() ? requirement.predicateTypes() : Set.of(CosignFormat.SIGN_PREDICATE);
    }

    /** Makes the checks in their order, up to the first that fails. */
    void judge(VerifiedPayload payload, Target target, VerificationContext context, CheckLog log) {
        Optional<SignedContent> read = read(payload, log);
        if (read.isPresent() && holds(read.get(), target, log)) {
            askStatementPolicy(payload, read.get(), target.digests().get(0), context, log);
        }
    }

    /** The same for a file whose octets were signed: there is nothing to read in them. */
    void judgeFile(List<Digest> digests, CheckLog log) {
        log.pass(CosignCheck.CONTENT);
        if (holds(new SignedFile(digests), new Target(digests, null), log)) {
            log.notApplicable(CosignCheck.STATEMENT_POLICY);
        }
    }

    private boolean holds(SignedContent content, Target target, CheckLog log) {
        return covers(content, target.digests(), log)
                && isOfType(content, log)
                && carriesAnnotations(content, target.digests(), log)
                && hasName(content, target.image(), log);
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

    private static boolean covers(SignedContent content, List<Digest> digests, CheckLog log) {
        boolean covers = content.covers(digests);
        return log.test(CosignCheck.SUBJECT, covers, CosignReason.DIGEST_MISMATCH, content.subject());
    }

    private boolean isOfType(SignedContent content, CheckLog log) {
        Optional<String> type = content.predicateType();
        if (type.isEmpty()) {
            // A simple-signing payload is an image signature and nothing else, CONTENT saw to that; a file is no
            // statement.
            log.notApplicable(CosignCheck.PREDICATE_TYPE);
            return true;
        }
        boolean asked = predicateTypes.test(type.get());
        return log.test(CosignCheck.PREDICATE_TYPE, asked, CosignReason.PREDICATE_MISMATCH, type.get());
    }

    private boolean carriesAnnotations(SignedContent content, List<Digest> digests, CheckLog log) {
        if (requirement.annotations().isEmpty()) {
            log.notApplicable(CosignCheck.ANNOTATIONS);
            return true;
        }
        Optional<String> missing = content.missingAnnotation(requirement.annotations(), digests);
        return log.test(
                CosignCheck.ANNOTATIONS, missing.isEmpty(), CosignReason.ANNOTATION_MISMATCH, missing.orElse(""));
    }

    private boolean hasName(SignedContent content, @Nullable ImageSubject image, CheckLog log) {
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
        boolean accepted = image != null && rule.get().accepts(name.get(), image);
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
