/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.BundleSubject;
import dev.imagetrust.cosign.CosignCheck;
import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.PlannedCheck;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.TrustedSigner;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Judges bundles that the caller handed in with what they are about: the specification's steps 5 to 23 that apply, in its
 * order, up to the first that fails.
 */
public final class PreparedBundle {

    /** Section 5.2. */
    private static final int MAX_LENGTH = 16 << 20;

    private final CosignRequirement requirement;
    private final SignerRules signers;
    private final ContentRules rules;
    private final List<PlannedCheck> plan;

    private PreparedBundle(CosignRequirement requirement, SignerRules signers, ContentRules rules) {
        this.requirement = requirement;
        this.signers = signers;
        this.rules = rules;
        this.plan = PreparedCosign.plan(signers);
    }

    /**
     * Parses keys, root and patterns.
     *
     * @throws dev.imagetrust.spi.SetUpException if requirement or trust material is wrong
     */
    public static PreparedBundle of(CosignRequirement requirement, TrustSnapshot trust) {
        return new PreparedBundle(
                requirement, CosignVerifier.signers(requirement, trust), new ContentRules(requirement));
    }

    /** The same, for statements of these types. */
    public PreparedBundle withTypes(Predicate<String> types) {
        return new PreparedBundle(requirement, signers, new ContentRules(requirement, types));
    }

    /** Every check, in the order of the specification. */
    public List<PlannedCheck> plan() {
        return plan;
    }

    /** Makes the checks. */
    public void check(Bytes json, BundleSubject subject, VerificationContext context, CheckLog log) {
        Optional<Bundle> read = read(json, context, log);
        if (read.isEmpty()) {
            return;
        }
        Bundle bundle = read.get();
        List<Digest> digests = digests(subject);
        if (bundle.content() instanceof DsseEnvelope envelope) {
            checkStatement(bundle, envelope, new ContentRules.Target(digests, null), context, log);
            return;
        }
        MessageSignature message = (MessageSignature) bundle.content();
        if (requirement.isAttestation()) {
            log.fail(CosignCheck.SHAPE, new Reason(CosignReason.KIND_MISMATCH, CosignKind.FILE.id()));
        } else if (isAbout(message, digests, log)
                && signers.signer(parts(bundle, message, subject), context, log).isPresent()) {
            rules.judgeFile(digests, log);
        }
    }

    private Optional<Bundle> read(Bytes json, VerificationContext context, CheckLog log) {
        int allowed = requirement.isAttestation()
                ? context.limits().attestationBytes()
                : context.limits().signatureBytes();
        int limit = Math.min(MAX_LENGTH, allowed);
        if (!log.test(
                CosignCheck.SHAPE,
                json.length() <= limit,
                CosignReason.TOO_LARGE,
                json.length() + " octets, limit " + limit)) {
            return Optional.empty();
        }
        try {
            Bundle bundle = Bundle.parse(json, JsonLimits.BUNDLE);
            log.pass(CosignCheck.DECODING);
            return Optional.of(bundle);
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.DECODING, e.reason());
            return Optional.empty();
        }
    }

    private void checkStatement(
            Bundle bundle,
            DsseEnvelope envelope,
            ContentRules.Target target,
            VerificationContext context,
            CheckLog log) {
        Optional<TrustedSigner> signer = signers.signer(bundle.signatureOver(envelope), context, log);
        if (signer.isPresent()) {
            rules.judge(new VerifiedPayload(CosignKind.BUNDLE, envelope.payload(), signer.get()), target, context, log);
        }
    }

    private static UnverifiedSignature parts(Bundle bundle, MessageSignature message, BundleSubject subject) {
        SignedOctets signed = subject instanceof BundleSubject.Content content
                ? new SignedOctets.Whole(content.octets())
                : new SignedOctets.Hashed(subject.digest());
        return new UnverifiedSignature(
                CosignKind.FILE,
                message.signature(),
                signed,
                Bytes.empty(),
                bundle.material(),
                null,
                bundle.logEntries(),
                bundle.timestamps());
    }

    /** Section 5.4: nobody signed the digest in the bundle, but two that differ are about two files. */
    private static boolean isAbout(MessageSignature message, List<Digest> digests, CheckLog log) {
        Digest claimed = message.claimedDigest();
        if (claimed != null && !digests.contains(claimed)) {
            log.fail(CosignCheck.SUBJECT, new Reason(CosignReason.DIGEST_MISMATCH, claimed.toString()));
            return false;
        }
        return true;
    }

    private static List<Digest> digests(BundleSubject subject) {
        return subject instanceof BundleSubject.Content content
                ? Stream.of(DigestAlgorithm.values())
                        .map(algorithm -> Digest.of(algorithm, content.octets()))
                        .toList()
                : List.of(subject.digest());
    }
}
