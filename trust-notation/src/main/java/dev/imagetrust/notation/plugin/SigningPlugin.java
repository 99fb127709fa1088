/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.plugin;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import java.util.List;
import java.util.Map;

import static java.util.Objects.requireNonNull;

/**
 * A plugin that signs octets: {@code describe-key} and {@code generate-signature}.
 *
 * @since 0.1
 */
public interface SigningPlugin extends NotationPlugin {

    /**
     * Which kind of key this is.
     *
     * @return {@code RSA-2048}, {@code RSA-3072}, {@code RSA-4096}, {@code EC-256}, {@code EC-384} or {@code EC-521}
     * @throws PluginException if it gives no answer in time
     * @throws InterruptedException if the thread was interrupted
     */
    String describeKey(KeyReference key, Deadline deadline) throws PluginException, InterruptedException;

    /**
     * Signs.
     *
     * @param keySpec what {@link #describeKey} said
     * @param payload the octets to sign, not their digest
     * @throws PluginException if it gives no answer in time
     * @throws InterruptedException if the thread was interrupted
     */
    RawSignature generateSignature(KeyReference key, String keySpec, Bytes payload, Deadline deadline)
            throws PluginException, InterruptedException;

    /**
     * A key that the plugin knows.
     *
     * @param id what the plugin calls it
     * @param pluginConfig settings for the plugin, passed on as they are
     * @since 0.1
     */
    record KeyReference(String id, Map<String, String> pluginConfig) {
        /** Copies the map. */
        public KeyReference {
            requireNonNull(id, "id");
            pluginConfig = Map.copyOf(pluginConfig);
        }

        /** A key that needs no settings. */
        public static KeyReference of(String id) {
            return new KeyReference(id, Map.of());
        }
    }

    /**
     * A signature as the plugin made it.
     *
     * @param signature RSASSA-PSS, or r and s of ECDSA one after the other
     * @param signingAlgorithm such as {@code ECDSA-SHA-256}
     * @param certificateChain DER, leaf first
     * @since 0.1
     */
    record RawSignature(Bytes signature, String signingAlgorithm, List<Bytes> certificateChain) {
        /** Copies the list. */
        public RawSignature {
            requireNonNull(signature, "signature");
            requireNonNull(signingAlgorithm, "signingAlgorithm");
            certificateChain = List.copyOf(certificateChain);
        }
    }
}
