/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.notation.BlobSignature;
import dev.imagetrust.notation.BlobVerdict;
import dev.imagetrust.notation.NotationBlobPolicy;
import dev.imagetrust.notation.NotationBlobs;
import dev.imagetrust.notation.NotationBlobs.Expected;
import dev.imagetrust.notation.NotationEnvelope;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.PluginEnvelopeSigner;
import dev.imagetrust.notation.plugin.EnvelopePlugin;
import dev.imagetrust.notation.plugin.PluginCapability;
import dev.imagetrust.notation.plugin.PluginException;
import dev.imagetrust.notation.plugin.PluginMetadata;
import dev.imagetrust.notation.plugin.SigningPlugin.KeyReference;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** A plugin that makes envelopes, and can be told to make others than it was asked for. */
class PluginEnvelopeSignerTest {

    private static final ImageSubject IMAGE =
            ImageSubject.byDigest(ImageName.parse("registry.example/app"), Judgement.IMAGE);

    private final MakingPlugin plugin = new MakingPlugin();

    @ParameterizedTest
    @EnumSource
    void handsOutWhatTheVerifierAccepts(NotationEnvelope envelope) throws Exception {
        Referrer signed = sign(signer(envelope));

        assertThat(Judgement.strictly().judge(signed).status()).isEqualTo(Status.ACCEPTED);
        assertThat(signed.manifest().annotations())
                .containsEntry("of.plugin", "x")
                .containsKeys("io.cncf.notary.x509chain.thumbprint#S256", "org.opencontainers.image.created");
        assertThat(signer(envelope).yields()).containsExactly(Referrer.class);
    }

    @Test
    void asksForMetadataAndExpiry() throws Exception {
        sign(signer(NotationEnvelope.JWS).expiringAfter(Duration.ofHours(2)).withMetadata(Map.of("stage", "test")));
        Referrer signed = sign(signer(NotationEnvelope.JWS)
                .withMetadata(Map.of("stage", "test"))
                .expiringAfter(Duration.ofHours(2)));

        assertThat(plugin.orders)
                .hasSize(2)
                .allSatisfy(order -> assertThat(order).isEqualTo(plugin.orders.get(0)));
        assertThat(plugin.orders).first().satisfies(order -> {
            assertThat(order.key()).isEqualTo(KeyReference.of("k"));
            assertThat(order.expiry()).isEqualTo(Duration.ofHours(2));
            assertThat(order.envelopeType()).isEqualTo("application/jose+json");
            assertThat(order.payloadType()).isEqualTo(NotationPayload.MEDIA_TYPE);
        });
        assertThat(Judgement.under(Judgement.anybody(Level.STRICT).userMetadata("stage", "test"))
                        .judge(signed)
                        .status())
                .isEqualTo(Status.ACCEPTED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> signer(NotationEnvelope.JWS).expiringAfter(Duration.ofMillis(10)));
    }

    @Test
    void refusesWhatThePluginSaysInPlaceOfThePayload() {
        plugin.payload = payload -> Bytes.utf8(OTHER);
        assertRefused(NotationReason.PLUGIN_ANSWER_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\{", "\"targetArtifact\":\\{"})
    void refusesWhatThePluginSaysBesideThePayload(String where) {
        plugin.payload = payload -> Bytes.utf8(text(payload).replaceFirst(where, "$0\"more\":1,"));
        assertRefused(NotationReason.PLUGIN_ANSWER_INVALID);
    }

    @Test
    void doesNotLetThePluginSayOtherwiseWhatIsAnnotated() throws Exception {
        Referrer without = sign(signer(NotationEnvelope.JWS));
        plugin.annotations = Map.of(
                "io.cncf.notary.x509chain.thumbprint#S256", "[]", "org.opencontainers.image.created", "yesterday");

        assertThat(sign(signer(NotationEnvelope.JWS)).manifest().annotations())
                .containsEntry("org.opencontainers.image.created", Judgement.NOW.toString())
                .containsEntry(
                        "io.cncf.notary.x509chain.thumbprint#S256",
                        without.manifest().annotations().get("io.cncf.notary.x509chain.thumbprint#S256"));
    }

    @Test
    void refusesAnEnvelopeThatDoesNotHold() {
        plugin.envelope = envelope -> Bytes.utf8("{}");
        assertRefused(NotationReason.ENVELOPE_MALFORMED);
    }

    @Test
    void asksNoPluginThatMakesNoEnvelopes() {
        plugin.capabilities = Set.of(PluginCapability.SIGNATURE_GENERATOR_RAW);
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> sign(signer(NotationEnvelope.JWS)))
                .withMessageContaining("makes no envelopes");
        assertThat(plugin.orders).isEmpty();
    }

