/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.primitives.SigningKey;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.testkit.AllCandidates;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedKey.Kind;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.verdict.SignatureReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Signing without a network. */
class CosignSignerTest {

    private static final ForgedKey KEY = ForgedKey.generate(Kind.EC_P256);
    private static final ForgedKey P384 = ForgedKey.generate(Kind.EC_P384);
    private static final ForgedKey ED25519 = ForgedKey.generate(Kind.ED25519);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SBOM = "https://spdx.dev/Document";
    private static final Bytes PREDICATE = Bytes.utf8("{\"name\":\"app\"}");
    private static final ImageSubject IMAGE = ImageForge.image("app").at("registry.example/team/app", "v1");
    private static final SigningContext OFFLINE = SigningContext.offline(ForgedTime.SIGNED, Deadline.never());

    static Stream<Arguments> everyKey() throws Exception {
        return Stream.of(
                Arguments.of(SigningKey.generate(KeyType.EC_P256, RANDOM), SigningAlgorithm.ECDSA_SHA256),
                Arguments.of(SigningKey.generate(KeyType.EC_P384, RANDOM), SigningAlgorithm.ECDSA_SHA256),
                Arguments.of(SigningKey.generate(KeyType.EC_P521, RANDOM), SigningAlgorithm.ECDSA_SHA256),
                Arguments.of(Recorded.madeKey("rsa-2048"), SigningAlgorithm.RSA_PKCS1_SHA256),
                Arguments.of(Recorded.madeKey("rsa-3072"), SigningAlgorithm.RSA_PKCS1_SHA256),
                Arguments.of(Recorded.madeKey("rsa-4096"), SigningAlgorithm.RSA_PKCS1_SHA256),
                Arguments.of(SigningKey.generate(KeyType.ED25519, RANDOM), SigningAlgorithm.ED25519));
    }

