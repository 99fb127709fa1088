/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.cosign.SigstoreForge.Leaf;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern.Exact;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** How many logs and authorities vouch, and that none of them counts twice (CVE-2026-49834). */
class ThresholdTest {

    private static final String OTHER_HOST = "other.example";
    private static final StampForge FIRST = StampForge.named("tsa-one.example");
    private static final StampForge SECOND = StampForge.named("tsa-two.example");
    private static final KeyPair OTHER_CERTIFICATE_LOG = Forge.keys();
    private static final String BUNDLE = Forge.bundleText(Forge.statement(Forge.IMAGE, Forge.SIGN));
    private static final byte[] SIGNATURE =
            Base64.getDecoder().decode(BUNDLE.replaceFirst("(?s).*\"sig\":\"([^\"]*)\".*", "$1"));
    private static final String BODY = body();
    private static final String ENTRY = SigstoreForge.entry("dsse", "0.0.1", BODY);
    private static final String OTHER_ENTRY = SigstoreForge.entryIn(SigstoreForge.OTHER_LOG, OTHER_HOST, BODY);
    private static final String ROOT = root();

    // ---- transparency logs

    @Test
    void refusesTwoEntriesOfOneLogWhereTwoLogsAreAskedFor() {
        // Another position, so that it is another entry, without the promise, which names the position.
        String again = ENTRY.replace("{\"logIndex\":\"7\",\"logId\"", "{\"logIndex\":\"8\",\"logId\"")
                .replaceFirst("\"inclusionPromise\":\\{[^}]*},", "");
        assertThat(why(key().requireLogs(2), with(ENTRY + "," + again, ""))).isEqualTo("cosign.log-threshold");
        assertThat(why(key().requireLogs(1), with(ENTRY + "," + again, ""))).isEqualTo("ACCEPTED");
    }

