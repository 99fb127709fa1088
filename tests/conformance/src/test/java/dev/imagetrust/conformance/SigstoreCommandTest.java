/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.conformance.SmallCorpus.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The program, as the Sigstore conformance suite calls it. */
class SigstoreCommandTest {

    private static final Path UPSTREAM = Path.of(System.getProperty("imagetrust.shared"), "upstream");
    private static final Path CASES = UPSTREAM.resolve("sigstore-conformance/assets/bundle-verify");
    private static final Path ROOT = UPSTREAM.resolve("sigstore-trust-roots/production_trusted_root.json");
    private static final String IDENTITY =
            "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/"
                    + ".github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
    private static final String ISSUER = "https://token.actions.githubusercontent.com";

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everyCaseEndsWithTheExitItsNameSays() throws Exception {
        assumeTrue(Files.isDirectory(CASES), () -> "the conformance suite is not there: " + CASES);
        try (Stream<Path> found = Files.list(CASES)) {
            List<Path> cases = found.filter(Files::isDirectory).sorted().toList();
            assertThat(cases).hasSizeGreaterThan(30);
            return cases.stream()
                    .map(each -> DynamicTest.dynamicTest(each.getFileName().toString(), () -> {
                        Run run = SmallCorpus.program(arguments(each));
                        assertThat(run.exit())
                                .as(run.toString())
                                .isEqualTo(each.toString().endsWith("fail") ? 1 : 0);
                    }));
        }
    }

    private static List<String> arguments(Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("sigstore", "verify-bundle"));
        arguments.addAll(
                List.of("--bundle", folder.resolve("bundle.sigstore.json").toString()));
        if (Files.exists(folder.resolve("key.pub"))) {
            arguments.addAll(List.of("--key", folder.resolve("key.pub").toString()));
        } else {
            arguments.addAll(List.of("--certificate-identity", text(folder.resolve("identity"), IDENTITY)));
            arguments.addAll(List.of("--certificate-oidc-issuer", text(folder.resolve("issuer"), ISSUER)));
        }
        Path own = folder.resolve("trusted_root.json");
        arguments.addAll(List.of("--trusted-root", (Files.exists(own) ? own : ROOT).toString()));
        Path artifact = folder.resolve("artifact");
        arguments.add((Files.exists(artifact) ? artifact : folder.resolveSibling("a.txt")).toString());
        return arguments;
    }

    @Test
    void answersAListByItsColumns() throws Exception {
        Path list = UPSTREAM.resolve("cpython-bundles/list.tsv");
        assumeTrue(Files.exists(list), () -> "the bundles of CPython are not there: " + list);
        List<String> lines = new ArrayList<>(List.of("bundle\tidentity\tissuer\tsha256\turl\troot\texpected"));
        for (String line : Files.readAllLines(list)) {
            Path bundle = list.resolveSibling(line.split("\t", -1)[0]);
            if (Files.exists(bundle)) {
                String rest = line.substring(line.indexOf('\t')) + "\t" + ROOT + "\t";
                lines.add(bundle + rest + "verified");
                lines.add(bundle + rest.replaceFirst("python|langa", "other") + "refused");
            }
        }
        Run run = batch(lines);
        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(run.lastLine())
                .isEqualTo("%1$d bundles: %2$d verified, %2$d refused, 0 failed, 0 not as expected"
                        .formatted(lines.size() - 1, (lines.size() - 1) / 2));
    }

    @Test
    void answersAListOfArguments() throws Exception {
        assumeTrue(Files.isDirectory(CASES), () -> "the conformance suite is not there: " + CASES);
        List<String> lines = new ArrayList<>();
        for (String name : List.of("happy-path-v0.2", "signature-mismatch_fail")) {
            List<String> arguments = arguments(CASES.resolve(name));
            lines.add(String.join("\t", arguments.subList(2, arguments.size())));
        }
        lines.add("--bundle\tx");
        Run run = batch(lines);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().stream().map(line -> line.split("\t")[0]).toList())
                .containsExactly(
                        "verified",
                        "refused",
                        "failed",
                        "3 bundles: 1 verified, 1 refused, 1 failed, 0 not as expected");
    }

    @Test
    void tellsAnAnswerThatIsNotTheExpectedOne() throws Exception {
        Run run = batch(
                List.of("bundle\tkey\tartifact\troot\texpected", "none.json\tnone.pub\tnone\tnone.root\tverified"));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().get(0)).startsWith("failed\tnone.json\t").endsWith("[expected verified]");
    }

    @Test
    void aListThatIsNotThereIsNotAnswered() throws Exception {
        assertThat(SmallCorpus.program(List.of(
                                "sigstore", "batch", folder.resolve("none").toString()))
                        .exit())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sigstore",
                "sigstore batch",
                "sigstore sign-bundle x",
                "sigstore verify-bundle --key k --trusted-root r x",
                "sigstore verify-bundle --bundle b --key k --trusted-root r",
                "sigstore verify-bundle --bundle b --trusted-root r x",
                "sigstore verify-bundle --bundle b --certificate-identity i --trusted-root r x",
                "sigstore verify-bundle --bundle b --certificate-oidc-issuer i --trusted-root r x",
                "sigstore verify-bundle --bundle b --key k --certificate-identity i --trusted-root r x",
                "sigstore verify-bundle --bundle b --bundle c --key k --trusted-root r x",
                "sigstore verify-bundle --bundle b --key k --trusted-root r x y",
                "sigstore verify-bundle --bundle b --key k --trusted-root r --quick x",
                "sigstore verify-bundle --key k --trusted-root r x --bundle",
            })
    void otherArgumentsShowTheUsage(String line) throws Exception {
        Run run = SmallCorpus.program(Arrays.asList(line.split(" ")));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("usage: ");
    }

    @Test
    void whatCannotBeReadIsNotVerified() throws Exception {
        for (String subject : List.of("none", "sha256:12")) {
            List<String> arguments = List.of("--bundle", "none", "--key", "none", "--trusted-root", "none", subject);
            List<String> all = new ArrayList<>(List.of("sigstore", "verify-bundle", "--staging"));
            all.addAll(arguments);
            assertThat(SmallCorpus.program(all).exit()).isEqualTo(1);
        }
    }

    private Run batch(List<String> lines) throws Exception {
        Path list = folder.resolve("list.tsv");
        Files.write(list, lines, StandardCharsets.UTF_8);
        return SmallCorpus.program(List.of("sigstore", "batch", list.toString()));
    }

    private static String text(Path file, String otherwise) throws IOException {
        return Files.exists(file) ? Files.readString(file).strip() : otherwise;
    }
}