    /** By the algorithm that {@code cosign verify --key} takes without flags; tests/registry asks cosign itself. */
    @ParameterizedTest
    @MethodSource("everyKey")
    void signsWithEveryKindOfKey(SigningKey key, SigningAlgorithm usual) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        LyingSigner honest = new LyingSigner(key.publicKey(), (algorithm, message) -> {
            assertThat(algorithm).isEqualTo(usual);
            asked.incrementAndGet();
            return key.signMessage(algorithm, message);
        });
        for (CosignSigner.Builder builder : List.of(CosignSigner.bundle(honest), CosignSigner.legacy(honest))) {
            CosignSigner signer = builder.build();
            SignatureArtifact artifact = signer.sign(IMAGE, OFFLINE);
            assertThat(why(CosignRequirement.key(signer.publicKeyPem(), "key"), artifact, IMAGE))
                    .isEqualTo("ACCEPTED");
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void signsByTheOtherAlgorithmsOfAKey() throws Exception {
        for (SigningAlgorithm algorithm : List.of(SigningAlgorithm.ED25519PH, SigningAlgorithm.ED25519)) {
            assertThat(why(
                            ED25519,
                            CosignSigner.bundle(ED25519.asRemoteSigner()).algorithm(algorithm)))
                    .isEqualTo("ACCEPTED");
        }
        assertThat(why(P384, CosignSigner.legacy(P384.asRemoteSigner()).algorithm(SigningAlgorithm.ECDSA_SHA384)))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void aLegacyPayloadIsWhatCosignWrites() throws Exception {
        TagLayer layer = (TagLayer) sign(CosignSigner.legacy(KEY.asRemoteSigner())
                .annotation("env", "<prod> & \"test\"")
                .annotation("build", "4711"));
        assertThat(text(layer.content()))
                .isEqualTo("{\"critical\":{\"identity\":{\"docker-reference\":\"registry.example/team/app\"},"
                        + "\"image\":{\"docker-manifest-digest\":\""
                        + IMAGE.image().digest() + "\"},\"type\":\"cosign container image signature\"},"
                        + "\"optional\":{\"build\":\"4711\",\"env\":\"<prod> & \\\"test\\\"\"}}");
        assertThat(layer.suffix()).isEqualTo(".sig");
        assertThat(layer.layer().mediaType()).isEqualTo("application/vnd.dev.cosign.simplesigning.v1+json");
        assertThat(layer.layer().annotations()).containsOnlyKeys("dev.cosignproject.cosign/signature");
    }

    @Test
    void aLegacyAttestationIsWhatCosignWrites() throws Exception {
        TagLayer layer =
                (TagLayer) sign(CosignSigner.legacy(KEY.asRemoteSigner()).attestation(SBOM, PREDICATE));
        String envelope = text(layer.content());
        assertThat(envelope)
                .matches("\\{\"payloadType\":\"application/vnd.in-toto\\+json\",\"payload\":\"[^\"]+\","
                        + "\"signatures\":\\[\\{\"keyid\":\"\",\"sig\":\"[^\"]+\"}]}");
        assertThat(statement(envelope))
                .isEqualTo("{\"_type\":\"https://in-toto.io/Statement/v0.1\",\"subject\":[{\"name\":"
                        + "\"registry.example/team/app\",\"digest\":{\"sha256\":\""
                        + IMAGE.image().digest().hex() + "\"}}],\"predicateType\":\"" + SBOM
                        + "\",\"predicate\":{\"name\":\"app\"}}");
        assertThat(layer.suffix()).isEqualTo(".att");
        assertThat(layer.layer().mediaType()).isEqualTo("application/vnd.dsse.envelope.v1+json");
        assertThat(layer.layer().annotations())
                .isEqualTo(Map.of("dev.cosignproject.cosign/signature", "", "predicateType", SBOM));
    }

    @Test
    void aBundleIsWhatCosignWrites() throws Exception {
        Referrer referrer =
                (Referrer) sign(CosignSigner.bundle(KEY.asRemoteSigner()).annotation("env", "prod"));
        String hint = Base64.getEncoder()
                .encodeToString(Digest.sha256(KEY.spki()).value().toByteArray());
        String bundle = text(referrer.content());
        assertThat(bundle)
                .startsWith("{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\","
                        + "\"verificationMaterial\":{\"publicKey\":{\"hint\":\"" + hint + "\"}},\"dsseEnvelope\":{");
        assertThat(statement(bundle))
                .isEqualTo("{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"sha256\":\""
                        + IMAGE.image().digest().hex() + "\"},\"annotations\":{\"env\":\"prod\"}}],"
                        + "\"predicateType\":\"https://sigstore.dev/cosign/sign/v1\",\"predicate\":{}}");
        SignatureArtifact.ReferrerManifest manifest = referrer.manifest();
        assertThat(manifest.artifactType()).isEqualTo("application/vnd.dev.sigstore.bundle.v0.3+json");
        assertThat(manifest.configMediaType()).isEqualTo("application/vnd.oci.empty.v1+json");
        assertThat(manifest.annotations())
                .isEqualTo(Map.of(
                        "org.opencontainers.image.created", "2026-06-01T11:00:00Z",
                        "dev.sigstore.bundle.content", "dsse-envelope",
                        "dev.sigstore.bundle.predicateType", "https://sigstore.dev/cosign/sign/v1"));
    }

    @Test
    void annotationsAndNameAreSigned() throws Exception {
        SignatureArtifact artifact = sign(CosignSigner.legacy(KEY.asRemoteSigner())
                .annotation("env", "prod")
                .dockerReference("mirror.example/app"));
        CosignRequirement.Builder asked = CosignRequirement.key(KEY.publicKeyPem(), "key")
                .annotation("env", "prod")
                .signedIdentity(new SignedIdentity.ExactRepository("mirror.example/app"));
        assertThat(why(asked, artifact, IMAGE)).isEqualTo("ACCEPTED");
    }

    @Test
    void theNameIsThatOfTheRepositoryAsDockerHasIt() throws Exception {
        ImageSubject image = ImageForge.image("app").at("busybox", "v1");
        TagLayer layer =
                (TagLayer) CosignSigner.legacy(KEY.asRemoteSigner()).build().sign(image, OFFLINE);
        assertThat(text(layer.content())).contains("\"docker-reference\":\"docker.io/library/busybox\"");
        CosignRequirement.Builder asked =
                CosignRequirement.key(KEY.publicKeyPem(), "key").signedIdentity(new SignedIdentity.MatchRepository());
        assertThat(why(asked, layer, image)).isEqualTo("ACCEPTED");
    }

    @Test
    void anImageByALongerDigestIsSignedByThat() throws Exception {
        Descriptor manifest = ImageForge.image("app").descriptor();
        Descriptor longer = Descriptor.of(
                manifest.mediaType(), Digest.of(DigestAlgorithm.SHA512, Bytes.utf8("app")), manifest.size());
        ImageSubject image = ImageSubject.byDigest(ImageName.parse("registry.example/team/app"), longer);
        SignatureArtifact artifact =
                CosignSigner.bundle(KEY.asRemoteSigner()).build().sign(image, OFFLINE);
        assertThat(why(CosignRequirement.key(KEY.publicKeyPem(), "key"), artifact, image))
                .isEqualTo("ACCEPTED");
        assertThat(statement(text(((Referrer) artifact).content()))).contains("\"sha512\":");
    }

    @Test
    void anImageWithoutANameIsSignedInABundleOrUnderAGivenName() throws Exception {
        ImageSubject image = ImageSubject.unnamed(
                ImageForge.image("app").descriptor(), new PolicyLocation("oci", "/images/app", List.of()));
        CosignSigner.bundle(KEY.asRemoteSigner()).build().sign(image, OFFLINE);
        CosignSigner.legacy(KEY.asRemoteSigner())
                .dockerReference("registry.example/app:v1")
                .build()
                .sign(image, OFFLINE);
        assertThatThrownBy(
                        () -> CosignSigner.legacy(KEY.asRemoteSigner()).build().sign(image, OFFLINE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no name");
    }

    @Test
    void whatIsSignedAgainByADeterministicKeyIsTheSame() throws Exception {
        CosignSigner signer = CosignSigner.bundle(ED25519.asRemoteSigner()).build();
        assertThat(signer.sign(IMAGE, OFFLINE)).isEqualTo(signer.sign(IMAGE, OFFLINE));
    }

    @Test
    void tellsThePublicKey() {
        assertThat(CosignSigner.bundle(KEY.asRemoteSigner()).build().publicKeyPem())
                .isEqualTo(KEY.publicKeyPem());
    }

    /** The key that answers is not the one that is named, or it answers nonsense. */
    @ParameterizedTest
    @ValueSource(strings = {"another key", "another message", "another algorithm", "nothing", "noise"})
    void returnsNothingIfTheKeyBreaksTheSignature(String fault) {
        LyingSigner lying = new LyingSigner(P384.spki(), (algorithm, message) -> switch (fault) {
            case "another key" -> P384.another().sign(algorithm, message);
            case "another message" -> P384.sign(algorithm, Bytes.utf8("another"));
            case "another algorithm" -> P384.sign(SigningAlgorithm.ECDSA_SHA384, message);
            case "nothing" -> Bytes.empty();
            default -> Bytes.copyOf(new byte[96]);
        });
        for (CosignSigner.Builder builder : List.of(CosignSigner.bundle(lying), CosignSigner.legacy(lying))) {
            SigningException refusal = catchThrowableOfType(SigningException.class, () -> sign(builder));
            assertThat(refusal.reason().code()).isEqualTo(CosignSigningReason.SIGNATURE_BROKEN);
            assertThat(refusal).hasMessageContaining("EC_P384");
        }
    }

    @Test
    void passesOnThatTheKeyCannotBeReached() {
        LyingSigner away = new LyingSigner(KEY.spki(), (algorithm, message) -> {
            throw new IOException("the token is not there");
        });
        assertThatThrownBy(() -> sign(CosignSigner.bundle(away)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("the token is not there");
    }

    /** What verifiers refuse for its size is not handed out either. */
    @Test
    void returnsNothingThatIsTooLongForVerifiers() {
        CosignSigner.Builder builder =
                CosignSigner.legacy(KEY.asRemoteSigner()).annotation("long", "x".repeat(1 << 20));
        SigningException refusal = catchThrowableOfType(SigningException.class, () -> sign(builder));
        assertThat(refusal.reason().code()).isEqualTo(CosignSigningReason.PRODUCT_REFUSED);
        assertThat(refusal).hasMessageContaining(CosignReason.TOO_LARGE.id());
    }

    @Test
    void refusesKeysThatNobodyVerifiesWith() {
        ForgedKey small = ForgedKey.generate(Kind.RSA_1024);
        for (Bytes key : List.of(small.spki(), Bytes.empty(), Bytes.utf8("key"))) {
            LyingSigner signer = new LyingSigner(key, small::sign);
            SetUpException refusal = catchThrowableOfType(
                    SetUpException.class, () -> CosignSigner.bundle(signer).build());
            assertThat(refusal.reason().code()).isEqualTo(CosignReason.KEY_UNREADABLE);
        }
    }

    static Stream<Arguments> doNotGoTogether() throws Exception {
        Supplier<CosignSigner.Builder> bundle = () -> CosignSigner.bundle(KEY.asRemoteSigner());
        Supplier<CosignSigner.Builder> legacy = () -> CosignSigner.legacy(KEY.asRemoteSigner());
        return Stream.of(
                Arguments.of("a name in a bundle", bundle.get().dockerReference("a.example/b")),
                Arguments.of(
                        "a name in an attestation",
                        legacy.get().attestation(SBOM, PREDICATE).dockerReference("a.example/b")),
                Arguments.of(
                        "annotations of an attestation",
                        bundle.get().attestation(SBOM, PREDICATE).annotation("a", "b")),
                Arguments.of("another curve's hash", bundle.get().algorithm(SigningAlgorithm.ECDSA_SHA384)),
                Arguments.of("another key's algorithm", bundle.get().algorithm(SigningAlgorithm.RSA_PKCS1_SHA256)),
                Arguments.of(
                        "PSS",
                        CosignSigner.bundle(Recorded.madeKey("rsa-2048")).algorithm(SigningAlgorithm.RSA_PSS_SHA256)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doNotGoTogether")
    void refusesWhatDoesNotGoTogether(String what, CosignSigner.Builder builder) {
        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spdx", "", "a b", "https://sigstore.dev/cosign/sign/v1"})
    void refusesAttestationsWithoutATypeOfTheirOwn(String type) {
        assertThatThrownBy(() -> CosignSigner.bundle(KEY.asRemoteSigner()).attestation(type, PREDICATE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"text\"", "{", "{}{}", "{\"a\":1,\"a\":2}"})
    void refusesPredicatesThatAreNoObject(String predicate) {
        assertThatThrownBy(() -> CosignSigner.bundle(KEY.asRemoteSigner()).attestation(SBOM, Bytes.utf8(predicate)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("predicate");
    }

    @Test
    void refusesAPredicateOverItsLimit() throws Exception {
        String padding = " ".repeat((16 << 20) - 2);
        CosignSigner.bundle(KEY.asRemoteSigner()).attestation(SBOM, Bytes.utf8("{" + padding + "}"));
        assertThatThrownBy(() ->
                        CosignSigner.bundle(KEY.asRemoteSigner()).attestation(SBOM, Bytes.utf8("{ " + padding + "}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesADockerReferenceThatIsNone() {
        assertThatThrownBy(() -> CosignSigner.legacy(KEY.asRemoteSigner()).dockerReference("No Name"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SignatureArtifact sign(CosignSigner.Builder builder) throws IOException, InterruptedException {
        return builder.build().sign(IMAGE, OFFLINE);
    }

    private static String why(ForgedKey key, CosignSigner.Builder builder) throws IOException, InterruptedException {
        return why(CosignRequirement.key(key.publicKeyPem(), "key"), sign(builder), IMAGE);
    }

    private static String why(CosignRequirement.Builder asked, SignatureArtifact artifact, ImageSubject image) {
        SignatureReport report = Judging.by(asked).report(AllCandidates.found(artifact, image), image, Judging.CONTEXT);
        return Judging.why(report);
    }

    /** What an envelope, alone or in a bundle, is around. */
    private static String statement(String json) {
        String payload = json.replaceFirst(".*\"payload\":\"([^\"]*)\".*", "$1");
        return new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8);
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
