/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSink;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The contract holds for a list, and each rule catches the sink that breaks it. */
class SignatureSinkContractTest extends SignatureSinkContract {

    private enum Fault {
        NONE,
        ACCEPTS_NOTHING,
        CHANGES_CONTENT,
        KEEPS_ONE_OF_A_KIND,
        STORES_TWICE,
        STORES_WHAT_IT_REFUSES
    }

    private Fault fault = Fault.NONE;

    @Override
    protected Storage storage(ForgedImage forged, ImageSubject at) {
        List<SignatureCandidate> stored = new ArrayList<>();
        return new Storage(
                new Sink(fault, stored),
                (image, about, places, budget) ->
                        new ToySource(stored, null, ToySource.Fault.NONE).search(image, about, places, budget));
    }

    private record Sink(Fault fault, List<SignatureCandidate> stored) implements SignatureSink {

        @Override
        public boolean accepts(SignatureArtifact artifact) {
            return fault != Fault.ACCEPTS_NOTHING && !(artifact instanceof ExtensionObject);
        }

        @Override
        public StoredAt store(ImageSubject image, SignatureArtifact artifact) {
            if (!accepts(artifact) && fault != Fault.STORES_WHAT_IT_REFUSES) {
                throw new IllegalArgumentException("not accepted");
            }
            SignatureCandidate candidate = AllCandidates.found(artifact, image);
            if (fault == Fault.CHANGES_CONTENT) {
                candidate = AllCandidates.withContent(candidate, Bytes.empty());
            }
            SignatureCandidate added = candidate;
            if (fault == Fault.KEEPS_ONE_OF_A_KIND) {
                stored.removeIf(before -> before.place().equals(added.place()));
            }
            if (fault == Fault.STORES_TWICE || !stored.contains(added)) {
                stored.add(added);
            }
            return new StoredAt("a list", artifact.id());
        }
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(Fault.ACCEPTS_NOTHING, SignatureSinkContract::acceptsSomething),
                rule(Fault.CHANGES_CONTENT, SignatureSinkContract::whatIsStoredIsFound),
                rule(Fault.KEEPS_ONE_OF_A_KIND, SignatureSinkContract::whatIsStoredIsFound),
                rule(Fault.KEEPS_ONE_OF_A_KIND, SignatureSinkContract::keepsTheOthersOfTheSameKind),
                rule(Fault.STORES_TWICE, SignatureSinkContract::storesTheSameOnlyOnce),
                rule(Fault.STORES_WHAT_IT_REFUSES, SignatureSinkContract::refusesWhatItDoesNotAccept));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleCatchesTheFaultItIsThereFor(Fault broken, Rule rule) {
        SignatureSinkContractTest faulty = new SignatureSinkContractTest();
        faulty.fault = broken;
        assertThatThrownBy(() -> rule.check(faulty)).isInstanceOf(AssertionError.class);
    }

    private static Arguments rule(Fault broken, Rule rule) {
        return Arguments.of(broken, rule);
    }

    private interface Rule {
        void check(SignatureSinkContract contract) throws Exception;
    }
}
