/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.testkit.AllCandidates;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedKey.Kind;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.verdict.ReasonCode;
import dev.imagetrust.verdict.SignatureReport;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Signing with log entries and timestamps. */
class SigningEvidenceTest {

    private static final ForgedKey KEY = ForgedKey.generate(Kind.EC_P256);
    private static final ForgedKey P384 = ForgedKey.generate(Kind.EC_P384);
    private static final ForgedKey ED25519 = ForgedKey.generate(Kind.ED25519);
    private static final String SBOM = "https://spdx.dev/Document";
    private static final Bytes PREDICATE = Bytes.utf8("{\"name\":\"app\"}");
    private static final ImageSubject IMAGE = ImageForge.image("app").at("registry.example/team/app", "v1");
    private static final SecureRandom RANDOM = new SecureRandom();

    private LoopbackServices services;

    @BeforeEach
    void start() throws IOException {
        services = new LoopbackServices();
    }

    @AfterEach
    void stop() {
        services.close();
    }

    /** Verified afresh, under a rule that wants both. */
    @ParameterizedTest
    @ValueSource(strings = {"bundle", "legacy", "bundled attestation", "legacy attestation"})
    void carriesALogEntryAndATimestampInEveryLayout(String layout) throws Exception {
        CosignSigner.Builder builder = layout.startsWith("bundle")
                ? CosignSigner.bundle(KEY.asRemoteSigner())
                : CosignSigner.legacy(KEY.asRemoteSigner());
        CosignRequirement.Builder asked = CosignRequirement.key(KEY.publicKeyPem(), "key")
                .transparencyLog(pinned(services.root()))
                .requireTimestamp();
        if (layout.endsWith("attestation")) {
            builder.attestation(SBOM, PREDICATE);
            asked.attestation(SBOM);
        }
        SignatureReport report = report(asked, sign(stamped(logged(builder))));
        assertThat(Judging.why(report)).isEqualTo("ACCEPTED");
        assertThat(report.facts()).containsEntry("verified-times", "2026-11-23T12:00:00Z, 2026-11-23T12:00:00Z");
        assertThat(services.asked).containsExactly("/api/v1/timestamp", "/api/v1/log/entries");
    }

    @Test
    void carriesAnEntryOfALogOfTiles() throws Exception {
        CosignSigner.Builder builder =
                CosignSigner.bundle(P384.asRemoteSigner()).algorithm(SigningAlgorithm.ECDSA_SHA384);
        SignatureArtifact artifact = sign(stamped(builder.tiledTransparencyLog(services.log())));
        CosignRequirement.Builder asked = CosignRequirement.key(P384.publicKeyPem(), "key")
                .transparencyLog(pinned(services.root()))
                .requireTimestamp();
        assertThat(Judging.why(report(asked, artifact))).isEqualTo("ACCEPTED");
    }

    @Test
    void carriesATimestampAlone() throws Exception {
        TagLayer layer = (TagLayer) sign(stamped(CosignSigner.legacy(KEY.asRemoteSigner())));
        assertThat(layer.layer().annotations())
                .containsOnlyKeys("dev.cosignproject.cosign/signature", "dev.sigstore.cosign/rfc3161timestamp");
    }

    @Test
    void logsThePayloadOfAnEd25519KeyByItsHash() throws Exception {
        CosignSigner.Builder builder =
                CosignSigner.legacy(ED25519.asRemoteSigner()).algorithm(SigningAlgorithm.ED25519PH);
        CosignRequirement.Builder asked =
                CosignRequirement.key(ED25519.publicKeyPem(), "key").transparencyLog(pinned(services.root()));
        assertThat(Judging.why(report(asked, sign(logged(builder))))).isEqualTo("ACCEPTED");
    }

    /** A key without random numbers signs the same twice, and the log answers 409 to the second. */
    @Test
    void takesTheEntryThatTheLogHasAlready() throws Exception {
        services.hasAll = true;
        CosignRequirement.Builder asked =
                CosignRequirement.key(KEY.publicKeyPem(), "key").transparencyLog(pinned(services.root()));
        SignatureArtifact artifact = sign(logged(CosignSigner.bundle(KEY.asRemoteSigner())));
        assertThat(Judging.why(report(asked, artifact))).isEqualTo("ACCEPTED");
        assertThat(services.asked).containsExactly("/api/v1/log/entries", "/api/v1/log/entries/retrieve");
    }

    @Test
    void saysWhyTheLogRefusedIfItHasNoSuchEntry() {
        services.hasAll = true;
        services.answer = answer -> "[]";
        assertThatThrownBy(() -> sign(logged(CosignSigner.bundle(KEY.asRemoteSigner()))))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("status 409");
    }

