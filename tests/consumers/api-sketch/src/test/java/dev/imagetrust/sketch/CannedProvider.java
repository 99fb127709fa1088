/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.sketch;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.CosignAuthority;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.StatementPolicy;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.ClaimedSigner;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.PlannedCheck;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges {@link Canned} signatures under a requirement of a real format. */
record CannedProvider<R extends SignatureRequirement>(String tool, Class<R> requirementType)
        implements TrustVerifierProvider, TrustVerifier<R> {

    static CannedProvider<CosignRequirement> cosign() {
        return new CannedProvider<>("cosign", CosignRequirement.class);
    }

    static CannedProvider<NotationRequirement> notation() {
        return new CannedProvider<>("notation", NotationRequirement.class);
    }

    static CannedProvider<SimpleSigningRequirement> gpg() {
        return new CannedProvider<>("gpg", SimpleSigningRequirement.class);
    }

    @Override
    public Optional<Claim> recognise(SignatureCandidate candidate) {
        if (!(candidate.artifact() instanceof LookasideBlob blob)) {
            return Optional.empty();
        }
        Map<String, String> lines = Canned.read(blob.content());
        return tool.equals(lines.get("tool"))
                ? Optional.of(Claim.of(tool, lines.containsKey("type") ? "attestation" : "signature")
                        .signedBy(new ClaimedSigner(lines.getOrDefault("signer", ""))))
                : Optional.empty();
    }

    @Override
    public Set<Place> places() {
        return Set.of(Canned.PLACE);
    }

    @Override
    public List<TrustVerifier<?>> verifiers() {
        return List.of(this);
    }

    @Override
    public Set<Place> places(R requirement) {
        return places();
    }

    @Override
    public boolean wants(R requirement, Claim claim) {
        boolean attestation = requirement instanceof CosignRequirement cosign && cosign.isAttestation();
        return attestation == claim.kind().equals("attestation");
    }

    @Override
    public PreparedVerifier prepare(R requirement, TrustSnapshot trust) {
        return new Prepared<>(requirement, anchors(requirement, trust));
    }

    private Map<String, AnchorId> anchors(R requirement, TrustSnapshot trust) {
        Map<String, AnchorId> bySigner = new LinkedHashMap<>();
        for (AnchorSelector selector : requirement.anchors()) {
            if (selector instanceof AnchorSelector.Pinned pinned) {
                bySigner.put(pinned.origin(), pinned.id());
            } else {
                trust.anchors(selector.kind(), ((AnchorSelector.InStore) selector).store())
                        .forEach(anchor -> bySigner.put(anchor.name(), anchor.id()));
            }
        }
        if (requirement instanceof CosignRequirement cosign
                && cosign.authority() instanceof CosignAuthority.Keyless keyless) {
            AnchorId root = bySigner.values().iterator().next();
            bySigner.clear();
            keyless.identities().forEach(i -> bySigner.put(((IdentityPattern.Exact) i.subject()).value(), root));
        }
        return bySigner;
    }

    private record Prepared<R extends SignatureRequirement>(R requirement, Map<String, AnchorId> anchors)
            implements PreparedVerifier {

        @Override
        public List<PlannedCheck> plan() {
            Action authenticity = Action.ENFORCED;
            Action revocation = Action.SKIPPED;
            if (requirement instanceof NotationRequirement notation) {
                authenticity = notation.action(NotationRequirement.Step.AUTHENTICITY);
                revocation = notation.action(NotationRequirement.Step.REVOCATION);
            }
            return List.of(
                    PlannedCheck.enforced(CannedCheck.SHAPE),
                    PlannedCheck.enforced(CannedCheck.SUBJECT),
                    new PlannedCheck(CannedCheck.SIGNER, authenticity),
                    new PlannedCheck(CannedCheck.NAME, authenticity),
                    PlannedCheck.enforced(CannedCheck.VALIDITY),
                    PlannedCheck.enforced(CannedCheck.STATEMENT),
                    new PlannedCheck(CannedCheck.REVOCATION, revocation));
        }

        @Override
        public void check(
                SignatureCandidate candidate,
                Digest mustCover,
                ImageSubject image,
                VerificationContext context,
                CheckLog log)
                throws IOException, InterruptedException {
            Map<String, String> lines = Canned.read(((LookasideBlob) candidate.artifact()).content());
            log.pass(CannedCheck.SHAPE);
            String digest = lines.getOrDefault("digest", "");
            log.test(CannedCheck.SUBJECT, digest.equals(mustCover.toString()), CannedReason.OTHER_DIGEST, digest);
            String signer = lines.getOrDefault("signer", "");
            AnchorId anchor = anchors.get(signer);
            name(lines, image, log);
            validity(lines, context.now(), log);
            if (requirement.statementPolicies().isEmpty()) {
                log.notApplicable(CannedCheck.STATEMENT);
            }
            if (!log.test(CannedCheck.SIGNER, anchor != null, CannedReason.UNKNOWN_SIGNER, signer) || anchor == null) {
                return;
            }
            TrustedSigner trusted = new TrustedSigner(
                    anchor,
                    new SignerIdentity(SignerIdentity.Kind.KEY, signer),
                    Set.of(new DenyTarget.Key(Digest.sha256(Bytes.utf8(signer)))),
                    signer);
            log.signer(trusted);
            statement(lines, mustCover, trusted, context, log);
            revocation(context, log);
        }

        private void name(Map<String, String> lines, ImageSubject image, CheckLog log) {
            if (requirement instanceof SimpleSigningRequirement simple) {
                String name = lines.getOrDefault("name", "");
                log.test(CannedCheck.NAME, simple.signedIdentity().accepts(name, image), CannedReason.OTHER_NAME, name);
            } else {
                log.notApplicable(CannedCheck.NAME);
            }
        }

        private void validity(Map<String, String> lines, Instant now, CheckLog log) {
            String until = lines.get("until");
            if (until == null) {
                log.notApplicable(CannedCheck.VALIDITY);
                return;
            }
            Instant end = Instant.parse(until);
            if (log.test(CannedCheck.VALIDITY, now.isBefore(end), CannedReason.EXPIRED, until)) {
                log.changesAt(end);
            }
        }

        private void statement(
                Map<String, String> lines,
                Digest mustCover,
                TrustedSigner signer,
                VerificationContext context,
                CheckLog log) {
            Optional<String> name = requirement.statementPolicies().stream().findFirst();
            if (name.isEmpty()) {
                return;
            }
            StatementPolicy policy = context.statementPolicy(name.get()).orElseThrow();
            StatementPolicy.Answer answer = policy.judge(new StatementPolicy.VerifiedStatement(
                    Bytes.utf8(lines.getOrDefault("payload", "")), lines.getOrDefault("type", ""), mustCover, signer));
            log.test(CannedCheck.STATEMENT, answer.accepted(), CannedReason.STATEMENT_REFUSED, answer.why());
        }

        private void revocation(VerificationContext context, CheckLog log) throws InterruptedException {
            if (!(requirement instanceof NotationRequirement notation)
                    || notation.action(NotationRequirement.Step.REVOCATION) == Action.SKIPPED) {
                return;
            }
            Optional<EvidenceFetcher> fetcher = context.evidenceFetcher();
            if (fetcher.isEmpty()) {
                log.unavailable(CannedCheck.REVOCATION, new Reason(CannedReason.NO_EVIDENCE, "no fetcher"));
                return;
            }
            try {
                Bytes answer = fetcher.get()
                        .fetch(EvidenceFetcher.Request.get(
                                URI.create("http://ocsp.example/"), "", 1024, context.deadline()));
                log.evidence(Digest.sha256(answer));
                log.test(CannedCheck.REVOCATION, answer.equals(Bytes.utf8("good")), CannedReason.REVOKED, "by OCSP");
            } catch (IOException e) {
                log.unavailable(CannedCheck.REVOCATION, new Reason(CannedReason.NO_EVIDENCE, e.getMessage()));
            }
        }
    }
}
