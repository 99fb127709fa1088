/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same requests to a real zot and to our trust server, which run with the same configurations: the answers are the same,
 * but where {@code tests/zot/differences.tsv} says otherwise. Run by {@code tests/zot/run.sh}, skipped where there is no zot.
 */
class ZotExchangesTest {

    private static final Path LIST = Path.of(System.getProperty("imagetrust.root"), "tests", "zot", "differences.tsv");

    /** What an error says for people is in words of our own. */
    private static final String DESCRIPTION = "\"description\":\"[^\"]+\"";

    /** A path that is nobody's is answered by the server around: Go's with a page, the JDK's without. */
    private static final RawHttp.Answer NOT_FOUND = new RawHttp.Answer(
            "404",
            Map.of("content-type", "text/plain; charset=utf-8", "x-content-type-options", "nosniff"),
            "404 page not found\n");

    private static final RawHttp.Answer NOTHING_FOUND = new RawHttp.Answer("404", Map.of(), "");

    @TempDir
    static Path folder;

    /** What differs: configuration, exchange, part, zot, we. */
    private static final Map<String, List<String>> FOUND = new LinkedHashMap<>();

    @BeforeAll
    static void asksBoth() throws Exception {
        TrustPeer.needsZot();
        Map<String, List<Exchange>> table = ZotExchanges.table();
        for (Map.Entry<String, ZotSettings> each : ZotExchanges.configurations().entrySet()) {
            String configuration = each.getKey();
            Path here = Files.createDirectories(folder.resolve(configuration));
            try (TrustPeer zot = TrustPeer.zot(Files.createDirectory(here.resolve("zot")), each.getValue());
                    TrustPeer ours = TrustPeer.ours(Files.createDirectory(here.resolve("ours")), each.getValue())) {
                for (Exchange exchange : table.get(configuration)) {
                    String id = configuration + '\t' + exchange.id();
                    List<String> differences = differences(exchange.sendTo(zot.port()), exchange.sendTo(ours.port()));
                    assertThat(FOUND.put(id, differences)).as("twice: " + id).isNull();
                }
            }
        }
        String written = System.getProperty("imagetrust.zot.found", "");
        if (!written.isEmpty()) {
            Files.write(Path.of(written), lines());
        }
    }

    private static List<String> differences(RawHttp.Answer zot, RawHttp.Answer ours) {
        List<String> found = new ArrayList<>();
        if (zot.equals(NOT_FOUND) && ours.equals(NOTHING_FOUND)) {
            return found;
        }
        compare("status", zot.status(), ours.status(), found);
        Set<String> names = new TreeSet<>(zot.headers().keySet());
        names.addAll(ours.headers().keySet());
        for (String name : names) {
            compare(name, value(zot, name), value(ours, name), found);
        }
        compare("body", spoken(zot.body()), spoken(ours.body()), found);
        return found;
    }

    private static String value(RawHttp.Answer answer, String name) {
        String value = answer.headers().getOrDefault(name, "-");
        return name.equals("set-cookie") && !value.equals("-") ? "a session" : value; // another each time
    }

    private static void compare(String part, String zot, String ours, List<String> found) {
        if (!zot.equals(ours)) {
            found.add(part + '\t' + zot + '\t' + ours);
        }
    }

    private static String spoken(String body) {
        return body.isEmpty()
                ? "-"
                : body.replaceAll(DESCRIPTION, "\"description\":\"…\"").replace("\n", "\\n");
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        FOUND.forEach((id, differences) -> differences.forEach(difference -> lines.add(id + '\t' + difference)));
        return lines;
    }

    @TestFactory
    Stream<DynamicTest> everyAnswerIsZotsUnlessItIsListed() throws IOException {
        Map<String, List<String>> listed = listed();
        return FOUND.keySet().stream()
                .map(id -> DynamicTest.dynamicTest(
                        id.replace("\t", ": "),
                        () -> assertThat(FOUND.get(id))
                                .containsExactlyInAnyOrderElementsOf(listed.getOrDefault(id, List.of()))));
    }

    @Test
    void everyListedExchangeIsInTheTable() throws IOException {
        assertThat(FOUND.keySet()).containsAll(listed().keySet());
    }

    @Test
    void theTableIsNotEmpty() {
        assertThat(FOUND).hasSizeGreaterThan(300);
    }

    private static Map<String, List<String>> listed() throws IOException {
        Map<String, List<String>> listed = new LinkedHashMap<>();
        Set<String> reasons = new LinkedHashSet<>();
        for (String line : Files.readAllLines(LIST)) {
            if (!line.startsWith("#")) {
                String[] parts = line.split("\t", -1);
                assertThat(parts).as(line).hasSize(6).noneMatch(String::isBlank);
                listed.computeIfAbsent(parts[0] + '\t' + parts[1], id -> new ArrayList<>())
                        .add(parts[2] + '\t' + parts[3] + '\t' + parts[4]);
                reasons.add(parts[5]);
            }
        }
        assertThat(reasons).hasSizeLessThan(20);
        return listed;
    }
}
