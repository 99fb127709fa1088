/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignCheck;
import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.CosignAuthority;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever a certificate of a Sigstore root names.
 *
 * <p>The signature is tried under the certificate's key before anything that came along with it is read, since log entry
 * and timestamp have to be about a signature that holds.
 */
final class CertificateSigners implements SignerRules {

    private final EvidenceRules evidence;
    private final IdentityRules identities;
    private final AnchorId anchor;
    private final TrustedRoot root;
    private final boolean certificateTimestamps;

    CertificateSigners(
            CosignRequirement requirement,
            CosignAuthority.Keyless authority,
            EvidenceRules evidence,
            SelectedRoot root) {
        this.evidence = evidence;
        this.identities = new IdentityRules(authority.identities());
        this.anchor = root.anchor();
        this.root = root.root();
        this.certificateTimestamps = requirement.requiresCertificateTimestamps();
    }

    @Override
    public Optional<Action> action(CosignCheck check) {
        if (check == CosignCheck.TRUSTED_KEY) {
            return Optional.empty();
        }
        boolean skipped = check == CosignCheck.CERTIFICATE_TIMESTAMP && !certificateTimestamps;
        return Optional.of(skipped ? Action.SKIPPED : Action.ENFORCED);
    }

    @Override
    public Optional<TrustedSigner> signer(UnverifiedSignature signature, VerificationContext context, CheckLog log) {
        Optional<PresentedCertificate> presented = presented(signature, log);
        if (presented.isEmpty()) {
            return Optional.empty();
        }
        Optional<TrustedSigner> signer = held(signature, presented.get().leaf(), log)
                .flatMap(held -> evidence.judge(held, log))
                .flatMap(times -> path(presented.get(), times, log))
                .flatMap(path -> signer(path, log));
        if (signer.isPresent()) {
            log.pass(CosignCheck.SIGNATURE);
            log.signer(signer.get());
            log.fact("format", signature.kind().id());
        }
        return signer;
    }

    /** Step 7: a certificate and nothing else. */
    private static Optional<PresentedCertificate> presented(UnverifiedSignature signature, CheckLog log) {
        try {
            PresentedCertificate presented = PresentedCertificate.of(signature.material());
            log.pass(CosignCheck.MATERIAL);
            return Optional.of(presented);
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.MATERIAL, e.reason());
            return Optional.empty();
        }
    }

    /** Steps 8 and 19. */
    private static Optional<HeldSignature> held(UnverifiedSignature signature, CertificateFacts leaf, CheckLog log) {
        try {
            VerificationKey key = leaf.key();
            TriedKey tried = TriedKey.of(key, signature.signed(), signature.signature());
            Optional<SignatureScheme> scheme = tried.holdsUnder();
            if (scheme.isEmpty()) {
                log.fail(
                        CosignCheck.SIGNATURE,
                        Reason.of(
                                tried.isWellFormed()
                                        ? CosignReason.SIGNATURE_INVALID
                                        : CosignReason.SIGNATURE_MALFORMED));
            }
            return scheme.map(holding -> new HeldSignature(signature, key, holding, leaf));
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.SIGNATURE, e.reason());
            return Optional.empty();
        }
    }

    /** Steps 17 and, of 18, the certificate's own timestamps. */
    private Optional<CertificatePath> path(PresentedCertificate presented, List<Instant> times, CheckLog log) {
        CertificatePath path;
        try {
            path = CertificatePath.require(presented.leaf(), presented.others(), root.certificateAuthorities(), times);
            log.pass(CosignCheck.CERTIFICATE);
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.CERTIFICATE, e.reason());
            return Optional.empty();
        }
        if (!certificateTimestamps) {
            return Optional.of(path);
        }
        try {
            CertificateTransparency.require(presented.leaf(), path.issuer(), root.certificateLogs());
            log.pass(CosignCheck.CERTIFICATE_TIMESTAMP);
            return Optional.of(path);
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.CERTIFICATE_TIMESTAMP, e.reason());
            return Optional.empty();
        }
    }

    /** The rest of step 18. */
    private Optional<TrustedSigner> signer(CertificatePath path, CheckLog log) {
        try {
            CertificateFacts leaf = path.certificates().get(0);
            FulcioIdentity identity = FulcioIdentity.of(leaf);
            TrustedSigner signer = signer(path, identity);
            Optional<Reason> refusal = identities.refusal(identity);
            if (refusal.isPresent()) {
                log.fail(CosignCheck.CERTIFICATE_IDENTITY, refusal.get());
                return Optional.empty();
            }
            log.pass(CosignCheck.CERTIFICATE_IDENTITY);
            log.fact("certificate-subject", identity.subject());
            log.fact("certificate-issuer", identity.issuer());
            return Optional.of(signer);
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.CERTIFICATE_IDENTITY, e.reason());
            return Optional.empty();
        }
    }

    private TrustedSigner signer(CertificatePath path, FulcioIdentity identity) {
        Set<DenyTarget> material = new HashSet<>();
        material.add(new DenyTarget.OidcIdentity(identity.issuer(), identity.subject()));
        path.certificates().forEach(each -> material.addAll(Distrust.targets(each)));
        String who = CanonicalText.of(
                "oidc", out -> out.put("issuer", identity.issuer()).put("subject", identity.subject()));
        return new TrustedSigner(
                anchor,
                new SignerIdentity(SignerIdentity.Kind.OIDC, who),
                material,
                identity.subject() + " of " + identity.issuer());
    }
}
