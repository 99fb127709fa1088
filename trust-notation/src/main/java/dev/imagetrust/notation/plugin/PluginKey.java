/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.plugin;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.notation.plugin.PluginException.ErrorCode;
import dev.imagetrust.notation.plugin.SigningPlugin.KeyReference;
import dev.imagetrust.notation.plugin.SigningPlugin.RawSignature;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.EcdsaEncoding;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.primitives.SignatureCheck;
import dev.imagetrust.primitives.SignatureResult;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SigningAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A key that a {@link SigningPlugin} signs with, for {@code NotationSigner.builder(key, key.chain())}.
 *
 * <p>A plugin tells its certificates only with a signature. So {@link #open} has it sign one fixed text, which shows in
 * whatever record the plugin keeps of its key. Every signature is checked under the key of that certificate before it is
 * handed on. Safe for use by several threads if the plugin is.
 *
 * <p>Notary Project specification, plugin-extensibility.md, "SIGNATURE_GENERATOR.RAW".
 *
 * @since 0.1
 */
public final class PluginKey implements RemoteSigner {

    private static final Bytes PROBE = Bytes.utf8("image-trust asks for the certificates of this key");

    private record Spec(String name, SigningAlgorithm algorithm, SignatureScheme raw) {}

    /** The algorithm that each kind of key has: the specification leaves no choice. */
    private static final Map<String, Spec> SPECS = Map.of(
            "RSA-2048", new Spec("RSASSA-PSS-SHA-256", SigningAlgorithm.RSA_PSS_SHA256, SignatureScheme.RSA_PSS_SHA256),
            "RSA-3072", new Spec("RSASSA-PSS-SHA-384", SigningAlgorithm.RSA_PSS_SHA384, SignatureScheme.RSA_PSS_SHA384),
            "RSA-4096", new Spec("RSASSA-PSS-SHA-512", SigningAlgorithm.RSA_PSS_SHA512, SignatureScheme.RSA_PSS_SHA512),
            "EC-256", new Spec("ECDSA-SHA-256", SigningAlgorithm.ECDSA_SHA256, SignatureScheme.ECDSA_SHA256_P1363),
            "EC-384", new Spec("ECDSA-SHA-384", SigningAlgorithm.ECDSA_SHA384, SignatureScheme.ECDSA_SHA384_P1363),
            "EC-521", new Spec("ECDSA-SHA-512", SigningAlgorithm.ECDSA_SHA512, SignatureScheme.ECDSA_SHA512_P1363));

    private final SigningPlugin plugin;
    private final KeyReference reference;
    private final String keySpec;
    private final Spec spec;
    private final List<Bytes> chain;
    private final VerificationKey key;
    private final Duration longest;

    private PluginKey(
            SigningPlugin plugin, KeyReference reference, String keySpec, RawSignature probe, Duration longest)
            throws PluginException {
        this.plugin = plugin;
        this.reference = reference;
        this.keySpec = keySpec;
        this.spec = spec(keySpec);
        this.chain = probe.certificateChain();
        this.key = leafKey(chain);
        this.longest = longest;
    }

    /**
     * Asks the plugin which kind of key it is and which certificates it has.
     *
     * @param longest for one call of the plugin, now and with each signature
     * @throws PluginException if it gives no answer, cannot sign octets, or its signature does not hold
     * @throws InterruptedException if the thread was interrupted
     */
    public static PluginKey open(SigningPlugin plugin, KeyReference reference, Duration longest)
            throws PluginException, InterruptedException {
        PluginMetadata metadata = plugin.metadata(Deadline.after(longest));
        if (!metadata.capabilities().contains(PluginCapability.SIGNATURE_GENERATOR_RAW)
                || !metadata.contractVersions().contains(PluginMetadata.CONTRACT_VERSION)) {
            throw new PluginException(ErrorCode.ERROR, metadata.name() + " does not sign octets by contract 1.0");
        }
        String keySpec = plugin.describeKey(reference, Deadline.after(longest));
        spec(keySpec);
        RawSignature probe = plugin.generateSignature(reference, keySpec, PROBE, Deadline.after(longest));
        PluginKey opened = new PluginKey(plugin, reference, keySpec, probe, longest);
        opened.checked(PROBE, probe);
        return opened;
    }

    /** The certificates as PEM, leaf first. Who they lead to is for the signer to say. */
    public Bytes chain() {
        StringBuilder pem = new StringBuilder();
        chain.forEach(each -> pem.append(Pem.write(new PemBlock(PemBlock.CERTIFICATE, each))));
        return Bytes.utf8(pem.toString());
    }

    @Override
    public Bytes publicKey() {
        return key.spki();
    }

    @Override
    public Bytes signMessage(SigningAlgorithm algorithm, Bytes message) throws PluginException, InterruptedException {
        if (algorithm != spec.algorithm()) {
            throw new PluginException(ErrorCode.ERROR, "a key " + keySpec + " does not sign by " + algorithm);
        }
        Bytes signature =
                checked(message, plugin.generateSignature(reference, keySpec, message, Deadline.after(longest)));
        return switch (algorithm) {
            case ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512 ->
                EcdsaEncoding.findDer(signature, key)
                        .orElseThrow(() -> new IllegalStateException("a signature that holds has two numbers"));
            default -> signature;
        };
    }

    /** Never: the contract hands over whole messages. */
    @Override
    public Bytes signDigest(SigningAlgorithm algorithm, Digest digest) throws PluginException {
        throw new PluginException(ErrorCode.ERROR, "plugins sign whole messages only");
    }

    private Bytes checked(Bytes message, RawSignature made) throws PluginException {
        if (!made.certificateChain().equals(chain)) {
            throw new PluginException(ErrorCode.ERROR, "the plugin signs under other certificates than before");
        }
        if (!made.signingAlgorithm().equals(spec.name())) {
            throw new PluginException(ErrorCode.ERROR, "a key " + keySpec + " was used for " + made.signingAlgorithm());
        }
        if (SignatureCheck.verify(key, spec.raw(), message, made.signature()) != SignatureResult.VALID) {
            throw new PluginException(ErrorCode.ERROR, "the plugin's signature does not hold under its certificate");
        }
        return made.signature();
    }

    private static Spec spec(String keySpec) throws PluginException {
        Spec spec = SPECS.get(keySpec);
        if (spec == null) {
            throw new PluginException(ErrorCode.ERROR, "an unknown kind of key: " + keySpec);
        }
        return spec;
    }

    private static VerificationKey leafKey(List<Bytes> chain) throws PluginException {
        if (chain.isEmpty()) {
            throw new PluginException(ErrorCode.ERROR, "the plugin has no certificate");
        }
        try {
            return CertificateFacts.parse(chain.get(0)).key();
        } catch (MalformedInputException e) {
            throw new PluginException(
                    ErrorCode.ERROR, "the plugin's certificate: " + e.reason().text(), e);
        }
    }
}
