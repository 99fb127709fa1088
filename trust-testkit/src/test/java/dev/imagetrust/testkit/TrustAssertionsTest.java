/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.CheckRecorder;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.testkit.ForgedKey.Kind;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.CheckFamily;
import dev.imagetrust.verdict.CheckId;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Decider;
import dev.imagetrust.verdict.Dependencies;
import dev.imagetrust.verdict.PlannedCheck;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import dev.imagetrust.verdict.Verdict;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.testkit.TrustAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrustAssertionsTest {

    private static final ForgedKey KEY = ForgedKey.generate(Kind.EC_P256);
    private static final ImageSubject SUBJECT = ImageForge.image("app").at("registry.example/app");
    private static final SignatureCandidate CANDIDATE =
            CosignForge.legacy(SUBJECT, KEY).good();

    private static final List<PlannedCheck> PLAN =
            List.of(TestCheck.values()).stream().map(PlannedCheck::enforced).toList();

    private enum TestCheck implements CheckId {
        SIGNATURE(CheckFamily.INTEGRITY),
        DIGEST(CheckFamily.SUBJECT),
        ANCHOR(CheckFamily.AUTHENTICITY),
        NAME(CheckFamily.IDENTITY);

        private final CheckFamily family;

        TestCheck(CheckFamily family) {
            this.family = family;
        }

        @Override
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public CheckFamily family() {
            return family;
        }
    }

    @Test
    void anAcceptedReportIsAcceptedAndNothingElse() {
        SignatureReport report = report(TrustAssertionsTest::allPass);
        assertThat(report)
                .isAccepted()
                .check(TestCheck.DIGEST, Result.PASSED)
                .hasNoInternalFailure()
                .hasFact("colour", "red");
        assertFails(() -> assertThat(report).isRefused(), "expected REFUSED");
        assertFails(() -> assertThat(report).isUnavailable(), "expected UNAVAILABLE");
        assertFails(() -> assertThat(report).isTolerated(), "expected TOLERATED");
        assertFails(() -> assertThat(report).check(TestCheck.DIGEST, Result.FAILED), "the check digest FAILED");
        assertFails(() -> assertThat(report).hasFact("colour", "blue"), "the fact colour = blue");
    }

    @Test
    void aRefusalHasAReasonAndAFirstReason() {
        SignatureReport report = report(log -> {
            allPass(log);
            log.fail(TestCheck.DIGEST, new Reason(CoreReason.SIGNER_DENIED, "first"));
            log.fail(TestCheck.NAME, new Reason(CoreReason.INPUT_UNREADABLE, "second"));
        });
        assertThat(report).isRefusedBecause(CoreReason.INPUT_UNREADABLE).firstRefusalIs(CoreReason.SIGNER_DENIED);
        assertFails(() -> assertThat(report).firstRefusalIs(CoreReason.INPUT_UNREADABLE), "first refused because of");
        assertFails(() -> assertThat(report).isRefusedBecause(CoreReason.VERIFIER_FAILED), "refused because of");
        assertFails(() -> assertThat(report).isAccepted(), "expected ACCEPTED");
    }

    @Test
    void whatCouldNotBeFoundOutIsUnavailable() {
        SignatureReport report = report(log -> {
            allPass(log);
            log.unavailable(TestCheck.NAME, Reason.of(CoreReason.INPUT_UNREADABLE));
        });
        assertThat(report).isUnavailableBecause(CoreReason.INPUT_UNREADABLE);
        assertFails(() -> assertThat(report).isUnavailableBecause(CoreReason.SIGNER_DENIED), "unavailable because of");
    }

    @Test
    void aVerifierThatBrokeDownIsNoRefusal() {
        SignatureReport report =
                report(log -> log.verifierFailed(new Reason(CoreReason.VERIFIER_FAILED, "java.lang.Error")));
        assertFails(() -> assertThat(report).hasNoInternalFailure(), "no failure inside the verifier");
    }

    @Test
    void theMessageHasEveryCheckAndItsReason() {
        SignatureReport report = report(log -> {
            allPass(log);
            log.fail(TestCheck.DIGEST, new Reason(CoreReason.SIGNER_DENIED, "hostile \u202e text"));
        });
        assertThatThrownBy(() -> assertThat(report).isAccepted())
                .hasMessageContaining("check signature ENFORCED PASSED")
                .hasMessageContaining("check digest ENFORCED FAILED: " + CoreReason.SIGNER_DENIED.id())
                .hasMessageContaining("hostile \\u202e text")
                .hasMessageContaining("check anchor ENFORCED PASSED")
                .hasMessageContaining("TrustedSigner the key")
                .hasMessageContaining("tag:.sig");
    }

    @Test
    void aPercentSignInHostileTextDoesNoHarm() {
        SignatureReport report =
                report(log -> log.fail(TestCheck.DIGEST, new Reason(CoreReason.SIGNER_DENIED, "%s %n %d")));
        assertThatThrownBy(() -> assertThat(report).isAccepted()).hasMessageContaining("%s %n %d");
    }

    @Test
    void anUntrustedVerdictGivesItsReasons() {
        SignatureReport refused = report(log -> log.fail(TestCheck.DIGEST, Reason.of(CoreReason.INPUT_UNREADABLE)));
        Verdict verdict = verdict(CoreReason.SIGNER_DENIED, refused);
        assertThat(verdict)
                .isUntrusted()
                .isUntrustedBecause(CoreReason.SIGNER_DENIED)
                .isUntrustedBecause(CoreReason.INPUT_UNREADABLE)
                .firstReasonIs(CoreReason.SIGNER_DENIED)
                .isDetermined()
                .doesNotAdmit();
        assertFails(() -> assertThat(verdict).isTrusted(), "expected TRUSTED");
        assertFails(() -> assertThat(verdict).isExempt(), "expected EXEMPT");
        assertFails(() -> assertThat(verdict).isUndetermined(), "expected UNDETERMINED");
        assertFails(() -> assertThat(verdict).admits(), "expected admitted");
        assertFails(() -> assertThat(verdict).firstReasonIs(CoreReason.INPUT_UNREADABLE), "the first reason");
        assertFails(() -> assertThat(verdict).isUntrustedBecause(CoreReason.VERIFIER_FAILED), "the reason");
        assertFails(() -> assertThat(verdict).isTrustedBy(KEY), "check digest ENFORCED FAILED");
    }

    @Test
    void anUndeterminedVerdictIsNotAnUntrustedOne() {
        Verdict verdict = Verdict.builder(
                        SUBJECT,
                        Decider.unknown(Reason.of(CoreReason.INPUT_UNREADABLE), ForgedTime.NOW),
                        Dependencies.builder(ForgedTime.NOW).build())
                .build();
        assertThat(verdict).isUndeterminedBecause(CoreReason.INPUT_UNREADABLE).doesNotAdmit();
        assertFails(() -> assertThat(verdict).isUntrusted(), "expected UNTRUSTED");
        assertFails(() -> assertThat(verdict).isDetermined(), "expected determined");
    }

    @Test
    void aCaseIsJudgedByItsBend() {
        SignatureReport accepted = report(TrustAssertionsTest::allPass);
        SignatureReport refused = report(log -> log.fail(TestCheck.DIGEST, Reason.of(CoreReason.SIGNER_DENIED)));
        ForgedCase good = new ForgedCase("good", CosignBend.NONE, CANDIDATE);
        ForgedCase bent = new ForgedCase("bent", CosignBend.OTHER_KEY, CANDIDATE);
        ForgedCase either = new ForgedCase("either", CosignBend.EXTRA_SIGNED_KEY, CANDIDATE);
        good.assertJudged(accepted);
        bent.assertJudged(refused);
        either.assertJudged(accepted);
        either.assertJudged(refused);
        assertFails(() -> good.assertJudged(refused), "[good]");
        assertFails(() -> bent.assertJudged(accepted), "[bent]");
        bent.assertDecided(verdict(CoreReason.SIGNER_DENIED, refused));
        assertFails(() -> good.assertDecided(verdict(CoreReason.SIGNER_DENIED, refused)), "[good]");
    }

    private static void allPass(CheckRecorder log) {
        for (TestCheck check : TestCheck.values()) {
            log.pass(check);
        }
        log.fact("colour", "red");
        Digest key = Digest.sha256(KEY.spki());
        log.signer(new TrustedSigner(
                new AnchorId(AnchorKind.COSIGN_KEY, "keys", key),
                new SignerIdentity(SignerIdentity.Kind.KEY, key.toString()),
                Set.of(new DenyTarget.Key(key)),
                "the key"));
    }

    private static SignatureReport report(Consumer<CheckRecorder> verifier) {
        CheckRecorder log = new CheckRecorder(PLAN);
        verifier.accept(log);
        return log.complete(SignatureReport.builder(CANDIDATE.ref(), "cosign", "requirement"));
    }

    private static Verdict verdict(CoreReason reason, SignatureReport report) {
        return Verdict.builder(
                        SUBJECT,
                        Decider.refused(Reason.of(reason)),
                        Dependencies.builder(ForgedTime.NOW).build())
                .reports(List.of(report))
                .build();
    }

    private static void assertFails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContaining(message);
    }
}
