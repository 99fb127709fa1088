/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Each engine judges each case as {@code cells.txt} says. Messages by us are among the cases: peers that are installed
 * judge what trust-gpg signed, and trust-gpg judges what they signed.
 */
class EngineCellsTest {

    private static Path folder;
    private static Map<String, Row> table;

    /** A line of the table. */
    private record Row(Map<String, String> verdicts, String why) {}

    @BeforeAll
    static void makeCases() throws Exception {
        assumeTrue(new Program("gpg").isInstalled(), "gpg is not installed; tests/gpg/run.sh installs it");
        table = table();
        folder = Files.createTempDirectory("cells");
        Path script = folder.resolve("make-cases.sh");
        try (InputStream in = EngineCellsTest.class.getResourceAsStream("make-cases.sh")) {
            Files.copy(in, script);
        }
        Program.Ended made = new Program("bash").run(folder, folder, script);
        assertThat(made.status()).as(made.output()).isZero();
        for (String name : names(".secret")) {
            if (name.startsWith("ours-")) {
                OurSide.sign(new PeerCase(folder, name));
            }
        }
    }

    @AfterAll
    static void deleteCases() {
        if (folder != null) {
            Folders.delete(folder);
        }
    }

    @Test
    void everyCaseHasItsLine() throws IOException {
        List<String> expected = new ArrayList<>(table.keySet());
        if (!new Program("sq").isInstalled()) {
            expected.removeIf(name -> name.startsWith("sq-"));
        }
        if (!new Program("skopeo").isInstalled()) {
            expected.remove("skopeo");
        }
        assertThat(names(".signature")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void weJudgeAsTheTableSays() throws IOException {
        Map<String, String> measured = new TreeMap<>();
        for (String name : names(".signature")) {
            measured.put(name, OurSide.judge(new PeerCase(folder, name)));
        }
        assertThat(measured).isEqualTo(column("ours", measured));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aPeerJudgesAsTheTableSays(Engine engine) throws IOException {
        assumeTrue(engine.program().isInstalled(), () -> engine + " is not installed; tests/gpg/run.sh installs it");
        Map<String, String> measured = new TreeMap<>();
        for (String name : names(".signature")) {
            measured.put(name, String.valueOf(engine.judge(new PeerCase(folder, name))));
        }
        assertThat(measured).isEqualTo(column(engine.name().toLowerCase(Locale.ROOT), measured));
    }

    /** Where a peer accepts what we refuse, or the other way round, somebody has to have thought about it. */
    @Test
    void theTableSaysWhoseSideWeTake() {
        table.forEach((name, row) -> {
            boolean weAccept = row.verdicts().get("ours").equals("accepted");
            boolean someoneDiffers = Stream.of("gpg", "skopeo", "sq", "sqv")
                    .map(row.verdicts()::get)
                    .anyMatch(verdict -> !verdict.equals("-") && verdict.equals("A") != weAccept);
            assertThat(row.why().isEmpty()).as(name).isEqualTo(!someoneDiffers);
        });
    }

    private static Map<String, String> column(String engine, Map<String, String> measured) {
        return table.entrySet().stream()
                .filter(row -> measured.containsKey(row.getKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, row -> row.getValue().verdicts().get(engine), (a, b) -> a, TreeMap::new));
    }

    private static List<String> names(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending) && !name.equals("sq" + ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, Row> table() throws IOException {
        try (InputStream in = EngineCellsTest.class.getResourceAsStream("cells.txt")) {
            Map<String, Row> rows = new TreeMap<>();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> {
                        String[] cells = line.split("\\|", -1);
                        Map<String, String> verdicts = Map.of(
                                "gpg",
                                cells[1].strip(),
                                "skopeo",
                                cells[2].strip(),
                                "sq",
                                cells[3].strip(),
                                "sqv",
                                cells[4].strip(),
                                "ours",
                                cells[5].strip());
                        rows.put(cells[0].strip(), new Row(verdicts, cells[6].strip()));
                    });
            return rows;
        }
    }
}
