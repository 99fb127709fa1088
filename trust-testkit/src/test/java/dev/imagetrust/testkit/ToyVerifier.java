/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.Quantifier;
import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CheckFamily;
import dev.imagetrust.verdict.CheckId;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.PlannedCheck;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A provider for "signatures" that say {@code toy <key> <digest>}, with one fault at a time. It proves nothing: it is
 * there so that contracts have something to be tested with.
 */
final class ToyVerifier implements TrustVerifierProvider {

    enum Fault {
        NONE,
        RECOGNISE_THROWS,
        CHECK_THROWS_ON_TRUNCATED,
        REPORTS_WHAT_IT_DID_NOT_CHECK,
        ACCEPTS_ANY_DIGEST,
        COMPARES_WITH_THE_SUBJECT,
        ACCEPTS_EVERYTHING,
        FORGETS_IDENTITY,
        PLAN_CHANGES,
        KEEPS_STATE,
        OTHER_TOOL,
        PLACE_UNKNOWN,
        TWO_VERIFIERS
    }

    enum ToyCheck implements CheckId {
        FORMAT(CheckFamily.INTEGRITY),
        DIGEST(CheckFamily.SUBJECT),
        KEY(CheckFamily.AUTHENTICITY),
        NAME(CheckFamily.IDENTITY);

        private final CheckFamily family;

        ToyCheck(CheckFamily family) {
            this.family = family;
        }

        @Override
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public CheckFamily family() {
            return family;
        }
    }

    record ToyRequirement(String key) implements SignatureRequirement {
        @Override
        public String type() {
            return "toy";
        }

        @Override
        public Set<AnchorSelector> anchors() {
            return Set.of();
        }

        @Override
        public Quantifier quantifier() {
            return Quantifier.SOME;
        }

        @Override
        public void describe(CanonicalText out) {
            out.put("key", key);
        }
    }

    private final Fault fault;
    private int seen;

    ToyVerifier(Fault fault) {
        this.fault = fault;
    }

    static SignatureCandidate sign(String key, ImageSubject image) {
        Bytes content = Bytes.utf8("toy " + key + ' ' + image.image().digest());
        return new SignatureCandidate(
                new LookasideBlob("signature-1", content), image.image().digest(), new Place.Lookaside());
    }

    @Override
    public String tool() {
        return "toy";
    }

    @Override
    public Optional<Claim> recognise(SignatureCandidate candidate) {
        String text = text(candidate);
        if (fault == Fault.RECOGNISE_THROWS && text.isEmpty()) {
            throw new StringIndexOutOfBoundsException();
        }
        String tool = fault == Fault.OTHER_TOOL ? "other" : "toy";
        return text.startsWith("toy ") ? Optional.of(Claim.of(tool, "toy")) : Optional.empty();
    }

    @Override
    public Set<Place> places() {
        return fault == Fault.PLACE_UNKNOWN ? Set.of(new Place.SignatureExtension()) : Set.of(new Place.Lookaside());
    }

    @Override
    public List<TrustVerifier<?>> verifiers() {
        Verifier verifier = new Verifier();
        return fault == Fault.TWO_VERIFIERS ? List.of(verifier, verifier) : List.of(verifier);
    }

    private static String text(SignatureCandidate candidate) {
        return new String(AllCandidates.content(candidate).toByteArray(), StandardCharsets.UTF_8);
    }

    private final class Verifier implements TrustVerifier<ToyRequirement> {

        @Override
        public Class<ToyRequirement> requirementType() {
            return ToyRequirement.class;
        }

        @Override
        public Set<Place> places(ToyRequirement requirement) {
            return ToyVerifier.this.places();
        }

        @Override
        public boolean wants(ToyRequirement requirement, Claim claim) {
            return true;
        }

        @Override
        public PreparedVerifier prepare(ToyRequirement requirement, TrustSnapshot trust) {
            return new Prepared(requirement.key());
        }
    }

    private final class Prepared implements PreparedVerifier {

        private final String key;

        Prepared(String key) {
            this.key = key;
        }

        @Override
        public List<PlannedCheck> plan() {
            EnumSet<ToyCheck> checks = EnumSet.allOf(ToyCheck.class);
            if (fault == Fault.FORGETS_IDENTITY) {
                checks.remove(ToyCheck.NAME);
            }
            List<PlannedCheck> plan =
                    checks.stream().map(PlannedCheck::enforced).toList();
            boolean reversed = fault == Fault.PLAN_CHANGES && seen++ % 2 == 1;
            return reversed ? List.of(plan.get(1), plan.get(0), plan.get(2), plan.get(3)) : plan;
        }

        @Override
        public void check(
                SignatureCandidate candidate,
                Digest mustCover,
                ImageSubject image,
                VerificationContext context,
                CheckLog log) {
            String[] words = text(candidate).split(" ");
            if (fault == Fault.CHECK_THROWS_ON_TRUNCATED && words.length == 2) {
                throw new ArrayIndexOutOfBoundsException();
            }
            boolean everything = fault == Fault.ACCEPTS_EVERYTHING;
            boolean careless = fault == Fault.REPORTS_WHAT_IT_DID_NOT_CHECK;
            boolean right = everything || (words.length == 3 && words[0].equals("toy"));
            if (fault == Fault.KEEPS_STATE && seen++ > 0) {
                right = false;
            }
            if (!log.test(ToyCheck.FORMAT, right, CoreReason.NO_GOOD_SIGNATURE, Arrays.toString(words))) {
                return;
            }
            log.test(ToyCheck.DIGEST, everything || covers(words[2], mustCover, image), CoreReason.REJECTED, "");
            log.test(ToyCheck.KEY, everything || careless || words[1].equals(key), CoreReason.REJECTED, "");
            if (fault != Fault.FORGETS_IDENTITY) {
                log.pass(ToyCheck.NAME);
            }
            if (careless) {
                log.fact("key", words[1]);
            }
            Digest id = Digest.sha256(Bytes.utf8(key));
            log.signer(new TrustedSigner(
                    new AnchorId(AnchorKind.COSIGN_KEY, "toy", id),
                    new SignerIdentity(SignerIdentity.Kind.KEY, id.toString()),
                    Set.of(new DenyTarget.Key(id)),
                    key));
        }

        private boolean covers(String said, Digest mustCover, ImageSubject image) {
            return switch (fault) {
                case ACCEPTS_ANY_DIGEST -> true;
                case COMPARES_WITH_THE_SUBJECT ->
                    said.equals(image.image().digest().toString());
                default -> said.equals(mustCover.toString());
            };
        }
    }
}
