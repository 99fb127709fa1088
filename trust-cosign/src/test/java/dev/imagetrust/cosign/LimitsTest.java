/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.cosign.SigstoreForge.Leaf;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern.Exact;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.SignatureReport;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * As many as the limit allows, and one more. Sizes of payloads, signatures, attestations and bundles are tested with their
 * formats, keys in {@link KeysTest}, layers and pages in {@code trust-oci}.
 */
class LimitsTest {

    private static final String BUNDLE = Forge.bundleText(Forge.statement(Forge.IMAGE, Forge.SIGN));
    private static final String ENTRY = SigstoreForge.entry("dsse", "0.0.1", body());

    @Test
    void signaturesUnderACheckpoint() {
        // The log's own and 19 of witnesses; one more.
        assertThat(logged(witnessed(19))).isEqualTo("ACCEPTED");
        assertThat(logged(witnessed(20))).isEqualTo("cosign.log-checkpoint-invalid");
    }

    @Test
    void lengthOfACheckpoint() {
        String note = "\\n" + "x".repeat(64 << 10);
        assertThat(logged(ENTRY.replaceFirst(
                        "(\"envelope\":\"[^\"]*)\\\\n\\\\n", "$1" + note.replace("\\", "\\\\") + "\\\\n\\\\n")))
                .isEqualTo("cosign.log-checkpoint-invalid");
    }

    @Test
    void hashesOfAProof() {
        String hash = "\"" + SigstoreForge.base64(new byte[32]) + "\"";
        for (int count : new int[] {64, 65}) {
            String hashes = String.join(",", Collections.nCopies(count, hash));
            SignatureReport report =
                    loggedReport(ENTRY.replaceFirst("\"hashes\":\\[[^]]*]", "\"hashes\":[" + hashes + "]"));
            // As many as the limit are read, and found to be too many for a tree of two.
            assertThat(Judging.check(report, CosignCheck.LOG_ENTRY)
                            .reason()
                            .orElseThrow()
                            .detail())
                    .contains(count == 64 ? "64 hashes instead of 1" : "65");
        }
    }

    @Test
    void certificateTimestamps() {
        assertThat(keyless(SigstoreForge.keyless(Leaf.good()).with(Candidates.CERTIFICATE, "")))
                .isNotEqualTo("ACCEPTED");
        assertThat(keyless(seen(32))).isEqualTo("ACCEPTED");
        assertThat(keyless(seen(33))).isEqualTo("cosign.certificate-timestamp-invalid");
    }

    @Test
    void certificatesOfAChain() {
        String issuing = SigstoreForge.pem("CERTIFICATE", SigstoreForge.der(SigstoreForge.ISSUING));
        Candidates.Legacy good = SigstoreForge.keyless(Leaf.good());
        assertThat(keyless(good.with(Candidates.CHAIN, issuing.repeat(9)))).isEqualTo("ACCEPTED");
        assertThat(keyless(good.with(Candidates.CHAIN, issuing.repeat(10)))).isEqualTo("primitives.too-long");
    }

    @Test
    void lengthOfATimestamp() {
        StampForge authority = StampForge.named("tsa.example");
        String response = authority.stamp(signature());
        byte[] padded = Arrays.copyOf(Base64.getDecoder().decode(response), (64 << 10) + 1);
        assertThat(stamped(authority, response)).isEqualTo("ACCEPTED");
        assertThat(stamped(authority, SigstoreForge.base64(padded))).isEqualTo("cosign.timestamp-invalid");
    }

    @Test
    void lengthAndPartsOfARoot() {
        String root = SigstoreForge.rootText();
        String padded = root + " ".repeat((4 << 20) - root.length());
        assertThat(setUp(padded)).isEmpty();
        assertThat(setUp(padded + " ")).isEqualTo("cosign.trusted-root-malformed");
        String log = SigstoreForge.log("https://" + SigstoreForge.HOST, SigstoreForge.LOG);
        String logs = root.replace("\"tlogs\":[", "\"tlogs\":[" + (log + ",").repeat(255));
        assertThat(setUp(logs)).isEmpty();
        assertThat(setUp(logs.replace("\"tlogs\":[", "\"tlogs\":[" + log + ",")))
                .isEqualTo("cosign.trusted-root-malformed");
    }