    static Stream<Arguments> logFaults() {
        return Stream.of(
                Arguments.of("another signature", "(\"signature\":\\{\"content\":\"........)....", "$1AAAA"),
                Arguments.of("another hash", "(\"value\":\")....", "$10000"),
                Arguments.of("another key", "(\"publicKey\":\\{\"content\":\")....", "$1AAAA"),
                Arguments.of("another kind", "\"kind\":\"hashedrekord\"", "\"kind\":\"tuf\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("logFaults")
    void returnsNothingIfTheLogTookUpSomethingElse(String what, String from, String to) {
        services.body = body -> {
            String changed = body.replaceFirst(from, to);
            assertThat(changed).isNotEqualTo(body);
            return changed;
        };
        assertThat(refusal(logged(CosignSigner.legacy(KEY.asRemoteSigner()))))
                .isEqualTo(CosignSigningReason.PRODUCT_REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "{\"a\":{},\"b\":{}}",
                "{\"a\":{}}",
                "{\"a\":{\"body\":\"e30=\",\"integratedTime\":1,\"logID\":\"00\",\"logIndex\":1}}"
            })
    void returnsNothingIfTheLogAnswersSomethingElse(String answer) {
        services.answer = made -> answer;
        assertThat(refusal(logged(CosignSigner.bundle(KEY.asRemoteSigner()))))
                .isEqualTo(CosignSigningReason.LOG_ANSWER);
        assertThat(refusal(CosignSigner.bundle(KEY.asRemoteSigner())
                        .trustedRoot(services.root())
                        .tiledTransparencyLog(services.log())))
                .isIn(CosignSigningReason.LOG_ANSWER, CosignSigningReason.PRODUCT_REFUSED);
    }

    @Test
    void returnsNothingIfAHashOfTheLogIsNone() {
        services.answer = made -> made.replaceFirst("\"rootHash\":\"..", "\"rootHash\":\"xy");
        assertThat(refusal(logged(CosignSigner.bundle(KEY.asRemoteSigner()))))
                .isEqualTo(CosignSigningReason.LOG_ANSWER);
    }

    @Test
    void returnsNothingIfWhatIsFoundIsNoEntry() {
        services.hasAll = true;
        services.answer = made -> made.startsWith("[") ? "{}" : made;
        assertThat(refusal(logged(CosignSigner.bundle(KEY.asRemoteSigner()))))
                .isEqualTo(CosignSigningReason.LOG_ANSWER);
    }

    @Test
    void returnsNothingIfTheProofOfTheLogDoesNotHold() {
        services.answer = made -> made.replaceFirst("\"treeSize\":2", "\"treeSize\":3");
        assertThat(refusal(logged(CosignSigner.bundle(KEY.asRemoteSigner()))))
                .isEqualTo(CosignSigningReason.PRODUCT_REFUSED);
    }

    /** Verifiers pass over logs that they do not know; whoever pays for an entry wants to know. */
    @Test
    void returnsNothingIfOneOfTheLogsIsNotInTheRoot() {
        services.answer =
                made -> services.asked.size() == 1 ? made : made.replaceFirst("\"logID\":\"....", "\"logID\":\"0000");
        assertThat(refusal(logged(CosignSigner.bundle(KEY.asRemoteSigner())).transparencyLog(services.log())))
                .isEqualTo(CosignSigningReason.PRODUCT_REFUSED);
    }

    @Test
    void returnsNothingIfTheAuthorityIsNotInTheRoot() {
        CosignSigner.Builder builder = CosignSigner.bundle(KEY.asRemoteSigner())
                .trustedRoot(Bytes.utf8(SigstoreForge.rootText()))
                .timestampAuthority(services.timestamps(), RANDOM);
        assertThat(refusal(builder)).isEqualTo(CosignSigningReason.PRODUCT_REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "MAA="})
    void returnsNothingIfTheAuthorityAnswersSomethingElse(String answer) {
        services.stamp = made -> answer;
        assertThat(refusal(stamped(CosignSigner.bundle(KEY.asRemoteSigner()))))
                .isEqualTo(CosignSigningReason.TIMESTAMP_ANSWER);
        assertThat(services.asked).containsExactly("/api/v1/timestamp");
    }

    @Test
    void returnsNothingIfTheAuthorityAnswersAnotherRequest() throws Exception {
        String[] first = new String[1];
        services.stamp = made -> {
            first[0] = first[0] == null ? made : first[0];
            return first[0];
        };
        CosignSigner signer =
                stamped(CosignSigner.bundle(ED25519.asRemoteSigner())).build();
        signer.sign(IMAGE, online());
        assertThatThrownBy(() -> signer.sign(IMAGE, online()))
                .isInstanceOfSatisfying(
                        SigningException.class,
                        refusal -> assertThat(refusal.reason().code()).isEqualTo(CosignSigningReason.TIMESTAMP_ANSWER));
    }

    /** Nobody may find a broken signature in a log, under our key. */
    @Test
    void showsNoLogASignatureThatTheKeyBroke() {
        LyingSigner lying = new LyingSigner(
                KEY.spki(), (algorithm, message) -> KEY.another().sign(algorithm, message));
        assertThat(refusal(stamped(logged(CosignSigner.bundle(lying)))))
                .isEqualTo(CosignSigningReason.SIGNATURE_BROKEN);
        assertThat(services.asked).isEmpty();
    }

    @Test
    void asksTheKeyForNothingWithoutAFetcher() {
        LyingSigner asked = new LyingSigner(KEY.spki(), (algorithm, message) -> {
            throw new AssertionError("the key was asked");
        });
        CosignSigner signer = logged(CosignSigner.bundle(asked)).build();
        assertThatThrownBy(() -> signer.sign(IMAGE, SigningContext.offline(SigstoreForge.SIGNED, Deadline.never())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fetcher");
    }

    static Stream<Arguments> doNotGoTogether() {
        URI log = URI.create("https://log.example");
        Bytes root = Bytes.utf8(SigstoreForge.rootText());
        return Stream.of(
                Arguments.of(
                        "a log without a root",
                        CosignSigner.bundle(KEY.asRemoteSigner()).transparencyLog(log)),
                Arguments.of(
                        "an authority without a root",
                        CosignSigner.bundle(KEY.asRemoteSigner()).timestampAuthority(log, RANDOM)),
                Arguments.of(
                        "two logs in the legacy layout",
                        CosignSigner.legacy(KEY.asRemoteSigner())
                                .trustedRoot(root)
                                .transparencyLog(log)
                                .transparencyLog(log)),
                Arguments.of(
                        "two authorities in the legacy layout",
                        CosignSigner.legacy(KEY.asRemoteSigner())
                                .trustedRoot(root)
                                .timestampAuthority(log, RANDOM)
                                .timestampAuthority(log, RANDOM)),
                Arguments.of(
                        "tiles in the legacy layout",
                        CosignSigner.legacy(KEY.asRemoteSigner())
                                .trustedRoot(root)
                                .tiledTransparencyLog(log)),
                Arguments.of(
                        "a pure Ed25519 payload in a log",
                        CosignSigner.legacy(ED25519.asRemoteSigner())
                                .trustedRoot(root)
                                .transparencyLog(log)),
                Arguments.of(
                        "a hashed Ed25519 envelope in a log",
                        CosignSigner.bundle(ED25519.asRemoteSigner())
                                .algorithm(SigningAlgorithm.ED25519PH)
                                .trustedRoot(root)
                                .transparencyLog(log)),
                Arguments.of(
                        "an envelope by SHA-384 in a log",
                        CosignSigner.bundle(P384.asRemoteSigner())
                                .algorithm(SigningAlgorithm.ECDSA_SHA384)
                                .trustedRoot(root)
                                .transparencyLog(log)),
                Arguments.of(
                        "SHA-256 on another curve in tiles",
                        CosignSigner.bundle(P384.asRemoteSigner())
                                .trustedRoot(root)
                                .tiledTransparencyLog(log)),
                Arguments.of(
                        "pure Ed25519 in tiles",
                        CosignSigner.bundle(ED25519.asRemoteSigner())
                                .trustedRoot(root)
                                .tiledTransparencyLog(log)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doNotGoTogether")
    void refusesWhatDoesNotGoTogether(String what, CosignSigner.Builder builder) {
        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesARootThatIsNone() {
        CosignSigner.Builder builder = CosignSigner.bundle(KEY.asRemoteSigner())
                .trustedRoot(PREDICATE)
                .timestampAuthority(services.timestamps(), RANDOM);
        SetUpException refusal = catchThrowableOfType(SetUpException.class, builder::build);
        assertThat(refusal.reason().code()).isEqualTo(CosignReason.TRUSTED_ROOT_MALFORMED);
    }

    private CosignSigner.Builder logged(CosignSigner.Builder builder) {
        return builder.trustedRoot(services.root()).transparencyLog(services.log());
    }

    private CosignSigner.Builder stamped(CosignSigner.Builder builder) {
        return builder.trustedRoot(services.root()).timestampAuthority(services.timestamps(), RANDOM);
    }

    private SignatureArtifact sign(CosignSigner.Builder builder) throws IOException, InterruptedException {
        return builder.build().sign(IMAGE, online());
    }

    private SigningContext online() {
        return SigningContext.online(SigstoreForge.SIGNED, Deadline.never(), services);
    }

    private ReasonCode refusal(CosignSigner.Builder builder) {
        return catchThrowableOfType(SigningException.class, () -> sign(builder))
                .reason()
                .code();
    }

    private static Pinned pinned(Bytes root) {
        return new Pinned(AnchorKind.SIGSTORE_ROOT, root, "trusted_root.json");
    }

    private static SignatureReport report(CosignRequirement.Builder asked, SignatureArtifact artifact) {
        return Judging.by(asked).report(AllCandidates.found(artifact, IMAGE), IMAGE, Judging.CONTEXT);
    }
}
