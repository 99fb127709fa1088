/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.conformance.SmallCorpus.Run;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Cases with a containers policy that the recorded corpus does not have, but another one may. */
class ContainersPolicyCasesTest {

    private static final String SUE = "858a7ff0013e752c508b70afa357657edb2f8597a2993cccab926ae4c6eb26a5";
    private static final String KEYED = "61c83953ca139a693c8efe30f5bbae975257cba43b1e930bcc90b9065713b9b5";
    private static final String SIGNED_BY_SUE =
            "{\"type\": \"signedBy\", \"keyType\": \"GPGKeys\", \"keyPath\": \"keys/sue.asc\"}";

    @TempDir
    private Path folder;

    private SmallCorpus corpus;

    @BeforeEach
    void bringTheImageThatSueSigned() throws IOException {
        corpus = new SmallCorpus(folder)
                .with("keys/sue.asc")
                .with("layouts/gpg_sue")
                .with("lookaside/gpg/sue@sha256=" + SUE);
    }

    private static String members(String expected, String digest, String pullSpec, String requirement) {
        String repository = pullSpec.replaceFirst("^[^/]*/", "").replaceFirst("[:@].*", "");
        return """
                "id": "it", "expected": %s, "repository": "%s", "reference": "sha256:%s", "tool": "gpg",
                "config": {"pullSpec": "%s", "policy": {"default": [%s]}}
                """.formatted(expected, repository, digest, pullSpec, requirement);
    }

    @Test
    void withoutALookasideStoreNobodyCanTell() throws Exception {
        Run run = new SmallCorpus(folder.resolve("none"))
                .with("keys/sue.asc")
                .with("layouts/gpg_sue")
                .add(members("true", SUE, "127.0.0.1:5011/gpg/sue:v1", SIGNED_BY_SUE))
                .run();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().get(0)).startsWith("it admitted undecided");
    }

    @ParameterizedTest
    @ValueSource(strings = {":v2", ""})
    void anotherTagThanTheSignedOneIsRefused(String tag) throws Exception {
        String pullSpec = "127.0.0.1:5011/gpg/sue" + tag;
        Run run = corpus.add(members("false", SUE, pullSpec, SIGNED_BY_SUE)).run("--all");
        assertThat(run.exit()).isZero();
        assertThat(run.out().get(0)).contains("it refused refused", "gpg.identity-mismatch");
    }

    @Test
    void anImageThatIsAskedForByDigestIsAdmittedUnderAnySignedTag() throws Exception {
        String pullSpec = "127.0.0.1:5011/gpg/sue@sha256:" + SUE;
        assertThat(corpus.add(members("true", SUE, pullSpec, SIGNED_BY_SUE))
                        .run()
                        .exit())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@sha256:" + KEYED, ":v1@sha256:" + SUE})
    void aNameWithAnotherDigestOrWithTagAndDigestIsUnsupported(String suffix) throws Exception {
        String pullSpec = "127.0.0.1:5011/gpg/sue" + suffix;
        Run run = corpus.add(members("true", SUE, pullSpec, SIGNED_BY_SUE)).run();
        assertThat(run.lastLine()).isEqualTo("1 cases: 0 agree, 0 differ, 1 unsupported");
    }

    @Test
    void aNameThatIsNoneDiffers() throws Exception {
        Run run = corpus.add(members("false", SUE, "127.0.0.1:5011/gpg/sue:v1", SIGNED_BY_SUE)
                        .replace("gpg/sue:v1", "gpg/SUE:v1"))
                .run();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().get(0)).startsWith("it refused failed");
    }

    @Test
    void aPolicyMayAskForACosignSignature() throws Exception {
        Run run = corpus.with("keys/ecdsa-p256.pub")
                .with("layouts/cosign_legacy-ecdsa-p256")
                .add(members("true", KEYED, "127.0.0.1:5011/cosign/legacy-ecdsa-p256:v1", """
                        {"type": "sigstoreSigned", "keyPath": "keys/ecdsa-p256.pub",
                         "signedIdentity": {"type": "matchRepository"}}"""))
                .run();
        assertThat(run.lastLine()).isEqualTo("1 cases: 1 agree, 0 differ, 0 unsupported");
        assertThat(run.exit()).isZero();
    }
}
