/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.notation.NotationEnvelope;
import dev.imagetrust.notation.NotationSigner;
import dev.imagetrust.notation.plugin.PluginCapability;
import dev.imagetrust.notation.plugin.PluginException;
import dev.imagetrust.notation.plugin.PluginKey;
import dev.imagetrust.notation.plugin.PluginMetadata;
import dev.imagetrust.notation.plugin.SigningPlugin;
import dev.imagetrust.primitives.EcdsaEncoding;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.SigningKey;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A key behind a plugin, and a plugin that can be told to lie. */
class PluginKeyTest {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final KeyPlugin plugin = new KeyPlugin();

    @ParameterizedTest
    @EnumSource
    void signsImagesThatTheVerifierAccepts(NotationEnvelope envelope) throws Exception {
        PluginKey key = open();
        ImageSubject image = ImageSubject.byDigest(ImageName.parse("registry.example/app"), Judgement.IMAGE);

        var signed = NotationSigner.builder(key, key.chain())
                .envelope(envelope)
                .build()
                .sign(image, SigningContext.offline(Judgement.NOW, Deadline.never()));

        assertThat(Judgement.strictly().judge(signed).status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void tellsTheCertificatesOfThePlugin() throws Exception {
        assertThat(Pem.parse(open().chain()))
                .extracting(block -> block.content())
                .containsExactly(TestChain.LEAF.der(), TestChain.ROOT.der());
    }

    @Test
    void opensNoKeyOfAPluginThatCannotSign() {
        plugin.capabilities = Set.of(PluginCapability.SIGNATURE_VERIFIER_TRUSTED_IDENTITY);
        assertRefused("does not sign octets");
    }

    @Test
    void opensNoKeyOfAPluginThatSpeaksAnotherContract() {
        plugin.contracts = Set.of("2.0");
        assertRefused("does not sign octets");
    }

    @Test
    void opensNoKeyOfAnUnknownKind() {
        plugin.keySpec = "DSA-1024";
        assertRefused("an unknown kind of key");
    }

    @Test
    void opensNoKeyWithoutCertificate() {
        plugin.chain = List.of();
        assertRefused("has no certificate");
        plugin.chain = List.of(Bytes.utf8("none"));
        assertRefused("the plugin's certificate");
    }

    @Test
    void opensNoKeyThatIsNotTheOneOfTheCertificate() {
        plugin.chain = List.of(TestChain.ROOT.der());
        assertRefused("does not hold");
    }

    @Test
    void handsOnNoSignatureThatIsAnothers() throws Exception {
        PluginKey key = open();
        Bytes message = Bytes.utf8("message");
        plugin.payload = payload -> Bytes.utf8("another");
        assertSignsNot(key, message, "does not hold");
        plugin.payload = UnaryOperator.identity();
        plugin.chain = List.of(TestChain.ROOT.der());
        assertSignsNot(key, message, "other certificates");
        plugin.chain = KeyPlugin.CHAIN;
        plugin.algorithm = "ECDSA-SHA-512";
        assertSignsNot(key, message, "ECDSA-SHA-512");
    }

    @Test
    void signsByItsOneAlgorithmAndNoDigests() throws Exception {
        PluginKey key = open();
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> key.signMessage(SigningAlgorithm.ECDSA_SHA384, Bytes.empty()));
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> key.signDigest(SigningAlgorithm.ECDSA_SHA256, Digest.sha256(Bytes.empty())));
    }

    private PluginKey open() throws Exception {
        return PluginKey.open(plugin, SigningPlugin.KeyReference.of("k"), LONGEST);
    }

    private void assertRefused(String message) {
        assertThatExceptionOfType(PluginException.class).isThrownBy(this::open).withMessageContaining(message);
    }

    private static void assertSignsNot(PluginKey key, Bytes message, String why) {
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> key.signMessage(SigningAlgorithm.ECDSA_SHA256, message))
                .withMessageContaining(why);
    }

    /** Signs with the leaf of the test chain. */
    private static final class KeyPlugin implements SigningPlugin {

        private static final List<Bytes> CHAIN = List.of(TestChain.LEAF.der(), TestChain.ROOT.der());

        private Set<PluginCapability> capabilities = Set.of(PluginCapability.SIGNATURE_GENERATOR_RAW);
        private Set<String> contracts = Set.of("1.0");
        private String keySpec = "EC-256";
        private String algorithm = "ECDSA-SHA-256";
        private List<Bytes> chain = CHAIN;
        private UnaryOperator<Bytes> payload = UnaryOperator.identity();

        @Override
        public PluginMetadata metadata(Deadline deadline) {
            return new PluginMetadata("p", "1.0.0", contracts, capabilities);
        }

        @Override
        public String describeKey(KeyReference key, Deadline deadline) {
            return keySpec;
        }

        @Override
        public RawSignature generateSignature(KeyReference key, String spec, Bytes octets, Deadline deadline) {
            try {
                SigningKey leaf = SigningKey.fromPkcs8(
                        Bytes.copyOf(TestChain.LEAF.key().getPrivate().getEncoded()));
                Bytes der = leaf.signMessage(SigningAlgorithm.ECDSA_SHA256, payload.apply(octets));
                Bytes raw = EcdsaEncoding.findFixedLength(der, leaf.verificationKey())
                        .orElseThrow();
                return new RawSignature(raw, algorithm, chain);
            } catch (IOException | MalformedInputException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