    @Test
    void refusesOneEntryWhereTwoLogsAreAskedFor() {
        assertThat(why(key().requireLogs(2), with(ENTRY, ""))).isEqualTo("cosign.log-threshold");
        assertThat(why(key().requireLogs(2), with(ENTRY + "," + OTHER_ENTRY, "")))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void twoLogsOfOneOperatorAreOneWitness() {
        String own = SigstoreForge.log("https://" + SigstoreForge.HOST, SigstoreForge.LOG);
        String other = SigstoreForge.log("https://" + OTHER_HOST, SigstoreForge.OTHER_LOG);
        String operated = ROOT.replace(own, own.replaceFirst("\\{", "{\"operator\":\"us\","))
                .replace(other, other.replaceFirst("\\{", "{\"operator\":\"us\","));
        assertThat(setUp(keyUnder(operated).requireLogs(2))).isEqualTo("cosign.threshold-unreachable");
    }

    @Test
    void refusesARootWithFewerLogsThanAreAskedForWhilePreparing() {
        assertThat(setUp(key().requireLogs(3))).isEqualTo("cosign.threshold-unreachable");
    }

    // ---- timestamps

    @Test
    void refusesTwoTimestampsOfOneAuthorityWhereTwoAuthoritiesAreAskedFor() {
        String twice = stamped(FIRST.stamp(SIGNATURE), FIRST.stamp(SIGNATURE));
        assertThat(why(key().requireTimestamps(2), with(ENTRY, twice))).isEqualTo("cosign.timestamp-threshold");
        String both = stamped(FIRST.stamp(SIGNATURE), SECOND.stamp(SIGNATURE));
        assertThat(why(key().requireTimestamps(2), with(ENTRY, both))).isEqualTo("ACCEPTED");
    }

    @Test
    void refusesATimestampOfAnUnknownAuthorityOrOverSomethingElse() {
        String unknown = stamped(StampForge.named("other.example").stamp(SIGNATURE));
        assertThat(why(key().requireTimestamp(), with(ENTRY, unknown))).isEqualTo("cosign.timestamp-unknown");
        String other = stamped(FIRST.stamp(new byte[64]));
        assertThat(why(key().requireTimestamp(), with(ENTRY, other))).isEqualTo("cosign.timestamp-invalid");
    }

    @Test
    void refusesARootWithoutTimestampAuthoritiesWhereATimestampIsAskedForWhilePreparing() {
        assertThat(setUp(keyUnder(SigstoreForge.rootText()).requireTimestamp()))
                .isEqualTo("cosign.threshold-unreachable");
        assertThat(setUp(key().requireTimestamps(3))).isEqualTo("cosign.threshold-unreachable");
    }

    @Test
    void aTimestampSufficesUnderAKeyWhereNoLogIsAskedFor() {
        CosignRequirement.Builder stampedOnly = key().requireTimestamp().insecurelyWithoutTransparencyLog();
        SignatureReport report =
                Judging.by(stampedOnly).report(Forge.bundleOf(with("", stamped(FIRST.stamp(SIGNATURE)))));
        assertThat(Judging.why(report)).isEqualTo("ACCEPTED");
        assertThat(Judging.check(report, CosignCheck.LOG_ENTRY).result()).isEqualTo(Result.NOT_APPLICABLE);
        assertThat(report.facts()).doesNotContainKeys("transparency-logs", "log-key-validity");
        assertThat(why(key().requireTimestamp().insecurelyWithoutTransparencyLog(), with("", "")))
                .isEqualTo("cosign.timestamp-absent");
    }

    @Test
    void anEntryOfAKnownLogHasToHoldAlsoWhereNoneIsAskedFor() {
        String stamps = stamped(FIRST.stamp(SIGNATURE));
        CosignRequirement.Builder stampedOnly = key().requireTimestamp().insecurelyWithoutTransparencyLog();
        String broken = SigstoreForge.entry("dsse", "0.0.1", BODY.replace("\"payloadHash\"", "\"x\""));
        assertThat(why(stampedOnly, with(ENTRY, stamps))).isEqualTo("ACCEPTED");
        assertThat(why(stampedOnly, with(broken, stamps))).isNotEqualTo("ACCEPTED");
    }

    // ---- keyless

    @Test
    void aCertificateWithoutLogNeedsATimestamp() {
        Candidates.Legacy unlogged = SigstoreForge.keyless(Leaf.good()).without(Candidates.LOG);
        assertThat(why(keyless(), unlogged)).isEqualTo("cosign.log-entry-absent");
        assertThat(why(keyless().insecurelyWithoutTransparencyLog(), unlogged)).isEqualTo("cosign.timestamp-absent");
        byte[] signature = Base64.getDecoder().decode(unlogged.annotations().get(Candidates.SIGNATURE));
        Candidates.Legacy stamped =
                unlogged.with(Candidates.TIMESTAMP, "{\"SignedRFC3161Timestamp\":\"" + FIRST.stamp(signature) + "\"}");
        assertThat(why(keyless().insecurelyWithoutTransparencyLog(), stamped)).isEqualTo("ACCEPTED");
    }

    @Test
    void refusesTwoCertificateTimestampsOfOneLogWhereTwoLogsAreAskedFor() {
        KeyPair log = SigstoreForge.CERTIFICATE_LOG;
        assertThat(why(keyless().requireCertificateTimestamps(2), seenBy(log, log)))
                .isEqualTo("cosign.certificate-timestamp-threshold");
        assertThat(why(keyless().requireCertificateTimestamps(2), seenBy(log, OTHER_CERTIFICATE_LOG)))
                .isEqualTo("ACCEPTED");
        assertThat(setUp(keyless().requireCertificateTimestamps(3))).isEqualTo("cosign.threshold-unreachable");
    }

    private static Candidates.Legacy seenBy(KeyPair... logs) {
        byte[] payload = Forge.payload(Forge.IMAGE).getBytes(StandardCharsets.UTF_8);
        byte[] signature = SigstoreForge.sign(SigstoreForge.SIGNER, payload);
        String certificate =
                SigstoreForge.pem("CERTIFICATE", SigstoreForge.der(SigstoreForge.seenBy(Leaf.good(), logs)));
        return Candidates.legacy(Bytes.copyOf(payload), SigstoreForge.base64(signature))
                .with(Candidates.CERTIFICATE, certificate)
                .with(Candidates.LOG, SigstoreForge.promised(SigstoreForge.hashed(payload, signature, certificate)));
    }

    private static CosignRequirement.Builder keyless() {
        return CosignRequirement.keyless(
                SigstoreForge.root(ROOT), new Exact(SigstoreForge.ISSUER), new Exact(SigstoreForge.SUBJECT));
    }

    private static CosignRequirement.Builder key() {
        return keyUnder(ROOT);
    }

    private static CosignRequirement.Builder keyUnder(String root) {
        return Forge.key().transparencyLog(SigstoreForge.root(root));
    }

    private static String why(CosignRequirement.Builder requirement, String bundle) {
        return Judging.why(Judging.by(requirement).report(Forge.bundleOf(bundle)));
    }

    private static String why(CosignRequirement.Builder requirement, Candidates.Legacy layer) {
        return Judging.why(Judging.by(requirement).report(layer.about(Forge.IMAGE)));
    }

    private static String setUp(CosignRequirement.Builder requirement) {
        return catchThrowableOfType(SetUpException.class, () -> Judging.by(requirement))
                .reason()
                .code()
                .id();
    }

    private static String with(String entries, String stamps) {
        return BUNDLE.replace("\"publicKey\":", "\"tlogEntries\":[" + entries + "]," + stamps + "\"publicKey\":");
    }

    private static String stamped(String... responses) {
        StringBuilder all = new StringBuilder("\"timestampVerificationData\":{\"rfc3161Timestamps\":[");
        String separator = "";
        for (String response : responses) {
            all.append(separator)
                    .append("{\"signedTimestamp\":\"")
                    .append(response)
                    .append("\"}");
            separator = ",";
        }
        return all.append("]},").toString();
    }

    private static String root() {
        return SigstoreForge.rootText()
                .replace(
                        "\"tlogs\":[",
                        "\"tlogs\":[" + SigstoreForge.log("https://" + OTHER_HOST, SigstoreForge.OTHER_LOG) + ",")
                .replace(
                        "\"ctlogs\":[",
                        "\"ctlogs\":[" + SigstoreForge.log("https://ct2.example", OTHER_CERTIFICATE_LOG) + ",")
                .replace(
                        "\"timestampAuthorities\":[]",
                        "\"timestampAuthorities\":[" + FIRST.listed() + "," + SECOND.listed() + "]");
    }

    private static String body() {
        byte[] payload = Base64.getDecoder().decode(BUNDLE.replaceFirst("(?s).*\"payload\":\"([^\"]*)\".*", "$1"));
        String key = SigstoreForge.base64(Forge.publicKey().toByteArray());
        return "{\"apiVersion\":\"0.0.1\",\"kind\":\"dsse\",\"spec\":{\"envelopeHash\":" + hash(new byte[0])
                + ",\"payloadHash\":" + hash(payload) + ",\"signatures\":[{\"signature\":\""
                + SigstoreForge.base64(SIGNATURE) + "\",\"verifier\":\"" + key + "\"}]}}";
    }

    private static String hash(byte[] content) {
        return "{\"algorithm\":\"sha256\",\"value\":\"" + HexFormat.of().formatHex(SigstoreForge.sha256(content))
                + "\"}";
    }
}