    @Test
    void depthOfABundle() {
        // The payload is text; depth is only where JSON is read as such.
        String deep = BUNDLE.replace("{\"hint\":\"some hint\"}", "[".repeat(33) + "]".repeat(33));
        assertThat(Judging.why(Judging.by(Forge.key()).report(Forge.bundleOf(deep))))
                .isEqualTo("primitives.json-limit");
    }

    private static String witnessed(int count) {
        String line = "\u2014 witness.example " + SigstoreForge.base64(new byte[68]) + "\\\\n";
        return ENTRY.replaceFirst("(\"envelope\":\"[^\"]*)\"", "$1" + line.repeat(count) + "\"");
    }

    private static Candidates.Legacy seen(int count) {
        KeyPair[] logs =
                Collections.nCopies(count, SigstoreForge.CERTIFICATE_LOG).toArray(new KeyPair[0]);
        byte[] payload = Forge.payload(Forge.IMAGE).getBytes(StandardCharsets.UTF_8);
        byte[] signature = SigstoreForge.sign(SigstoreForge.SIGNER, payload);
        String certificate =
                SigstoreForge.pem("CERTIFICATE", SigstoreForge.der(SigstoreForge.seenBy(Leaf.good(), logs)));
        return Candidates.legacy(Bytes.copyOf(payload), SigstoreForge.base64(signature))
                .with(Candidates.CERTIFICATE, certificate)
                .with(Candidates.LOG, SigstoreForge.promised(SigstoreForge.hashed(payload, signature, certificate)));
    }

    private static String keyless(Candidates.Legacy layer) {
        return Judging.why(Judging.by(requirement(SigstoreForge.rootText())).report(layer.about(Forge.IMAGE)));
    }

    private static String setUp(String root) {
        SetUpException refusal = catchThrowableOfType(SetUpException.class, () -> Judging.by(requirement(root)));
        return refusal == null ? "" : refusal.reason().code().id();
    }

    private static CosignRequirement.Builder requirement(String root) {
        return CosignRequirement.keyless(
                SigstoreForge.root(root), new Exact(SigstoreForge.ISSUER), new Exact(SigstoreForge.SUBJECT));
    }

    private static String logged(String entry) {
        return Judging.why(loggedReport(entry));
    }

    private static SignatureReport loggedReport(String entry) {
        CosignRequirement.Builder key = Forge.key().transparencyLog(SigstoreForge.root(SigstoreForge.rootText()));
        String bundle = BUNDLE.replace("\"publicKey\":", "\"tlogEntries\":[" + entry + "],\"publicKey\":");
        return Judging.by(key).report(Forge.bundleOf(bundle));
    }

    private static String stamped(StampForge authority, String response) {
        String root = SigstoreForge.rootText()
                .replace("\"timestampAuthorities\":[]", "\"timestampAuthorities\":[" + authority.listed() + "]");
        CosignRequirement.Builder key = Forge.key()
                .transparencyLog(SigstoreForge.root(root))
                .requireTimestamp()
                .insecurelyWithoutTransparencyLog();
        String bundle = BUNDLE.replace(
                "\"publicKey\":",
                "\"timestampVerificationData\":{\"rfc3161Timestamps\":[{\"signedTimestamp\":\"" + response
                        + "\"}]},\"publicKey\":");
        return Judging.why(Judging.by(key).report(Forge.bundleOf(bundle)));
    }

    private static byte[] signature() {
        return Base64.getDecoder().decode(BUNDLE.replaceFirst("(?s).*\"sig\":\"([^\"]*)\".*", "$1"));
    }

    private static String body() {
        byte[] payload = Base64.getDecoder().decode(BUNDLE.replaceFirst("(?s).*\"payload\":\"([^\"]*)\".*", "$1"));
        String key = SigstoreForge.base64(Forge.publicKey().toByteArray());
        return "{\"apiVersion\":\"0.0.1\",\"kind\":\"dsse\",\"spec\":{\"envelopeHash\":" + hash(new byte[0])
                + ",\"payloadHash\":" + hash(payload) + ",\"signatures\":[{\"signature\":\""
                + SigstoreForge.base64(signature()) + "\",\"verifier\":\"" + key + "\"}]}}";
    }

    private static String hash(byte[] content) {
        return "{\"algorithm\":\"sha256\",\"value\":\"" + HexFormat.of().formatHex(SigstoreForge.sha256(content))
                + "\"}";
    }
}
