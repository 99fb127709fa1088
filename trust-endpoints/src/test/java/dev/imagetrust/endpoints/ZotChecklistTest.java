/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.store.fs.FileTrustStore;
import dev.imagetrust.store.fs.ZotCompat;
import dev.imagetrust.testkit.CosignBend;
import dev.imagetrust.testkit.CosignForge;
import dev.imagetrust.testkit.ForgedImage;
import dev.imagetrust.testkit.ForgedSource;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.testkit.NotationBend;
import dev.imagetrust.testkit.NotationForge;
import dev.imagetrust.trust.AnchorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.imagetrust.endpoints.Exchange.body;
import static dev.imagetrust.endpoints.ZotFixture.ADMIN;
import static dev.imagetrust.endpoints.ZotFixture.CHAIN;
import static dev.imagetrust.endpoints.ZotFixture.COSIGN;
import static dev.imagetrust.endpoints.ZotFixture.KEY;
import static dev.imagetrust.endpoints.ZotFixture.NOTATION;
import static dev.imagetrust.endpoints.ZotFixture.ROOT;
import static dev.imagetrust.endpoints.ZotFixture.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * zot's checklist, from upload to what search shows; docs/zot-checklist.md has all of it, and where the rest is tested.
 */
class ZotChecklistTest {

    private static final ForgedImage FORGED = ImageForge.image("app");
    private static final ImageSubject IMAGE = FORGED.at("registry.example/team/app", "v1");
    private static final SignatureCandidate LEGACY =
            CosignForge.legacy(IMAGE, KEY).good();
    private static final SignatureCandidate BUNDLE =
            CosignForge.bundle(IMAGE, KEY).good();
    private static final SignatureCandidate JWS =
            NotationForge.jws(IMAGE, CHAIN).good();
    private static final String AUTHOR = "CN=Forged Signer,O=Image Trust,ST=WA,C=US";

    @TempDir
    Path root;

    private ZotFixture zot;

    @BeforeEach
    void initialises() throws Exception {
        zot = ZotFixture.in(root, ZotCompat.V2_1);
    }

    @Test
    @DisplayName("Z15 a store that cannot be read is an error, not an untrusted signature")
    void z15() throws Exception {
        Files.delete(root.resolve("_cosign"));
        Files.writeString(root.resolve("_cosign"), "in the way");
        assertThat(FileTrustStore.open(root).snapshot().skipped(AnchorKind.COSIGN_KEY, "default"))
                .isNotEmpty();
    }

    @Test
    @DisplayName("Z16 with nothing but invalid key files a signature is untrusted, without an error")
    void z16() throws Exception {
        Files.writeString(root.resolve("_cosign/junk.pub"), "junk");
        assertUntrusted(shown(LEGACY), "cosign");
    }

    @Test
    @DisplayName("Z17, Z39 a legacy signature under an uploaded key is trusted, and the key file is its author")
    void z17() throws Exception {
        assertUntrusted(shown(LEGACY), "cosign");
        assertThat(zot.post(COSIGN, body(KEY.publicKeyPem())).status()).isEqualTo(200);
        assertTrusted(shown(LEGACY), "cosign", text(KEY.publicKeyPem()));
    }

    @Test
    @DisplayName("Z18 the same signature on another image is untrusted, without author and without an error")
    void z18() throws Exception {
        zot.post(COSIGN, body(KEY.publicKeyPem()));
        assertUntrusted(shown(CosignForge.legacy(IMAGE, KEY).bent(CosignBend.OTHER_DIGEST)), "cosign");
    }

    @Test
    @DisplayName("Z19 a bundle under an uploaded key is trusted")
    void z19() throws Exception {
        zot.post(COSIGN, body(KEY.publicKeyPem()));
        assertTrusted(shown(BUNDLE), "cosign", text(KEY.publicKeyPem()));
    }

    @Test
    @DisplayName("Z20 a bundle of another image is untrusted")
    void z20() throws Exception {
        zot.post(COSIGN, body(KEY.publicKeyPem()));
        assertUntrusted(shown(CosignForge.bundle(IMAGE, KEY).bent(CosignBend.OTHER_DIGEST)), "cosign");
    }

    @Test
    @DisplayName("Z21 garbage in place of a bundle is untrusted, without an error")
    void z21() throws Exception {
        zot.post(COSIGN, body(KEY.publicKeyPem()));
        Referrer good = (Referrer) BUNDLE.artifact();
        Bytes garbage = Bytes.utf8("garbage");
        Descriptor layer = Descriptor.of(good.layer().mediaType(), garbage);
        assertUntrusted(
                shown(new SignatureCandidate(
                        new Referrer(good.manifest(), layer, garbage), BUNDLE.about(), BUNDLE.place())),
                "cosign");
    }

