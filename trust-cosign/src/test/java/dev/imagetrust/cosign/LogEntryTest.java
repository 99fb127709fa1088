/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.SignatureReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Signatures by a key, for which a transparency log has to vouch. */
class LogEntryTest {

    private static final String KEY = new String(Forge.publicKey().toByteArray(), StandardCharsets.UTF_8);
    private static final String OTHER_KEY =
            new String(Forge.publicKey(SigstoreForge.SIGNER).toByteArray(), StandardCharsets.UTF_8);
    private static final Candidates.Legacy LAYER = Forge.legacy(Forge.payload(Forge.IMAGE));
    private static final byte[] PAYLOAD = LAYER.content().toByteArray();
    private static final byte[] SIGNATURE = decoded(LAYER.annotations().get(Candidates.SIGNATURE));
    private static final String HASHED = SigstoreForge.hashed(PAYLOAD, SIGNATURE, KEY);
    /** The hash of an envelope, which in a bundle nobody can know. */
    private static final String OF_NOTHING = HexFormat.of().formatHex(SigstoreForge.sha256(new byte[0]));

    private static final String BUNDLE = Forge.bundleText(Forge.statement(Forge.IMAGE, Forge.SIGN));
    private static final String ENVELOPE = envelopeOf(Forge.bundleText(Forge.statement(Forge.IMAGE, Forge.PROVENANCE)));
    private static final String DSSE = dsse(BUNDLE);

