/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import dev.imagetrust.verdict.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What a provider that fails can do, and what it cannot. */
class ProviderFaultsTest {

    private static Verdict verify(Requirement requirement, Sig... sigs) {
        return World.with(sigs).verify(requirement);
    }

    private static Verdict verify(Act act) {
        return verify(Rule.alpha(), Sig.alpha(act, "alice"));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"GOOD", "EXPIRES", "FETCHES"})
    void nothingButAGoodSignatureIsTrusted(Act act) {
        assertThat(verify(act).outcome()).isIn(Outcome.UNTRUSTED, Outcome.UNDETERMINED);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"INTERRUPTS"})
    void noSignatureHidesAGoodOneBehindIt(Act act) {
        assertThat(verify(Rule.alpha(), Sig.alpha(act, "bob"), Sig.alpha(Act.GOOD, "alice"))
                        .outcome())
                .isEqualTo(Outcome.TRUSTED);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"GOOD", "EXPIRES", "FETCHES"})
    void noOtherSignatureDropsOutWhereEveryOneMustBeGood(Act act) {
        Verdict verdict = verify(Rule.everyAlpha(), Sig.alpha(Act.GOOD, "alice"), Sig.alpha(act, "bob"));

        assertThat(verdict.outcome()).isIn(Outcome.UNTRUSTED, Outcome.UNDETERMINED);
        Thread.interrupted();
    }

    @Test
    void aVerifierThatThrowsLeavesTheMatterOpen() {
        Verdict verdict = verify(Act.THROWS);

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.reasons())
                .containsExactly(
                        new Reason(CoreReason.VERIFIER_FAILED, "java.lang.IllegalStateException: out of order"));
        assertThat(verdict.mayChange()).isFalse();
    }

    @Test
    void aVerifierThatCannotReadLeavesTheMatterOpenForNow() {
        Verdict verdict = verify(Act.THROWS_IO);

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.has(CoreReason.INPUT_UNREADABLE)).isTrue();
        assertThat(verdict.mayChange()).isTrue();
    }

    @Test
    void anOverflowOfTheStackConcernsItsCandidateOnly() {
        assertThat(verify(Act.OVERFLOWS).has(CoreReason.VERIFIER_FAILED)).isTrue();
    }

    @Test
    void aVerifierThatThrowsAfterAllWasWellIsNotBelieved() {
        assertThat(World.status(verify(Act.THROWS_WHEN_DONE))).isEqualTo(Status.UNAVAILABLE);
    }

    @Test
    void aVerifierThatThrowsIsNotBelievedAlsoWhereAnotherCheckIsOnlyLogged() {
        Verdict verdict = verify(Rule.loggedAlpha(), Sig.alpha(Act.THROWS_WHEN_DONE, "alice"));

        assertThat(World.status(verdict)).isEqualTo(Status.UNAVAILABLE);
    }

    @Test
    void aCheckThatWasForgottenLeavesTheMatterOpen() {
        Verdict verdict = verify(Act.FORGETS_A_CHECK);

        assertThat(World.status(verdict)).isEqualTo(Status.UNAVAILABLE);
        assertThat(verdict.reasons()).containsExactly(Reason.of(CoreReason.CHECK_FORGOTTEN));
    }

    @Test
    void aCheckThatWasNotPlannedLeavesTheMatterOpen() {
        Verdict verdict = verify(Act.WRITES_AN_UNPLANNED_CHECK);

        assertThat(World.status(verdict)).isEqualTo(Status.UNAVAILABLE);
        assertThat(verdict.has(CoreReason.VERIFIER_FAILED)).isTrue();
    }

    @Test
    void ofACheckThatIsWrittenTwiceTheWorseResultStays() {
        assertThat(World.status(verify(Act.GOOD_THEN_BAD))).isEqualTo(Status.REFUSED);
        assertThat(World.status(verify(Act.BAD_THEN_GOOD))).isEqualTo(Status.REFUSED);
    }

    @Test
    void thatNobodyDeniesASignerIsNoProofThatSomebodyVouches() {
        Verdict verdict = verify(Rule.alphaOf("without authenticity"), Sig.alpha(Act.GOOD, "alice"));

        assertThat(World.status(verdict)).isEqualTo(Status.UNAVAILABLE);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"RECOGNITION_THROWS", "RECOGNITION_IS_NULL", "CLAIMS_FOR_ANOTHER_TOOL", "WANTING_THROWS"})
    void aCandidateOnWhichRecognitionFailsHasAReportUnderEveryRequirementOfTheProvider(Act act) {
        Requirement both = AllOf.of(Rule.alpha(), Rule.everyAlpha(), Rule.beta());
        Verdict verdict = verify(both, Sig.alpha(act, "alice"), Sig.beta(Act.GOOD, "alice"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.reports())
                .extracting(SignatureReport::tool, SignatureReport::status)
                .containsExactly(
                        tuple("alpha", Status.UNAVAILABLE),
                        tuple("alpha", Status.UNAVAILABLE),
                        tuple("beta", Status.ACCEPTED));
        assertThat(verdict.reports().get(0).checks())
                .extracting(Check::reason)
                .allSatisfy(r -> assertThat(r.orElseThrow().code()).isEqualTo(CoreReason.VERIFIER_FAILED));
    }

    @Test
    void aCandidateOfNoToolIsListedAndNotJudged() {
        Verdict verdict = verify(Rule.alpha(), new Sig("gamma", Act.GOOD, "alice"));

        assertThat(verdict.reasons()).containsExactly(Reason.of(CoreReason.UNSIGNED));
        assertThat(verdict.candidates()).hasSize(1);
        assertThat(verdict.reports()).isEmpty();
    }
}