    @Test
    @DisplayName("Z27 a certificate file that is cut off makes signatures untrusted, and others need not suffer")
    void z27() throws Exception {
        zot.post(NOTATION, body(ROOT));
        zot.post(COSIGN, body(KEY.publicKeyPem()));
        Path file = root.resolve("_notation/truststore/x509/ca/default/" + ZotFixture.digest(ROOT));
        Files.write(file, Bytes.copyOf(ROOT.toByteArray(), 0, 100).toByteArray());
        assertUntrusted(shown(JWS), "notation");
        assertTrusted(shown(LEGACY), "cosign", text(KEY.publicKeyPem()));
    }

    @Test
    @DisplayName("Z28, Z38 a notation signature under an uploaded root is trusted, and its author is in Go's order")
    void z28() throws Exception {
        assertThat(shown()).isEqualTo(Map.of("IsSigned", false, "SignatureInfo", List.of()));
        assertThat(zot.post(NOTATION + "?truststoreType=ca", body(ROOT)).status())
                .isEqualTo(200);
        assertTrusted(shown(JWS), "notation", AUTHOR);
    }

    @Test
    @DisplayName("Z40 nobody but an administrator makes a signature trusted")
    void z40() throws Exception {
        for (Caller caller : List.of(Caller.unauthenticated(), Caller.anonymous(), Caller.named("joe"))) {
            answer(zot.both(), "POST", COSIGN, caller, body(KEY.publicKeyPem()));
            assertUntrusted(shown(LEGACY), "cosign");
        }
        answer(zot.both(), "POST", COSIGN, ADMIN, body(KEY.publicKeyPem()));
        assertTrusted(shown(LEGACY), "cosign", text(KEY.publicKeyPem()));
    }

    @Test
    @DisplayName("Z41 a signature that was there before any key is signed, untrusted, of cosign, without author")
    void z41() throws Exception {
        assertUntrusted(shown(LEGACY), "cosign");
    }

    @Test
    @DisplayName("Z50 an expired signature is untrusted; in 2023 its author was shown all the same")
    void z50() throws Exception {
        SignatureCandidate expired = NotationForge.jws(IMAGE, CHAIN).bent(NotationBend.EXPIRED);
        zot.post(NOTATION, body(ROOT));
        assertUntrusted(shown(expired), "notation");
        assertThat(shown(ZotCompat.SEED_2023_08, expired)).isEqualTo(one("notation", false, AUTHOR));
    }

    @Test
    @DisplayName("S3 an image with nothing but an attestation is not signed")
    void s3() throws Exception {
        zot.post(COSIGN, body(KEY.publicKeyPem()));
        SignatureCandidate attestation = CosignForge.bundledAttestation(IMAGE, KEY, "https://spdx.dev/Document", "{}")
                .good();
        assertThat(shown(attestation)).isEqualTo(Map.of("IsSigned", false, "SignatureInfo", List.of()));
    }

    @Test
    @DisplayName("S6 once a key is deleted its signatures are untrusted at once")
    void s6() throws Exception {
        zot.post(COSIGN, body(KEY.publicKeyPem()));
        assertTrusted(shown(LEGACY), "cosign", text(KEY.publicKeyPem()));
        ZotTrustEndpoint managed = zot.endpoint(b -> b.cosign().management());
        answer(managed, "DELETE", COSIGN + '/' + ZotFixture.digest(KEY.publicKeyPem()), ADMIN, body(""));
        assertUntrusted(shown(LEGACY), "cosign");
    }

    @Test
    @DisplayName("Z2 a store that is not there cannot be opened")
    void z2() {
        assertThatIOException().isThrownBy(() -> FileTrustStore.open(root.resolve("absent")));
    }

    private Map<String, Object> shown(SignatureCandidate... signatures) throws IOException {
        return shown(ZotCompat.V2_1, signatures);
    }

    private Map<String, Object> shown(ZotCompat compat, SignatureCandidate... signatures) throws IOException {
        FileTrustStore store = FileTrustStore.open(root);
        ImageTrust trust = ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(new Reject("not asked")))
                .trustStore(store)
                .signatures(ForgedSource.of(signatures))
                .clock(InstantSource.fixed(ForgedTime.NOW))
                .build();
        return SignatureSummaries.underZotsPolicy(trust, store, compat)
                .summaries(IMAGE)
                .toGraphQl();
    }

    private static void assertTrusted(Map<String, Object> shown, String tool, String author) {
        assertThat(shown).isEqualTo(one(tool, true, author));
    }

    private static void assertUntrusted(Map<String, Object> shown, String tool) {
        assertThat(shown).isEqualTo(one(tool, false, ""));
    }

    private static Map<String, Object> one(String tool, boolean trusted, String author) {
        return Map.of(
                "IsSigned",
                true,
                "SignatureInfo",
                List.of(Map.of("Tool", tool, "IsTrusted", trusted, "Author", author)));
    }

    private static String text(Bytes pem) {
        return StandardCharsets.UTF_8.decode(pem.asReadOnlyBuffer()).toString();
    }
}
