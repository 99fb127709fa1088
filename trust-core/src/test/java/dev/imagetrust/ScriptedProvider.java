/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.ClaimedSigner;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.PlannedCheck;
import dev.imagetrust.verdict.PresentedSigner;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does with each {@link Sig} what it says. The store decides what happens while a requirement is prepared. */
final class ScriptedProvider<R extends Rule> implements TrustVerifierProvider, TrustVerifier<R> {

    /** Which stores were prepared, in that order. */
    final List<String> prepared = new ArrayList<>();

    private final String tool;
    private final Class<R> type;
    private final Place place;

    ScriptedProvider(String tool, Class<R> type, Place place) {
        this.tool = tool;
        this.type = type;
        this.place = place;
    }

    static ScriptedProvider<Rule.Alpha> alpha() {
        return new ScriptedProvider<>("alpha", Rule.Alpha.class, World.HERE);
    }

    static ScriptedProvider<Rule.Beta> beta() {
        return new ScriptedProvider<>("beta", Rule.Beta.class, World.THERE);
    }

    @Override
    public String tool() {
        return tool;
    }

    @Override
    public @Nullable Optional<Claim> recognise(SignatureCandidate candidate) {
        Sig sig = Sig.read(candidate);
        if (!sig.tool().equals(tool)) {
            return Optional.empty();
        }
        return switch (sig.act()) {
            case RECOGNITION_THROWS -> throw new IllegalArgumentException("cannot read it");
            case RECOGNITION_IS_NULL -> null;
            case CLAIMS_FOR_ANOTHER_TOOL -> Optional.of(Claim.of("gamma", "signature"));
            default -> Optional.of(Claim.of(tool, sig.act().name()).signedBy(new ClaimedSigner(sig.signer())));
        };
    }

    @Override
    public Set<Place> places() {
        return Set.of(place);
    }

    @Override
    public List<TrustVerifier<?>> verifiers() {
        return List.of(this);
    }

    @Override
    public Class<R> requirementType() {
        return type;
    }

    @Override
    public Set<Place> places(R requirement) {
        return requirement.store().equals("nowhere") ? Set.of() : places();
    }

    @Override
    public boolean wants(R requirement, Claim claim) {
        if (claim.kind().equals(Act.WANTING_THROWS.name())) {
            throw new IllegalStateException("cannot decide");
        }
        return true;
    }

    @Override
    public PreparedVerifier prepare(R requirement, TrustSnapshot trust) {
        prepared.add(requirement.store());
        return switch (requirement.store()) {
            case "unusable" -> throw new SetUpException(new Reason(Step.Why.UNKNOWN, "no such store"));
            case "crashing" -> throw new IllegalStateException("crashed");
            default -> new Prepared(requirement, trust);
        };
    }

    /** Everything a deny list could say about a signer of this name. */
    static Set<DenyTarget> material(String signer) {
        Digest digest = Digest.sha256(Bytes.utf8(signer));
        return Set.of(
                new DenyTarget.Key(digest),
                new DenyTarget.Certificate(digest),
                new DenyTarget.OpenPgpKey(digest.hex()),
                new DenyTarget.OidcIdentity("https://issuer.example", signer));
    }

    private record Prepared(Rule requirement, TrustSnapshot trust) implements PreparedVerifier {

        @Override
        public List<PlannedCheck> plan() {
            List<PlannedCheck> plan = new ArrayList<>(List.of(
                    PlannedCheck.enforced(Step.SHAPE),
                    PlannedCheck.enforced(Step.COVERS),
                    new PlannedCheck(Step.KNOWN, requirement.authenticity()),
                    PlannedCheck.enforced(Step.NAMED),
                    PlannedCheck.enforced(Step.EVIDENCE)));
            if (requirement.store().equals("planned twice")) {
                plan.add(PlannedCheck.enforced(Step.SHAPE));
            }
            if (requirement.store().equals("without authenticity")) {
                plan.remove(2);
            }
            return plan;
        }

        @Override
        public void check(
                SignatureCandidate candidate,
                Digest mustCover,
                ImageSubject image,
                VerificationContext context,
                CheckLog log)
                throws IOException, InterruptedException {
            Sig sig = Sig.read(candidate);
            switch (sig.act()) {
                case THROWS -> throw new IllegalStateException("out of order");
                case THROWS_IO -> throw new IOException("disk gone");
                case OVERFLOWS -> throw new StackOverflowError();
                case INTERRUPTS -> throw new InterruptedException();
                case FETCHES -> fetch(sig, context, log);
                default -> write(sig, context, log);
            }
        }

        private void fetch(Sig sig, VerificationContext context, CheckLog log)
                throws IOException, InterruptedException {
            EvidenceFetcher fetcher = context.evidenceFetcher().orElseThrow();
            Bytes answer = fetcher.fetch(EvidenceFetcher.Request.get(World.ANSWERING, "", 100, context.deadline()));
            log.fact("answer", answer.toHex());
            try {
                fetcher.fetch(EvidenceFetcher.Request.get(World.SILENT, "", 100, context.deadline()));
            } catch (IOException e) {
                log.fact("failure", e.getMessage());
            }
            write(sig, context, log);
        }

        private void write(Sig sig, VerificationContext context, CheckLog log) {
            Act act = sig.act();
            log.pass(Step.SHAPE);
            boolean covers = act != Act.BAD && act != Act.BAD_THEN_GOOD;
            log.test(Step.COVERS, covers, Step.Why.OTHER_DIGEST, "");
            signer(sig, log);
            log.notApplicable(Step.NAMED);
            log.fact("signer", sig.signer());
            switch (act) {
                case EXPIRES -> {
                    log.test(Step.EVIDENCE, context.now().isBefore(World.LATER), Step.Why.OTHER_DIGEST, "expired");
                    log.changesAt(World.LATER);
                    log.evidence(Digest.sha256(Bytes.utf8("an answer")));
                }
                case NO_EVIDENCE -> log.unavailable(Step.EVIDENCE, new Reason(Step.Why.NO_ANSWER, "503"));
                case FORGETS_A_CHECK -> {}
                default -> log.pass(Step.EVIDENCE);
            }
            switch (act) {
                case WRITES_AN_UNPLANNED_CHECK -> log.pass(Step.UNPLANNED);
                case GOOD_THEN_BAD -> log.fail(Step.COVERS, Reason.of(Step.Why.OTHER_DIGEST));
                case BAD_THEN_GOOD -> log.pass(Step.COVERS);
                case THROWS_WHEN_DONE -> throw new IllegalStateException("just when all was well");
                default -> {}
            }
        }

        private void signer(Sig sig, CheckLog log) {
            SignerIdentity identity = new SignerIdentity(
                    SignerIdentity.Kind.KEY,
                    Digest.sha256(Bytes.utf8(sig.signer())).toString());
            Optional<TrustAnchor> anchor = trust.anchors(AnchorKind.COSIGN_KEY, requirement.store()).stream()
                    .filter(a -> a.name().equals(sig.signer()))
                    .findFirst();
            if (anchor.isEmpty() || sig.act() == Act.UNKNOWN_SIGNER) {
                log.signer(new PresentedSigner(identity, material(sig.signer()), sig.signer()));
                log.fail(Step.KNOWN, new Reason(Step.Why.UNKNOWN, sig.signer()));
                return;
            }
            log.signer(new TrustedSigner(anchor.get().id(), identity, material(sig.signer()), sig.signer()));
            if (!requirement.store().equals("without authenticity")) {
                log.pass(Step.KNOWN);
            }
        }
    }
}