    /** Every bound field of every kind of entry, changed to another good value. */
    @TestFactory
    Stream<DynamicTest> refusesAnEntryInWhichOneBoundFieldIsAnothers() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Logged logged : List.of(
                new Logged("hashedrekord 0.0.1", HASHED, LogEntryTest::legacy),
                new Logged("rekord 0.0.1", HASHED.replace("hashedrekord", "rekord"), LogEntryTest::legacy),
                new Logged("dsse 0.0.1", DSSE, body -> bundle("dsse", "0.0.1", body)),
                new Logged("intoto 0.0.2", inToto(BUNDLE), body -> bundle("intoto", "0.0.2", body)),
                new Logged("intoto 0.0.1", inTotoOfAttestation(), LogEntryTest::attestation))) {
            tests.add(DynamicTest.dynamicTest(
                    logged.name(), () -> assertThat(logged.why(logged.body())).isEqualTo("ACCEPTED")));
            for (String bent : bentFieldByField(logged.body())) {
                tests.add(DynamicTest.dynamicTest(
                        logged.name() + " " + bent.length() + bent.hashCode(),
                        () -> assertThat(logged.why(bent)).isEqualTo("cosign.log-entry-mismatch")));
            }
        }
        assertThat(tests).hasSize(5 + 3 + 3 + 3 + 3 + 2);
        return tests.stream();
    }

    private record Logged(String name, String body, Function<String, SignatureCandidate> candidate) {

        String why(String other) {
            CosignRequirement.Builder requirement =
                    name.equals("intoto 0.0.1") ? required().attestation(Forge.PROVENANCE) : required();
            return Judging.why(Judging.by(requirement).report(candidate.apply(other)));
        }
    }

    /** Hashes, signature and key of the body, each in turn. A bundle's own envelope hash binds nothing. */
    private static List<String> bentFieldByField(String body) {
        List<String> bent = new ArrayList<>();
        Matcher hash = Pattern.compile("\"value\":\"(..)").matcher(body);
        while (hash.find()) {
            if (!body.startsWith(OF_NOTHING, hash.start(1))) {
                String other = hash.group(1).equals("00") ? "11" : "00";
                bent.add(body.substring(0, hash.start(1)) + other + body.substring(hash.end(1)));
            }
        }
        String key = SigstoreForge.base64(KEY.getBytes(StandardCharsets.UTF_8));
        String otherKey = SigstoreForge.base64(OTHER_KEY.getBytes(StandardCharsets.UTF_8));
        bent.add(body.replace(key, otherKey));
        Matcher signature =
                Pattern.compile("\"(?:content|signature|sig)\":\"([^\"]+)\"").matcher(body);
        if (signature.find()) {
            byte[] other = SigstoreForge.sign(SigstoreForge.SIGNER, PAYLOAD);
            String text = SigstoreForge.base64(other);
            boolean twice = body.contains("\"sig\"");
            bent.add(body.replace(
                    signature.group(1), twice ? SigstoreForge.base64(text.getBytes(StandardCharsets.UTF_8)) : text));
        }
        return bent;
    }

    @Test
    void refusesAnEntryOfALogOfTilesInWhichOneBoundFieldIsAnothers() {
        String body = tiled(BUNDLE);
        assertThat(why(bundleWith(SigstoreForge.tiled(body)))).isEqualTo("ACCEPTED");
        String otherSignature = SigstoreForge.base64(SigstoreForge.sign(SigstoreForge.SIGNER, PAYLOAD));
        for (String bent : List.of(
                body.replace("SHA2_256", "SHA2_512"),
                body.replaceFirst("\"digest\":\"[^\"]*\"", "\"digest\":\"" + "A".repeat(43) + "=\""),
                body.replaceFirst("\"content\":\"[^\"]*\"", "\"content\":\"" + otherSignature + "\""),
                body.replace("P256_SHA_256", "P256_SHA_384"),
                body.replace(spki(Forge.publicKey()), spki(Forge.publicKey(SigstoreForge.SIGNER))))) {
            assertThat(bent).isNotEqualTo(body);
            assertThat(why(bundleWith(SigstoreForge.tiled(bent)))).isEqualTo("cosign.log-entry-mismatch");
        }
        String certified = body.replace("\"publicKey\"", "\"x509Certificate\"");
        assertThat(why(bundleWith(SigstoreForge.tiled(certified)))).startsWith("primitives.json");
    }

    @Test
    void refusesTheEntryOfAnotherSignature() {
        // CVE-2022-23649
        Candidates.Legacy other = Forge.legacy(Forge.payload(Forge.IMAGE, "{\"a\":\"b\"}"));
        assertThat(why(other.with(Candidates.LOG, SigstoreForge.promised(HASHED))
                        .about(Forge.IMAGE)))
                .isEqualTo("cosign.log-entry-mismatch");
    }

    @Test
    void refusesABrokenEntryAndDoesNotTakeItForNone() {
        // CVE-2022-36056
        assertThat(why(LAYER.with(Candidates.LOG, "{}").about(Forge.IMAGE))).startsWith("primitives.json");
        assertThat(why(LAYER.about(Forge.IMAGE))).isEqualTo("cosign.log-entry-absent");
    }

    @Test
    void refusesAPromiseWithAnyOfItsFieldsChanged() {
        String promised = SigstoreForge.promised(HASHED);
        String time = "\"integratedTime\":" + SigstoreForge.SIGNED.getEpochSecond();
        assertThat(promised).contains(time, "\"logIndex\":7");
        assertThat(legacyWith(promised.replace(time, "\"integratedTime\":1790000000")))
                .isEqualTo("cosign.log-promise-invalid");
        assertThat(legacyWith(promised.replace("\"logIndex\":7", "\"logIndex\":8")))
                .isEqualTo("cosign.log-promise-invalid");
        String body = SigstoreForge.base64(HASHED.getBytes(StandardCharsets.UTF_8));
        String other = SigstoreForge.base64((HASHED + " ").getBytes(StandardCharsets.UTF_8));
        assertThat(legacyWith(promised.replace(body, other))).isEqualTo("cosign.log-promise-invalid");
    }

    @Test
    void refusesThePromiseOfALogThatTheRootDoesNotName() {
        assertThat(legacyWith(
                        SigstoreForge.promised(HASHED, SigstoreForge.OTHER_LOG, SigstoreForge.SIGNED.getEpochSecond())))
                .isEqualTo("cosign.log-unknown");
    }

    @Test
    void refusesAPromiseGivenBeforeTheKeyWasInUseOrAfter() {
        assertThat(legacyWith(SigstoreForge.promised(HASHED, SigstoreForge.LOG, 1767225599)))
                .isEqualTo("cosign.log-key-not-valid");
        assertThat(legacyWith(SigstoreForge.promised(HASHED, SigstoreForge.LOG, 1767225600)))
                .isEqualTo("ACCEPTED");
        String retired = SigstoreForge.rootText()
                .replaceFirst(
                        "\"start\":\"2026-01-01T00:00:00Z\"",
                        "\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2026-11-23T11:59:59Z\"");
        assertThat(Judging.why(Judging.by(Forge.key().transparencyLog(SigstoreForge.root(retired)))
                        .report(legacy(HASHED))))
                .isEqualTo("cosign.log-key-not-valid");
    }

    @Test
    void refusesACheckpointSignedByAnotherKey() {
        // CVE-2024-54140
        String entry = SigstoreForge.entry("dsse", "0.0.1", DSSE, SigstoreForge.OTHER_LOG);
        assertThat(why(bundleWith(entry))).isEqualTo("cosign.log-checkpoint-invalid");
    }

    @Test
    void refusesACheckpointThatIsNotTheLogs() {
        String entry = SigstoreForge.entry("dsse", "0.0.1", DSSE);
        for (String[] change : new String[][] {
            {SigstoreForge.HOST + " - 123", "other.example - 123"},
            {SigstoreForge.HOST + " - 123", SigstoreForge.HOST},
            {"\u2014 " + SigstoreForge.HOST, "\u2014 other.example"},
            {"\\n\\n\u2014", "\\n\u2014"},
            {"\"treeSize\":\"2\"", "\"treeSize\":\"3\""},
            {"123\\n2\\n", "123\\n02\\n"},
        }) {
            assertThat(entry).contains(change[0]);
            assertThat(why(bundleWith(entry.replace(change[0], change[1]))))
                    .as(change[1])
                    .isEqualTo("cosign.log-checkpoint-invalid");
        }
    }

    @Test
    void takesTheCheckpointOfALogWithAPortUnderItsWholeAddressOnly() {
        String root = SigstoreForge.rootText().replace("https://" + SigstoreForge.HOST, "http://rekor.example:3000");
        CosignRequirement.Builder requirement = Forge.key().transparencyLog(SigstoreForge.root(root));
        String entry = SigstoreForge.entry("rekor.example:3000", DSSE);
        assertThat(Judging.why(Judging.by(requirement).report(bundleWith(entry))))
                .isEqualTo("ACCEPTED");
        String other = SigstoreForge.entry("rekor.example:3001", DSSE);
        assertThat(Judging.why(Judging.by(requirement).report(bundleWith(other))))
                .isEqualTo("cosign.log-checkpoint-invalid");
    }

    @Test
    void refusesAProofThatLeadsElsewhere() {
        String entry = SigstoreForge.entry("dsse", "0.0.1", DSSE);
        String hashes = entry.replaceFirst("(?s).*(\"hashes\":\\[[^]]*]).*", "$1");
        assertThat(why(bundleWith(entry.replace("Proof\":{\"logIndex\":\"1\"", "Proof\":{\"logIndex\":\"0\""))))
                .isEqualTo("cosign.log-proof-invalid");
        assertThat(why(bundleWith(entry.replace("Proof\":{\"logIndex\":\"1\"", "Proof\":{\"logIndex\":\"2\""))))
                .isEqualTo("cosign.log-proof-invalid");
        assertThat(why(bundleWith(entry.replace(hashes, "\"hashes\":[]")))).isEqualTo("cosign.log-proof-invalid");
        assertThat(why(bundleWith(entry.replaceFirst("\"inclusionProof\":\\{.*},\"can", "\"can"))))
                .isEqualTo("cosign.log-proof-invalid");
    }

    @Test
    void refusesAPromiseThatIsThereAndEmpty() {
        // CVE-2026-48816
        String entry = SigstoreForge.entry("dsse", "0.0.1", DSSE)
                .replaceFirst("\"signedEntryTimestamp\":\"[^\"]*\"", "\"signedEntryTimestamp\":\"\"");
        assertThat(why(bundleWith(entry))).isEqualTo("cosign.log-promise-invalid");
    }

    @Test
    void takesNoTimeFromAnEntryThatHasAProofOnly() {
        // CVE-2026-48816, CVE-2024-55655
        String proofOnly =
                SigstoreForge.entry("dsse", "0.0.1", DSSE).replaceFirst("\"inclusionPromise\":\\{[^}]*},", "");
        SignatureReport report = Judging.by(required()).report(bundleWith(proofOnly));
        assertThat(Judging.why(report)).isEqualTo("ACCEPTED");
        assertThat(report.facts()).doesNotContainKey("verified-times").containsEntry("log-key-validity", "not checked");
    }

    @Test
    void refusesAnEntryThatIsOfAnotherKindThanItSays() {
        assertThat(why(bundle("intoto", "0.0.2", DSSE))).isEqualTo("cosign.log-entry-malformed");
        String unknown = DSSE.replace("\"kind\":\"dsse\"", "\"kind\":\"tuf\"");
        assertThat(why(bundle("tuf", "0.0.1", unknown))).isEqualTo("cosign.log-entry-kind");
    }

    @Test
    void refusesABodyWithNullInPlaceOfItsParts() {
        // CVE-2023-33199
        for (String field : List.of("spec", "signatures", "payloadHash", "verifier")) {
            String absent = DSSE.replaceFirst("\"" + field + "\":", "\"" + field + "\":null,\"x\":");
            assertThat(why(bundle("dsse", "0.0.1", absent))).startsWith("primitives.json");
        }
    }

    @Test
    void refusesAnEntryWithTwoSignatures() {
        String two = DSSE.replaceFirst("\"signatures\":\\[(\\{[^}]*})]", "\"signatures\":[$1,$1]");
        assertThat(why(bundle("dsse", "0.0.1", two))).isEqualTo("cosign.log-entry-mismatch");
    }

    @Test
    void countsTwoEntriesOfOneLogOnce() {
        // CVE-2026-49834
        String entry = SigstoreForge.entry("dsse", "0.0.1", DSSE);
        String proofOnly = entry.replaceFirst("\"inclusionPromise\":\\{[^}]*},", "")
                .replace("{\"logIndex\":\"7\"", "{\"logIndex\":\"8\"");
        SignatureReport report = Judging.by(required()).report(bundleWith(entry + "," + proofOnly));
        assertThat(Judging.why(report)).isEqualTo("ACCEPTED");
        assertThat(report.facts()).containsEntry("transparency-logs", SigstoreForge.HOST);
        assertThat(why(bundleWith(entry + "," + entry))).isEqualTo("cosign.log-entry-malformed");
    }

    @Test
    void refusesABadEntryOfAKnownLogBesideAGoodOne() {
        String good = SigstoreForge.entry("dsse", "0.0.1", DSSE);
        String bad = SigstoreForge.entry("dsse", "0.0.1", DSSE, SigstoreForge.OTHER_LOG)
                .replace("{\"logIndex\":\"7\"", "{\"logIndex\":\"8\"")
                .replaceFirst("\"inclusionPromise\":\\{[^}]*},", "");
        assertThat(why(bundleWith(good + "," + bad))).isEqualTo("cosign.log-checkpoint-invalid");
    }

    @Test
    void passesOverAnEntryOfAnUnknownLogBesideAGoodOne() {
        String good = SigstoreForge.entry("dsse", "0.0.1", DSSE);
        String unknown = good.replaceFirst("\"keyId\":\"[^\"]*\"", "\"keyId\":\"" + "A".repeat(43) + "=\"");
        assertThat(why(bundleWith(good + "," + unknown))).isEqualTo("ACCEPTED");
        assertThat(why(bundleWith(unknown))).isEqualTo("cosign.log-unknown");
    }

    @Test
    void asksForATimestampWhereTheRuleDoes() {
        String root = SigstoreForge.rootText()
                .replace(
                        "\"timestampAuthorities\":[]",
                        "\"timestampAuthorities\":["
                                + StampForge.named("tsa.example").listed() + "]");
        CosignRequirement.Builder stamped =
                Forge.key().transparencyLog(SigstoreForge.root(root)).requireTimestamp();
        assertThat(Judging.why(Judging.by(stamped).report(legacy(HASHED)))).isEqualTo("cosign.timestamp-absent");
    }

    private static CosignRequirement.Builder required() {
        return Forge.key().transparencyLog(SigstoreForge.root(SigstoreForge.rootText()));
    }

    private static String why(SignatureCandidate candidate) {
        return Judging.why(Judging.by(required()).report(candidate));
    }

    private static String legacyWith(String annotation) {
        return why(LAYER.with(Candidates.LOG, annotation).about(Forge.IMAGE));
    }

    private static SignatureCandidate legacy(String body) {
        return LAYER.with(Candidates.LOG, SigstoreForge.promised(body)).about(Forge.IMAGE);
    }

    private static SignatureCandidate attestation(String body) {
        return layerOfAttestation()
                .with(Candidates.LOG, SigstoreForge.promised(body))
                .about(Forge.IMAGE);
    }

    private static Candidates.Legacy layerOfAttestation() {
        return Candidates.attestation(Bytes.utf8(ENVELOPE));
    }

    private static String envelopeOf(String bundle) {
        String rest = bundle.substring(bundle.indexOf("\"dsseEnvelope\":") + 15);
        return rest.substring(0, rest.length() - 1);
    }

    private static String inTotoOfAttestation() {
        byte[] envelope = ENVELOPE.getBytes(StandardCharsets.UTF_8);
        return "{\"apiVersion\":\"0.0.1\",\"kind\":\"intoto\",\"spec\":{\"content\":{\"hash\":" + hash(envelope)
                + "},\"publicKey\":\"" + SigstoreForge.base64(KEY.getBytes(StandardCharsets.UTF_8)) + "\"}}";
    }

    private static SignatureCandidate bundle(String kind, String version, String body) {
        return bundleWith(SigstoreForge.entry(kind, version, body));
    }

    private static SignatureCandidate bundleWith(String entries) {
        return Forge.bundleOf(BUNDLE.replace("\"publicKey\":", "\"tlogEntries\":[" + entries + "],\"publicKey\":"));
    }

    private static String tiled(String bundle) {
        byte[] payload = decoded(member(bundle, "payload"));
        String pae = "DSSEv1 28 application/vnd.in-toto+json " + payload.length + " "
                + new String(payload, StandardCharsets.UTF_8);
        return "{\"apiVersion\":\"0.0.2\",\"kind\":\"hashedrekord\",\"spec\":{\"hashedRekordV002\":{\"data\":{\"algorithm\":"
                + "\"SHA2_256\",\"digest\":\""
                + SigstoreForge.base64(SigstoreForge.sha256(pae.getBytes(StandardCharsets.UTF_8)))
                + "\"},\"signature\":{\"content\":\"" + member(bundle, "sig")
                + "\",\"verifier\":{\"keyDetails\":\"PKIX_ECDSA_P256_SHA_256\",\"publicKey\":{\"rawBytes\":\""
                + spki(Forge.publicKey()) + "\"}}}}}}";
    }

    private static String spki(Bytes pem) {
        return new String(pem.toByteArray(), StandardCharsets.UTF_8).replaceAll("-----[A-Z ]*-----|\\s", "");
    }

    private static String dsse(String bundle) {
        return "{\"apiVersion\":\"0.0.1\",\"kind\":\"dsse\",\"spec\":{\"envelopeHash\":"
                + hash(new byte[0]) + ",\"payloadHash\":" + hash(decoded(member(bundle, "payload")))
                + ",\"signatures\":[{\"signature\":\"" + member(bundle, "sig") + "\",\"verifier\":\""
                + SigstoreForge.base64(KEY.getBytes(StandardCharsets.UTF_8)) + "\"}]}}";
    }

    private static String inToto(String bundle) {
        return "{\"apiVersion\":\"0.0.2\",\"kind\":\"intoto\",\"spec\":{\"content\":{\"envelope\":{\"signatures\":[{"
                + "\"publicKey\":\"" + SigstoreForge.base64(KEY.getBytes(StandardCharsets.UTF_8)) + "\",\"sig\":\""
                + SigstoreForge.base64(member(bundle, "sig").getBytes(StandardCharsets.UTF_8))
                + "\"}]},\"hash\":" + hash(new byte[0]) + ",\"payloadHash\":"
                + hash(decoded(member(bundle, "payload"))) + "}}}";
    }

    private static String hash(byte[] content) {
        return "{\"algorithm\":\"sha256\",\"value\":\"" + HexFormat.of().formatHex(SigstoreForge.sha256(content))
                + "\"}";
    }

    private static String member(String json, String name) {
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        assertThat(member.find()).isTrue();
        return member.group(1);
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
