/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignCheck;
import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.policy.Action;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.CertificatePath;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.TrustedSigner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whoever a certificate names that an authority issued.
 *
 * <p>The signature is tried under the certificate's key before anything that came along with it is read, since log entry
 * and timestamp have to be about a signature that holds.
 */
final class CertificateSigners implements SignerRules {

    /**
     * Who issues certificates, and who sees them.
     *
     * @param authorities with their anchors
     * @param logs certificate transparency logs
     * @param timestamps how many different logs have to have seen a certificate; none: nobody looks
     */
    record Issuing(List<Authority> authorities, List<LogKey> logs, int timestamps) {
        /** Copies the lists. */
        public Issuing {
            authorities = List.copyOf(authorities);
            logs = List.copyOf(logs);
        }
    }

    private final Issuing issuing;
    private final CertificateNaming naming;
    private final @Nullable EvidenceRules evidence;
    private final boolean now;

    /**
     * Certificates of these authorities.
     *
     * @param evidence null: logs and timestamps are not looked at
     * @param now whether the time of verification counts where nobody says when it was signed
     */
    CertificateSigners(Issuing issuing, CertificateNaming naming, @Nullable EvidenceRules evidence, boolean now) {
        this.issuing = issuing;
        this.naming = naming;
        this.evidence = evidence;
        this.now = now;
    }

    @Override
    public Optional<Action> action(CosignCheck check) {
        if (check == CosignCheck.TRUSTED_KEY) {
            return Optional.empty();
        }
        boolean skipped = switch (check) {
            case CERTIFICATE_TIMESTAMP -> issuing.timestamps() == 0;
            case LOG_ENTRY, TIMESTAMP -> evidence == null;
            default -> false;
        };
        return Optional.of(skipped ? Action.SKIPPED : Action.ENFORCED);
    }

    @Override
    public Optional<TrustedSigner> signer(UnverifiedSignature signature, VerificationContext context, CheckLog log) {
        Optional<PresentedCertificate> presented = presented(signature, log);
        if (presented.isEmpty()) {
            return Optional.empty();
        }
        Optional<TrustedSigner> signer = held(signature, presented.get().leaf(), log)
                .flatMap(held -> times(held, log))
                .flatMap(times -> path(presented.get(), times, context, log))
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

    /** Steps 10 to 16, as far as they are asked for. */
    private Optional<List<Instant>> times(HeldSignature held, CheckLog log) {
        if (evidence != null) {
            return evidence.judge(held, log);
        }
        EvidenceRules.tellUnverified(held.parts(), log);
        return Optional.of(List.of());
    }

    /** Steps 17 and, of 18, the certificate's own timestamps. */
    private Optional<CertificatePath> path(
            PresentedCertificate presented, List<Instant> verified, VerificationContext context, CheckLog log) {
        boolean judgedNow = now && verified.isEmpty();
        List<Instant> times = judgedNow ? List.of(context.now()) : verified;
        CertificatePath path;
        try {
            path = AuthorityPaths.require(presented.leaf(), presented.others(), issuing.authorities(), times);
            log.pass(CosignCheck.CERTIFICATE);
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.CERTIFICATE, e.reason());
            return Optional.empty();
        }
        if (judgedNow) {
            log.fact("certificate-judged-at", context.now().toString());
            path.certificates().forEach(each -> log.changesAt(each.notAfter()));
        }
        return isSeen(path, log) ? Optional.of(path) : Optional.empty();
    }

    private boolean isSeen(CertificatePath path, CheckLog log) {
        if (issuing.timestamps() == 0) {
            return true;
        }
        try {
            CertificateTransparency.require(path, issuing.logs(), issuing.timestamps());
            log.pass(CosignCheck.CERTIFICATE_TIMESTAMP);
            return true;
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.CERTIFICATE_TIMESTAMP, e.reason());
            return false;
        }
    }

    /** The rest of step 18. */
    private Optional<TrustedSigner> signer(CertificatePath path, CheckLog log) {
        try {
            CertificateNaming.Named named = naming.require(path);
            log.pass(CosignCheck.CERTIFICATE_IDENTITY);
            named.facts().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(fact -> log.fact(fact.getKey(), fact.getValue()));
            return Optional.of(named.signer());
        } catch (MalformedInputException e) {
            log.fail(CosignCheck.CERTIFICATE_IDENTITY, e.reason());
            return Optional.empty();
        }
    }
}
