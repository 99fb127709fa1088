/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever no signature covers, by name. Changing it may get a good signature refused, and changes neither who signed
 * nor what was signed.
 */
class UncoveredBytesTest {

    private static final String GOOD = Forge.bundleText(Forge.statement(Forge.IMAGE, Forge.SIGN));
    private static final Judging BY_FORGE = Judging.by(Forge.key());
    private static final SignatureReport UNCHANGED = BY_FORGE.report(Forge.bundleOf(GOOD));

    @TestFactory
    Stream<DynamicTest> partsOfABundleThatNoSignatureCovers() {
        Map<String, String> changed = new LinkedHashMap<>();
        changed.put("another hint", GOOD.replace("some hint", "another hint"));
        changed.put(
                "the hint of another key", GOOD.replace("some hint", "8haYaN5RTwzjobstDkc79vtL8uPHZeSMjblMeW4SJ4I="));
        changed.put("no hint", GOOD.replace("\"hint\":\"some hint\"", ""));
        changed.put("a key id", GOOD.replace("\"keyid\":\"\"", "\"keyid\":\"anything\""));
        changed.put("no key id", GOOD.replace("\"keyid\":\"\",", ""));
        changed.put("white space", GOOD.replace("{", "{ \n\t").replace(",", " ,\r\n "));
        changed.put("escapes", GOOD.replace("\"payload\"", "\"p\\u0061yload\"").replace("v0.3", "v\\u0030.3"));
        changed.put("base64 in the other alphabet, not padded", otherAlphabet(GOOD));
        changed.put("log entries", material("\"tlogEntries\":[{\"logIndex\":\"1\"}]"));
        changed.put("timestamps", material("\"timestampVerificationData\":{\"rfc3161Timestamps\":[{}]}"));
        return changed.entrySet().stream()
                .map(c -> DynamicTest.dynamicTest(c.getKey(), () -> saysTheSame(Forge.bundleOf(c.getValue()))));
    }

    @Test
    void annotationsOfALegacyLayerButTheSignatureAndTheCertificate() {
        Candidates.Legacy good = Forge.legacy(Forge.payload(Forge.IMAGE));
        SignatureReport unchanged = BY_FORGE.report(good.about(Forge.IMAGE));
        Candidates.Legacy changed = good.with("dev.sigstore.cosign/bundle", "x")
                .with("dev.sigstore.cosign/chain", "x")
                .with("dev.sigstore.cosign/rfc3161timestamp", "x")
                .with("predicateType", "x")
                .with("anything", "x");
        SignatureReport report = BY_FORGE.report(changed.about(Forge.IMAGE));
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(report.signer()).isEqualTo(unchanged.signer());
        assertThat(report.facts()).containsAllEntriesOf(unchanged.facts());
    }

    @Test
    void theOrderOfMembersInABundle() {
        String envelope = GOOD.substring(GOOD.indexOf("\"dsseEnvelope\""), GOOD.length() - 1);
        String turned = "{" + envelope + "," + GOOD.substring(1, GOOD.indexOf(",\"dsseEnvelope\"")) + "}";
        saysTheSame(Forge.bundleOf(turned));
    }

    @Test
    void whatIsNoBundleAroundTheBundle() {
        SignatureCandidate otherSpelling = Candidates.bundle(
                Bytes.utf8(GOOD), "application/vnd.dev.sigstore.bundle+json;version=0.3", Forge.IMAGE, 1);
        saysTheSame(otherSpelling);
    }

    private static void saysTheSame(SignatureCandidate candidate) {
        SignatureReport report = BY_FORGE.report(candidate);
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(report.signer()).isEqualTo(UNCHANGED.signer());
        assertThat(report.facts()).containsAllEntriesOf(UNCHANGED.facts());
    }

    private static String material(String fields) {
        return GOOD.replace("\"publicKey\"", fields + ",\"publicKey\"");
    }

    private static String otherAlphabet(String bundle) {
        int from = bundle.indexOf("\"dsseEnvelope\"");
        String envelope = bundle.substring(from).replace('+', '-').replace("=", "");
        envelope = envelope.replace("application/vnd.in-toto-json", "application/vnd.in-toto+json");
        return bundle.substring(0, from) + envelope.replace("/", "_").replace("application_vnd", "application/vnd");
    }
}
