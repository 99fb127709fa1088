/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.imagetrust.guards.violations.cycle.one.One;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each rule finds what it is for in classes that break it, and leaves the innocent alone. */
class RulesCanFailTest {

    private static final String VIOLATIONS = "dev.imagetrust.guards.violations";
    private static final JavaClasses BAD = new ClassFileImporter().importPackages(VIOLATIONS);

    @Test
    void aCycleIsFound() {
        assertViolations(LayerRules.packagesAreFreeOfCycles())
                .hasSize(1)
                .allMatch(text -> text.contains("cycle.one") && text.contains("cycle.two"));
    }

    @Test
    void aModuleThatUsesAnotherWithoutLeaveIsFound() {
        String one = VIOLATIONS + ".cycle.one";
        String two = VIOLATIONS + ".cycle.two";
        ArchRule rule = LayerRules.modulesUseOnly(
                Map.of("module-one", List.of("module-two"), "module-two", List.of()),
                Map.of(one, "module-one", two, "module-two"));
        JavaClasses classes = new ClassFileImporter().importPackages(one, two);
        assertThat(rule.evaluate(classes).getFailureReport().getDetails())
                .isNotEmpty()
                .allMatch(text -> text.startsWith("module-two may not use " + One.class.getName()));
    }

    @Test
    void aLibraryThatTheModuleMayNotUseIsFound() {
        ArchRule rule = LayerRules.modulesUseOnly(Map.of("all", List.of()), allPackages());
        assertViolations(rule)
                .isNotEmpty()
                .allMatch(text -> text.contains("may not use com.tngtech.archunit.")
                        || text.contains("may not use org.bouncycastle."));
    }

    @Test
    void aLibraryThatTheModuleMayUseIsNotFound() {
        assertViolations(LayerRules.modulesUseOnly(
                        Map.of("all", List.of("com.tngtech.archunit.", "org.bouncycastle.")), allPackages()))
                .isEmpty();
    }

    @Test
    void foreignAndInternalTypesInExportedSignaturesAreFound() {
        ListAssert<String> found =
                assertViolations(ExposureRules.signaturesNameOnlyJdkAndExportedTypes(Set.of(VIOLATIONS)));
        contains(found, "inParameter", "exposes com.tngtech.archunit.core.domain.JavaClass");
        contains(found, "inBound", "exposes com.tngtech.archunit.core.domain.JavaClass");
        contains(found, "Component", "exposes com.tngtech.archunit.core.domain.JavaClass");
        contains(found, "inResult", "exposes " + VIOLATIONS + ".internal.Hidden");
        contains(found, "inPackagePrivateResult", "exposes " + VIOLATIONS + ".PackagePrivate");
    }

    @Test
    void byteArraysInExportedSignaturesAreFound() {
        ListAssert<String> found = assertViolations(ExposureRules.signaturesNameNoByteArray(Set.of(VIOLATIONS), ""));
        found.hasSize(2);
        contains(found, "Exposes.array()", "exposes byte[]");
        contains(found, "Exposes.arrays(", "exposes byte[]");
    }

    @Test
    void byteArraysAreLeftToTheOneClassThatMayHaveThem() {
        assertViolations(ExposureRules.signaturesNameNoByteArray(Set.of(VIOLATIONS), VIOLATIONS + ".Exposes"))
                .isEmpty();
    }

    @Test
    void aSecondDoorToSignaturesIsFound() {
        ListAssert<String> found = assertViolations(DoorRules.nobodyUsesSignaturesBut("dev.imagetrust.Other"));
        contains(found, "BackDoor.verify");
        contains(found, "BackDoor$FrontDoor.nestedIn");
    }

    @Test
    void theOneDoorMayUseSignaturesAndSoMayItsNestedClasses() {
        assertViolations(DoorRules.nobodyUsesSignaturesBut(VIOLATIONS + ".BackDoor"))
                .isEmpty();
    }

    @Test
    void everyWayToVerifyPastTheDoorsIsFound() {
        ListAssert<String> found = assertViolations(DoorRules.nobodyVerifiesBut("dev.imagetrust.Other"));
        found.hasSize(5);
        contains(found, "java.security.Signature.initVerify");
        contains(found, "java.security.Signature.verify");
        contains(found, "java.security.cert.X509Certificate.verify");
        contains(found, "java.security.cert.CertPathValidator.getInstance");
        contains(found, "org.bouncycastle.crypto.signers.Ed25519Signer.verifySignature");
    }

