/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.conformance.SmallCorpus.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The program, on folders of the tests' own making. */
class MainTest {

    private static final String SIGNED = """
            "repository": "cosign/legacy-ecdsa-p256",
            "reference": "sha256:61c83953ca139a693c8efe30f5bbae975257cba43b1e930bcc90b9065713b9b5",
            "tool": "cosign", "config": {"publicKey": "keys/ecdsa-p256.pub", "format": "legacy"}
            """;
    private static final String EXPIRED = """
            "repository": "notation/jws-expired",
            "reference": "sha256:518ec85f67e7b42f8c974453ff96124bb8e3f638775f2e99a1a44587837bd504", "tool": "notation",
            "config": {"trustStores": {"x509/ca/acme": ["certs/n-ecdsa-p256-root.crt"]},
                "trustPolicy": {"version": "1.0", "trustPolicies": [{"name": "p", "registryScopes": ["*"],
                    "signatureVerification": {"level": "strict"}, "trustStores": ["ca:acme"],
                    "trustedIdentities": ["*"]}]}}
            """;

    @TempDir
    private Path folder;

    private SmallCorpus corpus;

    @BeforeEach
    void bringOneSignedImage() throws IOException {
        corpus = new SmallCorpus(folder)
                .with("keys/ecdsa-p256.pub")
                .with("keys/ecdsa-p256.key")
                .with("layouts/cosign_legacy-ecdsa-p256");
    }

    private static String expecting(String id, String expected, String members) {
        return "\"id\": \"" + id + "\", \"expected\": " + expected + ", " + members;
    }

    @Test
    void tellsWhatDiffersAndExitsWithOne() throws Exception {
        Run run = corpus.add(expecting("right", "true", SIGNED))
                .add(expecting("wrong", "false", SIGNED))
                .run();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().get(0)).startsWith("wrong refused admitted");
        assertThat(run.out().subList(1, run.out().size()))
                .containsExactly(
                        "accepts: 1 agree, 0 differ, 0 unsupported",
                        "refusals: 0 agree, 1 differ, 0 unsupported",
                        "2 cases: 1 agree, 1 differ, 0 unsupported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "null"})
    void anImageThatIsNotThereDiffersWhateverIsExpected(String expected) throws Exception {
        Run run = corpus.add(expecting("lost", expected, SIGNED.replace("61c8", "71c8")))
                .run();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().get(0)).contains(" failed ").contains("there is no image");
    }

    @Test
    void aKeyThatIsNotThereDiffersFromARefusal() throws Exception {
        Run run = corpus.add(expecting("lost", "false", SIGNED.replace("p256.pub", "p384.pub")))
                .run();
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void aKeyThatIsNoneDiffersFromAnAdmissionAndStandsApartFromRefusals() throws Exception {
        String unusable = SIGNED.replace("p256.pub", "p256.key");
        Run run = corpus.add(expecting("accept", "true", unusable))
                .add(expecting("refuse", "false", unusable))
                .run();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().get(0)).startsWith("accept admitted undecided cosign.key-unreadable");
        assertThat(run.out())
                .contains("refusals: 1 agree, 0 differ, 0 unsupported (1 of those that agree are undecided)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no cases", "{\"registry\": \"r.example\", \"cases\": []}", "{\"cases\": 1}"})
    void aFolderWithoutCasesIsNotCompared(String document) throws Exception {
        Run run = corpus.runOn(document);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("cannot read the corpus: ");
    }

    @Test
    void aFolderThatIsNotThereIsNotCompared() throws Exception {
        assertThat(SmallCorpus.program(List.of("corpus", folder.resolve("none").toString()))
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void twoCasesOfOneNameAreNotCompared() throws Exception {
        Run run = corpus.add(expecting("same", "true", SIGNED))
                .add(expecting("same", "true", SIGNED))
                .run();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("two cases are called same");
    }

    @Test
    void aTagWhereADigestBelongsIsNotCompared() throws Exception {
        Run run = corpus.add(expecting("tag", "true", SIGNED.replace("sha256:", "")))
                .run();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("cases[0].reference");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "corpus",
                "replay x",
                "corpus x --at",
                "corpus x --at yesterday",
                "corpus x --slowly",
                "corpus x y",
            })
    void otherArgumentsShowTheUsage(String line) throws Exception {
        Run run = SmallCorpus.program(List.of(line.split(" ")));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("usage: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"config\": {\"timestamp\": \"required\", ",
                "\"config\": {\"sct\": \"required\", ",
                "\"config\": {\"transparencyLog\": \"perhaps\", ",
                "\"config\": {\"identity\": \"a\", \"issuer\": \"b\", ",
                "\"config\": {\"predicateType\": \"custom\", ",
                "\"config\": {\"certificateChain\": \"c\", ",
                "\"tool\": \"sequoia\", \"config\": {",
                "\"tool\": \"cosign-attestation\", \"config\": {\"predicateType\": \"spdxyaml\", ",
            })
    void whatCannotBeSaidIsUnsupportedAndNeverLeftOut(String members) throws Exception {
        String asked = SIGNED.replace("\"config\": {", members);
        if (members.startsWith("\"tool\"")) {
            asked = asked.replaceFirst("\"tool\": \"cosign\", ", "");
        }
        Run run = corpus.add(expecting("odd", "true", asked)).run("--all");
        assertThat(run.out().get(0)).startsWith("UNSUPPORTED ").contains(" odd admitted unsupported ");
        assertThat(run.exit()).isZero();
        assertThat(run.lastLine()).isEqualTo("1 cases: 0 agree, 0 differ, 1 unsupported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys/ecdsa-p256.pub", "keys/ecdsa-p256.key"})
    void whereEitherAnswerWillDoEitherAgrees(String key) throws Exception {
        Run run = corpus.add(expecting("any", "null", SIGNED.replace("keys/ecdsa-p256.pub", key)))
                .run();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("either: 1 agree, 0 differ, 0 unsupported");
    }

    @Test
    void membersThatAreNullAreNotThere() throws Exception {
        String asked = SIGNED.replace("\"config\": {", "\"config\": {\"identity\": null, ");
        assertThat(corpus.add(expecting("null", "true", asked)).run().exit()).isZero();
    }

    @Test
    void theTimeOfJudgementCanBeChosen() throws Exception {
        corpus.with("certs/n-ecdsa-p256-root.crt")
                .with("layouts/notation_jws-expired")
                .add(expecting("expiring", "true", EXPIRED));
        assertThat(corpus.run("--at", "2026-11-23T16:28:37Z").exit()).isZero();
        Run later = corpus.run("--at", "2026-11-23T16:28:40Z");
        assertThat(later.exit()).isEqualTo(1);
        assertThat(later.out().get(0)).contains("notation.signature-expired");
    }
}
