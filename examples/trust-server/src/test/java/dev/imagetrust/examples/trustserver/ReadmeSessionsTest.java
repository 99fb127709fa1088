/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.trustserver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The sessions of the README, typed as they stand there. */
class ReadmeSessionsTest {

    private static final Pattern SESSION = Pattern.compile("<!-- session -->\n```console\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path root;

    /** One line to type and what comes of it. */
    private record Step(String command, String output) {}

    @BeforeEach
    void needsCurl() {
        assumeTrue(RunningServer.isInstalled("curl"), "curl is not installed");
    }

    @Test
    void everySessionGoesAsTheReadmeSays() throws Exception {
        List<Step> steps = steps();
        assertThat(steps).hasSizeGreaterThan(20);
        try (RunningServer server = new RunningServer(root)) {
            for (Step step : steps) {
                assertThat(server.shell(step.command()).text())
                        .as(step.command())
                        .isEqualTo(step.output());
            }
        }
    }

    @Test
    void aRouteThatIsOffIsNotFound() throws Exception {
        String cosign = "curl -s -o /dev/null -w '%{http_code}' -u ann:secret --data-binary @cosign.pub"
                + " -X POST http://$SERVER/v2/_zot/ext/cosign";
        String notation = cosign.replace("cosign.pub", "ca.crt").replace("ext/cosign", "ext/notation");
        List<List<String>> table = List.of(
                List.of("\"trust\": {}", "404", "404"),
                List.of("\"trust\": { \"enable\": true }", "404", "404"),
                List.of("\"trust\": { \"cosign\": true }", "200", "404"),
                List.of("\"trust\": { \"notation\": true }", "404", "200"),
                List.of("\"trust\": { \"enable\": false, \"cosign\": true, \"notation\": true }", "404", "404"),
                List.of("\"search\": {}", "404", "404"));
        for (List<String> row : table) {
            try (RunningServer server = new RunningServer(root, row.get(0))) {
                assertThat(server.shell(cosign).text()).as(row.get(0)).isEqualTo(row.get(1));
                assertThat(server.shell(notation).text()).as(row.get(0)).isEqualTo(row.get(2));
            }
        }
    }

    @Test
    void aBodyOverTheLimitIsRefusedWhileItIsSent() throws Exception {
        try (RunningServer server = new RunningServer(root)) {
            String upload = " | curl -s -o /dev/null -w '%{http_code}' -u ann:secret -H 'Expect:' --data-binary @-"
                    + " -X POST http://$SERVER/v2/_zot/ext/cosign";
            assertThat(server.shell("head -c 8388608 /dev/zero" + upload).text())
                    .isEqualTo("400");
            assertThat(server.shell("head -c 8388609 /dev/zero" + upload).text())
                    .isEqualTo("413");
        }
    }

    private static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        Matcher sessions = SESSION.matcher(RunningServer.text(RunningServer.HOME.resolve("README.md")));
        while (sessions.find()) {
            for (String step : sessions.group(1).split("(?m)^\\$ ")) {
                if (!step.isEmpty()) {
                    int end = step.indexOf('\n');
                    steps.add(new Step(step.substring(0, end), step.substring(end + 1)));
                }
            }
        }
        return steps;
    }
}
