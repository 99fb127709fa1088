/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards.vulnerabilities;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Takes each check against a known vulnerability out of the product, one at a time, and expects the test that guards it
 * to fail. See {@code tests/guards/vulnerabilities/README.md}.
 */
@Tag("of-the-sources")
class VulnerabilitiesTest {

    private static final Path ROOT = Path.of(System.getProperty("imagetrust.root", "../.."))
            .toAbsolutePath()
            .normalize();
    private static final Path FOLDER = ROOT.resolve("tests/guards/vulnerabilities");

    /** In the tables of the README: the name of a patch in backquotes. */
    private static final Pattern NAMED = Pattern.compile("`([a-z0-9-]+)`");

    @TestFactory
    Stream<DynamicTest> theTestFailsWithoutTheCheck() throws IOException {
        return patches().stream()
                .map(path -> DynamicTest.dynamicTest(
                        path.getFileName().toString(), path.toUri(), () -> expectFailure(Patch.read(path))));
    }

    @Test
    void everyPatchIsNamedByAVulnerability() throws IOException {
        Set<String> named = new LinkedHashSet<>();
        Matcher matcher = NAMED.matcher(Files.readString(FOLDER.resolve("README.md")));
        while (matcher.find()) {
            named.add(matcher.group(1));
        }
        assertThat(patches().stream().map(path -> path.getFileName().toString().replace(".patch", "")))
                .containsExactlyInAnyOrderElementsOf(named);
    }

    /** Without this nobody would know whether the guard of the guards can fail. */
    @Test
    void noticesATestThatDoesNotMissTheCheck() {
        String line = "    private static boolean inRange(BigInteger number, KeyMaterial.Elliptic key) {";
        Patch harmless = new Patch(
                "harmless",
                "nothing",
                List.of("dev.imagetrust.primitives.SignatureCheckTest#refusesP1363NumbersOutOfRange"),
                List.of(new Patch.Edit(
                        "trust-primitives/src/main/java/dev/imagetrust/primitives/EcdsaNumbers.java",
                        List.of(line),
                        List.of(line))));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> expectFailure(harmless))
                .withMessageContaining("has to fail without: nothing");
    }

    private static List<Path> patches() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(path -> path.toString().endsWith(".patch"))
                    .sorted()
                    .toList();
        }
    }

    private static void expectFailure(Patch patch) throws IOException {
        for (String name : patch.tests()) {
            NamedTest test = NamedTest.parse(name);
            try (PatchedProduct product = PatchedProduct.of(ROOT, patch, test.module(ROOT))) {
                expectFailure(patch, name, test.run(product.loader()));
            }
        }
    }

    private static void expectFailure(Patch patch, String name, TestExecutionSummary summary) {
        List<Throwable> failures = new ArrayList<>();
        summary.getFailures().forEach(failure -> failures.add(failure.getException()));
        assertThat(summary.getTestsFoundCount()).as("cases of %s", name).isPositive();
        assertThat(failures)
                .as("%s has to fail without: %s", name, patch.takesOut())
                .isNotEmpty()
                .as("%s has to fail, not to break", name)
                .noneMatch(LinkageError.class::isInstance);
    }
}
