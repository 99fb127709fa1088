/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.quickstart;

import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QuickstartTest {

    private Quickstart quickstart;

    @BeforeEach
    void open() throws IOException {
        quickstart = new Quickstart(Path.of("data"));
    }

    @Test
    void everyImageIsWhatItShouldBe() throws Exception {
        Map<String, Outcome> found = new LinkedHashMap<>();
        for (String image : Quickstart.expected().keySet()) {
            found.put(image, quickstart.verify(image).outcome());
        }
        assertThat(found).isEqualTo(Quickstart.expected());
    }

    @Test
    void allThreeToolsVouchForTheFirst() throws Exception {
        Verdict verdict = quickstart.verify("all/three:v1");
        assertThat(verdict.reports()).extracting(SignatureReport::tool).contains("cosign", "notation", "gpg");
        assertThat(verdict.signers()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void theTableHasAtMostAHundredColumns() throws Exception {
        Table table = new Table();
        for (String image : Quickstart.expected().keySet()) {
            table.add(quickstart.verify(image));
        }
        assertThat(table.toString().lines()).allMatch(line -> line.length() <= 100);
        assertThat(table.toString()).contains("notation/cose-expired", "[core.unsigned]", "UNDETERMINED");
    }
}
