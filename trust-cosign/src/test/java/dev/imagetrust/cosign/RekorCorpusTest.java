/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What Rekor tests itself with: envelopes, and entries about things that are no images. */
class RekorCorpusTest {

    private static final Path REKOR = Path.of(System.getProperty("imagetrust.shared"), "upstream", "rekor-testdata");
    private static final Path TESTS = REKOR.resolve("cmd/rekor-cli/app/tests");

    @BeforeEach
    void theCorpusIsThere() {
        assumeTrue(Files.isDirectory(TESTS), () -> "Rekor's test data is not there: " + REKOR);
    }

    @Test
    void anEnvelopeHoldsUnderItsKeyAndIsAboutNoImage() {
        SignatureReport report = attested("intoto_dsse.json", "intoto_dsse.pem");
        assertThat(Judging.check(report, CosignCheck.SIGNATURE).result()).isEqualTo(Result.PASSED);
        assertThat(Judging.why(report)).isEqualTo("cosign.digest-mismatch");
    }

    @Test
    void anEnvelopeDoesNotHoldUnderAnotherKey() {
        assertThat(Judging.why(attested("intoto_dsse.json", "intoto_multi_pub2.pem")))
                .startsWith("cosign.signature-");
    }

    @Test
    void anEnvelopeWithTwoSignaturesIsRefused() {
        assertThat(Judging.why(attested("intoto_multi_dsse.json", "intoto_multi_pub2.pem")))
                .isEqualTo("cosign.signature-count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tests/canonical_rekor.json", "cmd/rekor-cli/app/tests/rekor.json"})
    void anEntryAboutAnOpenPgpSignatureIsAboutNothingOfOurs(String file) {
        String body = new String(RecordedLayout.read(REKOR.resolve(file)).toByteArray(), StandardCharsets.UTF_8);
        Candidates.Legacy logged =
                Forge.legacy(Forge.payload(Forge.IMAGE)).with(Candidates.LOG, SigstoreForge.promised(body));
        CosignRequirement.Builder key = Forge.key().transparencyLog(SigstoreForge.root(SigstoreForge.rootText()));
        SignatureReport report = Judging.by(key).report(logged.about(Forge.IMAGE));
        assertThat(Judging.check(report, CosignCheck.LOG_ENTRY).result()).isEqualTo(Result.FAILED);
    }

    @Test
    void aTimestampOverSomethingElseIsNoneOfOurs() {
        Bytes response = RecordedLayout.read(REKOR.resolve("pkg/types/rfc3161/tests/test.tsr"));
        StampForge authority = StampForge.named("tsa.example");
        String root = SigstoreForge.rootText()
                .replace("\"timestampAuthorities\":[]", "\"timestampAuthorities\":[" + authority.listed() + "]");
        CosignRequirement.Builder stamped = Forge.key()
                .transparencyLog(SigstoreForge.root(root))
                .requireTimestamp()
                .insecurelyWithoutTransparencyLog();
        Candidates.Legacy layer = Forge.legacy(Forge.payload(Forge.IMAGE))
                .with(
                        Candidates.TIMESTAMP,
                        "{\"SignedRFC3161Timestamp\":\"" + SigstoreForge.base64(response.toByteArray()) + "\"}");
        assertThat(Judging.why(Judging.by(stamped).report(layer.about(Forge.IMAGE))))
                .startsWith("cosign.timestamp-");
    }

    private static SignatureReport attested(String envelope, String key) {
        CosignRequirement.Builder requirement = CosignRequirement.key(RecordedLayout.read(TESTS.resolve(key)), key)
                .attestation("https://slsa.dev/provenance/v0.2");
        return Judging.by(requirement)
                .report(Candidates.attestation(RecordedLayout.read(TESTS.resolve(envelope)))
                        .about(Forge.IMAGE));
    }
}
