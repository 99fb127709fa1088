/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.testkit.ToySource.Fault;
import dev.imagetrust.verdict.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The contract holds for a source that keeps it, and each rule catches the source that breaks it. */
class SignatureSourceContractTest extends SignatureSourceContract {

    private Fault fault = Fault.NONE;

    @Override
    protected SignatureSource sourceWith(ImageSubject subject, List<SignatureCandidate> stored) {
        return new ToySource(stored, null, fault);
    }

    @Override
    protected Optional<SignatureSource> sourceFailingAt(
            Place broken, ImageSubject subject, List<SignatureCandidate> stored) {
        return Optional.of(new ToySource(stored, broken, fault));
    }

    @Override
    protected List<SignatureCandidate> signaturesOf(ImageSubject subject) {
        return AllCandidates.ofEveryKind(subject).stream()
                .map(NamedCandidate::candidate)
                .filter(candidate -> !candidate.place().equals(unknownPlace()))
                .toList();
    }

    @Override
    protected Place unknownPlace() {
        return new Place.SignatureExtension();
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(Fault.LOSES_ONE, SignatureSourceContract::findsWhatIsStored),
                rule(Fault.ALWAYS_FAILS, SignatureSourceContract::findsWhatIsStored),
                rule(Fault.LOOKS_FOR_ONE_DIGEST_ONLY, SignatureSourceContract::hasOneLookForEachDigestAndPlace),
                rule(Fault.MISCOUNTS, SignatureSourceContract::countsWhatItFound),
                rule(Fault.ALWAYS_FAILS, SignatureSourceContract::saysAbsentWhereNothingLies),
                rule(Fault.UNKNOWN_IS_ABSENT, SignatureSourceContract::doesNotCallAnUnknownPlaceAbsent),
                rule(Fault.LOOKS_EVERYWHERE, SignatureSourceContract::looksNowhereElse),
                rule(Fault.ONE_FAILS_ALL, SignatureSourceContract::troubleAtOnePlaceDoesNotHideTheOthers),
                rule(Fault.FAILURE_IS_ABSENT, SignatureSourceContract::troubleAtOnePlaceDoesNotHideTheOthers),
                rule(Fault.NO_LIMIT, SignatureSourceContract::saysSoWhenALimitEndedTheSearch),
                rule(Fault.TIME_UP_IS_ABSENT, SignatureSourceContract::callsNothingAbsentBecauseTimeWasUp),
                rule(Fault.SWALLOWS_INTERRUPTION, SignatureSourceContract::doesNotSwallowAnInterruption),
                rule(Fault.CHANGES_ITS_MIND, SignatureSourceContract::findsTheSameAgain),
                rule(Fault.THROWS_WITHOUT_NAME, SignatureSourceContract::survivesAnImageWithoutAName));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleCatchesTheFaultItIsThereFor(Fault broken, Rule rule) {
        SignatureSourceContractTest faulty = new SignatureSourceContractTest();
        faulty.fault = broken;
        assertThatThrownBy(() -> rule.check(faulty)).isInstanceOf(AssertionError.class);
    }

    private static Arguments rule(Fault broken, Rule rule) {
        return Arguments.of(broken, rule);
    }

    private interface Rule {
        void check(SignatureSourceContract contract) throws Exception;
    }
}
