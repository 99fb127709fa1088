/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules of architecture, applied to what we publish. */
@Tag("of-the-sources")
class ArchitectureTest {

    @Test
    void packagesHaveNoCycles() {
        LayerRules.packagesAreFreeOfCycles().check(Product.CLASSES);
    }

    @Test
    void modulesUseOnlyWhatTheDesignAllows() {
        LayerRules.modulesUseOnly(LayerRules.ALLOWED, Product.artifactByPackage())
                .check(Product.CLASSES);
    }

    @Test
    void exportedSignaturesNameOnlyJdkTypesAndOurOwn() {
        ExposureRules.signaturesNameOnlyJdkAndExportedTypes(Product.EXPORTED).check(Product.CLASSES);
    }

    @Test
    void onlyBytesHasByteArraysInItsSignatures() {
        ExposureRules.signaturesNameNoByteArray(Product.EXPORTED, "dev.imagetrust.image.Bytes")
                .check(Product.CLASSES);
    }

    @Test
    void onlySignatureCheckUsesTheSignaturesOfTheJca() {
        DoorRules.nobodyUsesSignaturesBut(DoorRules.JCA_DOOR, DoorRules.JCA_SIGNING_DOOR)
                .check(Product.CLASSES);
    }

    @Test
    void nobodyVerifiesPastTheDoors() {
        DoorRules.nobodyVerifiesBut(DoorRules.JCA_DOOR, DoorRules.OPENPGP_DOOR).check(Product.CLASSES);
    }

    @Test
    void nobodyAsksForTheTime() {
        Forbidden.CLOCK.check(Product.CLASSES);
    }

    @Test
    void onlyDeadlineReadsTheMonotonicClock() {
        Forbidden.STOPWATCH.check(Product.CLASSES);
    }

    @Test
    void nobodyUsesTheDefaultCharset() {
        Forbidden.DEFAULT_CHARSET.check(Product.CLASSES);
    }

    @Test
    void nobodyUsesTheDefaultLocale() {
        Forbidden.DEFAULT_LOCALE.check(Product.CLASSES);
    }

    @Test
    void nobodyLooksAtTheEnvironment() {
        Forbidden.ENVIRONMENT.check(Product.CLASSES);
    }

    @Test
    void nobodyChangesTheProcess() {
        Forbidden.PROCESS.check(Product.CLASSES);
    }

    @Test
    void nobodyStartsProcessesButTheAdaptersForOtherPeoplesPrograms() {
        Forbidden.OTHER_PROCESSES.check(Product.CLASSES);
    }

    @Test
    void nobodyStartsThreads() {
        Forbidden.THREADS.check(Product.CLASSES);
    }

    @Test
    void nobodyUsesTheNetworkButTheModulesMadeForIt() {
        Forbidden.NETWORK.check(Product.CLASSES);
    }

    @Test
    void nobodyDeserialisesOrReflects() {
        Forbidden.REFLECTION.check(Product.CLASSES);
    }

    @Test
    void nobodyPrints() {
        Forbidden.OUTPUT.check(Product.CLASSES);
    }

    @Test
    void staticFieldsAreConstants() {
        StateRules.staticFieldsAreConstants().check(Product.CLASSES);
    }

    @Test
    void nobodyCatchesEverythingBeyondTheNamedPlaces() {
        CatchRules.nobodyCatchesEverything(CatchRules.MAY_CATCH_ALL).check(Product.CLASSES);
    }

    @Test
    void noSourceCatchesThrowable() {
        Stream<Path> found = Product.MODULES.stream()
                .map(PublishedModule::sources)
                .flatMap(sources -> CatchRules.sourcesCatchingThrowable(sources).stream());
        assertThat(found).isEmpty();
    }

    @Test
    void thePlacesThatMayCatchEverythingStillDo() {
        List<String> idle = CatchRules.MAY_CATCH_ALL.stream()
                .filter(name -> !CatchRules.nobodyCatchesEverything(Set.of())
                        .evaluate(Product.CLASSES)
                        .getFailureReport()
                        .toString()
                        .contains(name))
                .toList();
        assertThat(idle).as("entries of the allow-list that nothing needs").isEmpty();
    }
}
