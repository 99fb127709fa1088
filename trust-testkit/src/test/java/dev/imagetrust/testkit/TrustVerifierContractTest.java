/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.testkit.ToyVerifier.Fault;
import dev.imagetrust.trust.TrustSnapshot;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The contract holds for a verifier that keeps it, and each rule catches the verifier that breaks it. */
class TrustVerifierContractTest extends TrustVerifierContract {

    private static final ImageSubject SUBJECT = ImageForge.image("app").at("registry.example/app");

    private ToyVerifier verifier = new ToyVerifier(Fault.NONE);

    @Override
    protected TrustVerifierProvider provider() {
        return verifier;
    }

    @Override
    protected List<VerifierSample> samples() {
        return List.of(new VerifierSample(
                new ToyVerifier.ToyRequirement("key"),
                TrustSnapshot.empty(),
                SUBJECT,
                ToyVerifier.sign("key", SUBJECT)));
    }

    @Override
    protected boolean isFoundByServiceLoader() {
        return false;
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(Fault.RECOGNISE_THROWS, TrustVerifierContract::acceptsNoHostileContentAndThrowsForNone),
                rule(Fault.RECOGNISE_THROWS, TrustVerifierContract::damageIsRefusedOrMakesNoDifference),
                rule(Fault.CHECK_THROWS_ON_TRUNCATED, TrustVerifierContract::damageIsRefusedOrMakesNoDifference),
                rule(Fault.REPORTS_WHAT_IT_DID_NOT_CHECK, TrustVerifierContract::damageIsRefusedOrMakesNoDifference),
                rule(Fault.ACCEPTS_ANY_DIGEST, TrustVerifierContract::refusesAGoodSignatureForAnotherDigest),
                rule(
                        Fault.COMPARES_WITH_THE_SUBJECT,
                        TrustVerifierContract::refusesWhatDoesNotCoverTheDigestAskedForEvenWithTheRightSubject),
                rule(Fault.ACCEPTS_EVERYTHING, TrustVerifierContract::acceptsNoSignatureByAStranger),
                rule(Fault.ACCEPTS_EVERYTHING, TrustVerifierContract::acceptsNoHostileContentAndThrowsForNone),
                rule(Fault.FORGETS_IDENTITY, TrustVerifierContract::plansAProofOfEveryFamily),
                rule(Fault.FORGETS_IDENTITY, TrustVerifierContract::acceptsTheGoodSignature),
                rule(Fault.PLAN_CHANGES, TrustVerifierContract::hasTheSamePlanEachTime),
                rule(Fault.KEEPS_STATE, TrustVerifierContract::judgesTheSameAgainAfterAnotherCandidate),
                rule(Fault.OTHER_TOOL, TrustVerifierContract::acceptsTheGoodSignature),
                rule(Fault.PLACE_UNKNOWN, TrustVerifierContract::acceptsTheGoodSignature),
                rule(Fault.TWO_VERIFIERS, TrustVerifierContract::hasOneVerifierForEachTypeOfRequirement));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleCatchesTheFaultItIsThereFor(Fault fault, Rule rule) {
        TrustVerifierContractTest faulty = with(fault);
        assertThatThrownBy(() -> rule.check(faulty)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"ACCEPTS_EVERYTHING", "FORGETS_IDENTITY", "OTHER_TOOL", "PLACE_UNKNOWN", "TWO_VERIFIERS"},
            mode = EnumSource.Mode.EXCLUDE)
    void otherFaultsDoNotDisturbTheGoodSignature(Fault fault) {
        ThrowingCallable good = () -> with(fault).acceptsTheGoodSignature();
        assertThatCode(good).doesNotThrowAnyException();
    }

    private static TrustVerifierContractTest with(Fault fault) {
        TrustVerifierContractTest faulty = new TrustVerifierContractTest();
        faulty.verifier = new ToyVerifier(fault);
        return faulty;
    }

    private static Arguments rule(Fault fault, Rule rule) {
        return Arguments.of(fault, rule);
    }

    private interface Rule {
        void check(TrustVerifierContract contract);
    }
}