    @Test
    void aNamedDoorMayVerify() {
        assertViolations(DoorRules.nobodyVerifiesBut(VIOLATIONS + ".BackDoor")).isEmpty();
    }

    @Test
    void everyWayToAskForTheTimeIsFound() {
        assertOnlyIn("AsksForTheTime", 8, Forbidden.CLOCK);
    }

    @Test
    void readingTheMonotonicClockIsFound() {
        assertOnlyIn("ReadsTheMonotonicClock", 1, Forbidden.STOPWATCH);
    }

    @Test
    void everyUseOfTheDefaultCharsetIsFound() {
        assertOnlyIn("UsesTheDefaultCharset", 5, Forbidden.DEFAULT_CHARSET);
    }

    @Test
    void everyUseOfTheDefaultLocaleIsFound() {
        assertOnlyIn("UsesTheDefaultLocale", 3, Forbidden.DEFAULT_LOCALE);
    }

    @Test
    void everyLookAtTheEnvironmentIsFound() {
        assertOnlyIn("LooksAtTheEnvironment", 3, Forbidden.ENVIRONMENT);
    }

    @Test
    void everyChangeOfTheProcessIsFound() {
        assertOnlyIn("ChangesTheProcess", 3, Forbidden.PROCESS);
    }

    @Test
    void everyStartOfAProcessIsFound() {
        assertOnlyIn("StartsProcesses", 2, Forbidden.OTHER_PROCESSES);
    }

    @Test
    void everyThreadIsFound() {
        assertOnlyIn("StartsThreads", 5, Forbidden.THREADS);
    }

    @Test
    void everyUseOfTheNetworkIsFound() {
        assertOnlyIn("UsesTheNetwork", 3, Forbidden.NETWORK);
    }

    @Test
    void everyUseOfReflectionIsFound() {
        assertOnlyIn("Reflects", 2, Forbidden.REFLECTION);
    }

    @Test
    void everyPrintedLineIsFound() {
        assertOnlyIn("Prints", 3, Forbidden.OUTPUT);
    }

    @Test
    void staticFieldsThatAreNoConstantsAreFoundByWhatTheyHold() {
        assertViolations(StateRules.staticFieldsAreConstants())
                .hasSize(7)
                .allMatch(text -> text.contains(".State.bad") || text.contains(".State.BAD_"));
    }

    @Test
    void broadCatchClausesAreFoundAndThoseOfTheCompilerAreNot() {
        ListAssert<String> found = assertViolations(CatchRules.nobodyCatchesEverything(Set.of()));
        found.hasSize(4).allMatch(text -> text.contains("Catches$Everything"));
        contains(found, "badException");
        contains(found, "badRuntimeException");
        contains(found, "badThrowable");
        contains(found, "java.lang.Error");
    }

    @Test
    void aNamedPlaceMayCatchEverything() {
        assertViolations(CatchRules.nobodyCatchesEverything(Set.of(VIOLATIONS + ".Catches")))
                .isEmpty();
    }

    @Test
    void aSourceThatCatchesThrowableIsFound() {
        Path sources = PublishedModule.ROOT.resolve("tests/guards/src/test/java/dev/imagetrust/guards/violations");
        assertThat(CatchRules.sourcesCatchingThrowable(sources))
                .singleElement()
                .satisfies(file -> assertThat(file).hasFileName("Catches.java"));
    }

    private static Map<String, String> allPackages() {
        return Map.of(
                VIOLATIONS,
                "all",
                VIOLATIONS + ".internal",
                "all",
                VIOLATIONS + ".cycle.one",
                "all",
                VIOLATIONS + ".cycle.two",
                "all");
    }

    private static void assertOnlyIn(String nested, int count, ArchRule rule) {
        assertViolations(rule).hasSize(count).allMatch(text -> text.contains("Ambient$" + nested + '.'));
    }

    private static void contains(ListAssert<String> found, String... parts) {
        found.anyMatch(text -> List.of(parts).stream().allMatch(text::contains), String.join(" and ", parts));
    }

    private static ListAssert<String> assertViolations(ArchRule rule) {
        return assertThat(rule.evaluate(BAD).getFailureReport().getDetails());
    }
}
