/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Other people's paths, through the search and under each of the three sets of rules that the product has: for signers
 * (Fulcio's and one's own authorities), and for the timestamps of Sigstore and of Notary Project. Only the leaf's purpose
 * is as the collection has it, for its leaves are for nothing that is signed here.
 *
 * <p>The tables beside say per set what is judged otherwise, and why; a line too many fails as one too few does.
 */
class PathValidationTest {

    private static final Path UPSTREAM = Path.of(System.getProperty("imagetrust.shared", "../../shared"), "upstream");

    /** Rules for leaves of some purpose. */
    private interface RuleSet {
        CertificatePathRules of(String purpose, BiFunction<CertificateFacts, String, Optional<Reason>> purposeOfLeaf);
    }

    private static final List<RuleSet> ALL =
            List.of(CertificatePathRules::signing, TimestampRules.sigstore()::ofPath, TimestampRules.notary()::ofPath);

    /** The leaves of PKITS encipher as well; for Notary Project that alone refuses every one of them. */
    private static final List<RuleSet> OF_PKITS = List.of(
            ALL.get(0),
            ALL.get(1),
            (purpose, purposeOfLeaf) -> CertificatePathRules.of(purpose, purposeOfLeaf)
                    .withAnchorRule(TimestampRules.notary()::anchorOfFormat));

    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    private static final String ACCEPTED = "accepted";
    private static final String AGREED = "-";

    /** PKITS says nothing about purposes, and RFC 5280, 6.1 asks nothing about them. */
    private static final BiFunction<CertificateFacts, String, Optional<Reason>> NOT_ASKED =
            (leaf, purpose) -> Optional.empty();

    private interface Judged {
        String refusal(CertificatePathRules rules) throws Exception;
    }

    @Test
    void agreesWithPkitsExceptForWhatTheTableNames() throws Exception {
        Path folder = UPSTREAM.resolve("pkits");
        assumeTrue(Files.isDirectory(folder), "PKITS is not there: " + folder);
        Pkits pkits = new Pkits(folder);
        Map<String, List<String>> differing = new TreeMap<>();
        List<String> leaves = pkits.leaves();
        for (String name : leaves) {
            List<CertificatePathRules> rules = OF_PKITS.stream()
                    .map(set -> set.of(TIME_STAMPING, NOT_ASKED))
                    .toList();
            put(name, differing, name.startsWith("Valid"), rules, each -> pkits.judge(name, each));
        }

        assertThat(differing).isEqualTo(table("pkits-unsupported.tsv"));
        assertThat(differing.values()).noneMatch(row -> row.contains(ACCEPTED));
        assertThat(leaves).hasSize(203);
    }

    @Test
    void agreesWithLimboExceptForWhatTheTablesName() throws Exception {
        Path file = UPSTREAM.resolve("x509-limbo/limbo.json");
        assumeTrue(Files.isRegularFile(file), "x509-limbo is not there: " + file);
        Map<String, List<String>> differing = new TreeMap<>();
        List<LimboCase> cases = LimboCase.read(file);
        for (LimboCase one : cases) {
            List<CertificatePathRules> rules = ALL.stream()
                    .map(set -> set.of(one.purpose(), CertificateRules::purposesInclude))
                    .toList();
            put(one.id(), differing, one.good(), rules, one::judge);
        }
        Map<String, List<String>> unsupported = table("limbo-unsupported.tsv");
        Map<String, List<String>> notAsked = new TreeMap<>(differing);
        notAsked.keySet().retainAll(unsupported.keySet());
        differing.keySet().removeAll(unsupported.keySet());

        assertThat(notAsked).isEqualTo(unsupported);
        assertThat(cases).filteredOn(one -> unsupported.containsKey(one.id())).allMatch(LimboCase::limitsDepth);
        assertThat(differing).isEqualTo(table("limbo-differences.tsv"));
        assertThat(differing.values()).noneMatch(row -> row.contains(ACCEPTED));
        assertThat(cases).hasSize(115);
    }

    /** One column for each set of rules; nothing where all agree. */
    private static void put(
            String name,
            Map<String, List<String>> differing,
            boolean good,
            List<CertificatePathRules> sets,
            Judged judged)
            throws Exception {
        List<String> row = new ArrayList<>();
        for (CertificatePathRules rules : sets) {
            String refusal = judged.refusal(rules);
            row.add(refusal.isEmpty() == good ? AGREED : good ? refusal : ACCEPTED);
        }
        if (row.stream().anyMatch(cell -> !cell.equals(AGREED))) {
            differing.put(name, row);
        }
    }

    private static Map<String, List<String>> table(String name) throws IOException {
        Map<String, List<String>> table = new TreeMap<>();
        String text = new String(Keys.resource("/paths/" + name), StandardCharsets.UTF_8);
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String[] columns = line.split("\t");
            assertThat(columns).as(line).hasSize(ALL.size() + 2);
            table.put(columns[0], Arrays.asList(columns).subList(1, ALL.size() + 1));
        });
        return table;
    }
}
