/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.Quantifier;
import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reports and requirements as tests of the decider need them. */
final class Given {

    static final Digest IMAGE = Digest.sha256(Bytes.utf8("image"));
    static final Instant NOW = Instant.EPOCH;
    static final Instant AGAIN = NOW.plusSeconds(1000);

    private Given() {}

    enum Code implements ReasonCode {
        BAD,
        GONE;

        @Override
        public String id() {
            return "test." + name();
        }

        @Override
        public ReasonClass reasonClass() {
            return this == GONE ? ReasonClass.ENVIRONMENT : ReasonClass.REFUSED;
        }

        @Override
        public String sentence() {
            return name();
        }
    }

    record TestCheck(String id, CheckFamily family) implements CheckId {}

    record Leaf(String name, Quantifier quantifier) implements SignatureRequirement {

        @Override
        public String type() {
            return "leaf";
        }

        @Override
        public Set<AnchorSelector> anchors() {
            return Set.of(new AnchorSelector.InStore(AnchorKind.COSIGN_KEY, name));
        }

        @Override
        public void describe(CanonicalText out) {
            out.put("name", name).put("quantifier", quantifier.name());
        }
    }

    static Leaf some(String name) {
        return new Leaf(name, Quantifier.SOME);
    }

    static Leaf every(String name) {
        return new Leaf(name, Quantifier.EVERY);
    }

    static TrustedSigner signer(String name) {
        Digest key = Digest.sha256(Bytes.utf8(name));
        return new TrustedSigner(
                new AnchorId(AnchorKind.COSIGN_KEY, "store", key),
                new SignerIdentity(SignerIdentity.Kind.KEY, key.hex()),
                Set.of(new DenyTarget.Key(key)),
                name);
    }

    static Check check(CheckFamily family, Action action, Result result) {
        PlannedCheck planned = new PlannedCheck(new TestCheck(family.name() + action, family), action);
        return switch (result) {
            case FAILED -> Check.of(planned, result, Reason.of(Code.BAD));
            case UNAVAILABLE -> Check.of(planned, result, Reason.of(Code.GONE));
            default -> Check.of(planned, result);
        };
    }

    static SignatureReport report(Status status, String signer, @Nullable Instant changesAt) {
        CandidateRef ref = new CandidateRef(Digest.sha256(Bytes.utf8(signer + status)), IMAGE, new Place.Lookaside());
        SignatureReport.Builder report = SignatureReport.builder(ref, "test", "leaf");
        Result integrity = status == Status.REFUSED ? Result.FAILED : Result.PASSED;
        report.check(check(CheckFamily.INTEGRITY, Action.ENFORCED, integrity));
        report.check(check(CheckFamily.SUBJECT, Action.ENFORCED, Result.PASSED));
        report.check(
                status == Status.TOLERATED
                        ? check(CheckFamily.AUTHENTICITY, Action.LOGGED, Result.FAILED)
                        : check(CheckFamily.AUTHENTICITY, Action.ENFORCED, Result.PASSED));
        report.check(check(CheckFamily.IDENTITY, Action.ENFORCED, Result.NOT_APPLICABLE));
        report.check(check(
                CheckFamily.REVOCATION,
                Action.ENFORCED,
                status == Status.UNAVAILABLE ? Result.UNAVAILABLE : Result.PASSED));
        SignatureReport made = report.signer(status == Status.TOLERATED ? null : signer(signer))
                .changesAt(changesAt)
                .build();
        if (made.status() != status) {
            throw new AssertionError(made + " should be " + status);
        }
        return made;
    }

    static SignatureReport report(Status status) {
        return report(status, "alice", null);
    }
}