    @Test
    void asksNoPluginThatSpeaksAnotherContract() {
        plugin.contracts = Set.of("2.0");
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> sign(signer(NotationEnvelope.JWS)))
                .withMessageContaining("makes no envelopes");
    }

    @ParameterizedTest
    @EnumSource
    void handsOutSignaturesOfFilesThatHold(NotationEnvelope envelope) throws Exception {
        plugin.capabilities = Set.of(PluginCapability.SIGNATURE_GENERATOR_ENVELOPE_FOR_BLOB);
        BlobSignature signature = signBlob(signer(envelope).withMetadata(Map.of("stage", "test")));

        BlobVerdict verdict = BLOBS.verify(
                signature, BLOB.newInputStream(), new Expected(null, "application/gzip", Map.of("stage", "test")));
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.TRUSTED);
    }

    /** Section 17, row 23: images need one capability, files another. */
    @Test
    void asksNoPluginAboutFilesThatMakesEnvelopesAboutImagesOnly() {
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> signBlob(signer(NotationEnvelope.JWS)))
                .withMessageContaining("SIGNATURE_GENERATOR.ENVELOPE_FOR_BLOB");
        plugin.capabilities = Set.of(PluginCapability.SIGNATURE_GENERATOR_ENVELOPE_FOR_BLOB);
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> sign(signer(NotationEnvelope.JWS)))
                .withMessageEndingWith("SIGNATURE_GENERATOR.ENVELOPE");
        assertThat(plugin.orders).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC-384", "RSA-4096"})
    void refusesAFileSignedWithAnotherKindOfKeyThanDescribed(String keySpec) {
        plugin.capabilities = Set.of(PluginCapability.SIGNATURE_GENERATOR_ENVELOPE_FOR_BLOB);
        plugin.keySpec = keySpec;
        assertThatExceptionOfType(SigningException.class)
                .isThrownBy(() -> signBlob(signer(NotationEnvelope.JWS)))
                .satisfies(e -> assertThat(e.reason().code()).isEqualTo(NotationReason.PLUGIN_ANSWER_INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EC-521 ", "EC-512", "RSA-1024", "ED-25519"})
    void signsNoFileWithAKeyOfAnUnknownKind(String keySpec) {
        plugin.capabilities = Set.of(PluginCapability.SIGNATURE_GENERATOR_ENVELOPE_FOR_BLOB);
        plugin.keySpec = keySpec;
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> signBlob(signer(NotationEnvelope.JWS)))
                .withMessageContaining("unknown kind of key");
        assertThat(plugin.orders).isEmpty();
    }

    @Test
    void signsNoFileThatThePluginMakesAnotherOf() {
        plugin.capabilities = Set.of(PluginCapability.SIGNATURE_GENERATOR_ENVELOPE_FOR_BLOB);
        plugin.payload = payload -> Bytes.utf8(OTHER);
        assertThatExceptionOfType(SigningException.class)
                .isThrownBy(() -> signBlob(signer(NotationEnvelope.JWS)))
                .satisfies(e -> assertThat(e.reason().code()).isEqualTo(NotationReason.PLUGIN_ANSWER_INVALID));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> signer(NotationEnvelope.JWS).signBlob(BLOB.newInputStream(), "gzip", CONTEXT));
    }

    @Test
    void aPluginThatDescribesNoKeysSaysSo() {
        EnvelopePlugin silent = new EnvelopePlugin() {

            @Override
            public PluginMetadata metadata(Deadline deadline) {
                return plugin.metadata(deadline);
            }

            @Override
            public Envelope generateEnvelope(Order order, Deadline deadline) {
                return plugin.generateEnvelope(order, deadline);
            }
        };
        plugin.capabilities = Set.of(PluginCapability.SIGNATURE_GENERATOR_ENVELOPE_FOR_BLOB);
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> signBlob(PluginEnvelopeSigner.of(silent, KeyReference.of("k"), NotationEnvelope.JWS)))
                .withMessageContaining("describes no keys");
    }

    private static final Bytes BLOB = Bytes.utf8("a release, in one file");
    private static final SigningContext CONTEXT = SigningContext.offline(Judgement.NOW, Deadline.never());

    private static final NotationBlobs BLOBS = NotationBlobs.of(
            NotationBlobPolicy.parse(Bytes.utf8("{\"version\":\"1.0\",\"trustPolicies\":[{\"name\":\"all\","
                    + "\"globalPolicy\":true,\"signatureVerification\":{\"level\":\"strict\"},"
                    + "\"trustStores\":[\"ca:acme\"],\"trustedIdentities\":[\"*\"]}]}")),
            Judgement.TRUST,
            () -> Judgement.NOW);

    private static BlobSignature signBlob(PluginEnvelopeSigner signer) throws Exception {
        return signer.signBlob(BLOB.newInputStream(), "application/gzip", CONTEXT);
    }

    private static final String OTHER =
            "{\"targetArtifact\":{\"mediaType\":\"a/b\",\"digest\":\"sha256:" + "b".repeat(64) + "\",\"size\":1}}";

    private void assertRefused(NotationReason reason) {
        assertThatExceptionOfType(SigningException.class)
                .isThrownBy(() -> sign(signer(NotationEnvelope.JWS)))
                .satisfies(e -> assertThat(e.reason().code()).isEqualTo(reason));
    }

    private PluginEnvelopeSigner signer(NotationEnvelope envelope) {
        return PluginEnvelopeSigner.of(plugin, KeyReference.of("k"), envelope);
    }

    private static Referrer sign(PluginEnvelopeSigner signer) throws Exception {
        return signer.sign(IMAGE, CONTEXT);
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }

    /** Makes envelopes with the forge of these tests. */
    private static final class MakingPlugin implements EnvelopePlugin {

        private final List<Order> orders = new ArrayList<>();
        private Set<PluginCapability> capabilities = Set.of(PluginCapability.SIGNATURE_GENERATOR_ENVELOPE);
        private Set<String> contracts = Set.of("1.0");
        private String keySpec = "EC-256";
        private Map<String, String> annotations = Map.of("of.plugin", "x");
        private UnaryOperator<Bytes> payload = UnaryOperator.identity();
        private UnaryOperator<Bytes> envelope = UnaryOperator.identity();

        @Override
        public PluginMetadata metadata(Deadline deadline) {
            return new PluginMetadata("p", "1.0.0", contracts, capabilities);
        }

        @Override
        public String describeKey(KeyReference key, Deadline deadline) {
            return keySpec;
        }

        @Override
        public Envelope generateEnvelope(Order order, Deadline deadline) {
            orders.add(order);
            EnvelopeFormat format =
                    EnvelopeFormat.ofMediaType(order.envelopeType()).orElseThrow();
            Bytes made = EnvelopeTest.forge(format)
                    .payload(text(payload.apply(order.payload())))
                    .build();
            return new Envelope(envelope.apply(made), annotations);
        }
    }
}
