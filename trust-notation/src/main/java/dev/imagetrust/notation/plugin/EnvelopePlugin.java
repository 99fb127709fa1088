/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.plugin;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.notation.plugin.SigningPlugin.KeyReference;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A plugin that makes whole envelopes: {@code generate-envelope}.
 *
 * @since 0.1
 */
public interface EnvelopePlugin extends NotationPlugin {

    /**
     * Which kind of key this is, for files, whose digest is by the hash function of the key. Images need it not, nor does a
     * plugin without {@link PluginCapability#SIGNATURE_GENERATOR_ENVELOPE_FOR_BLOB}: by default it gives no answer.
     *
     * @return as {@link SigningPlugin#describeKey}
     * @throws PluginException if it gives no answer in time
     * @throws InterruptedException if the thread was interrupted
     */
    default String describeKey(KeyReference key, Deadline deadline) throws PluginException, InterruptedException {
        throw new PluginException(PluginException.ErrorCode.ERROR, "the plugin describes no keys");
    }

    /**
     * Makes an envelope. What it holds is for the caller to check.
     *
     * @throws PluginException if it gives no answer in time, or one of another type
     * @throws InterruptedException if the thread was interrupted
     */
    Envelope generateEnvelope(Order order, Deadline deadline) throws PluginException, InterruptedException;

    /**
     * What is wanted.
     *
     * @param key the key to sign with
     * @param payload the payload to sign
     * @param payloadType its media type
     * @param envelopeType {@code application/jose+json} or {@code application/cose}
     * @param expiry for how long the signature is to count, in whole seconds; null: for ever
     * @since 0.1
     */
    record Order(
            KeyReference key,
            Bytes payload,
            String payloadType,
            String envelopeType,
            @Nullable Duration expiry) {
        /** Checks for nulls. */
        public Order {
            requireNonNull(key, "key");
            requireNonNull(payload, "payload");
            requireNonNull(payloadType, "payloadType");
            requireNonNull(envelopeType, "envelopeType");
        }
    }

    /**
     * What the plugin made.
     *
     * @param envelope the octets
     * @param annotations for the manifest; nobody signed them
     * @since 0.1
     */
    record Envelope(Bytes envelope, Map<String, String> annotations) {
        /** Copies the map. */
        public Envelope {
            requireNonNull(envelope, "envelope");
            annotations = Map.copyOf(annotations);
        }
    }
}
