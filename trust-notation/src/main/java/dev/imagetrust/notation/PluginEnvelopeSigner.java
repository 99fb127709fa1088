/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.notation.internal.EnvelopeFormat;
import dev.imagetrust.notation.internal.PluginEnvelope;
import dev.imagetrust.notation.plugin.EnvelopePlugin;
import dev.imagetrust.notation.plugin.EnvelopePlugin.Envelope;
import dev.imagetrust.notation.plugin.EnvelopePlugin.Order;
import dev.imagetrust.notation.plugin.PluginCapability;
import dev.imagetrust.notation.plugin.PluginException;
import dev.imagetrust.notation.plugin.PluginMetadata;
import dev.imagetrust.notation.plugin.SigningPlugin.KeyReference;
import dev.imagetrust.spi.ImageSigner;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.SigningException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Signs images with a plugin that makes whole envelopes.
 *
 * <p>What the plugin made is read and verified before it is handed out: the signature holds, the chain keeps the rules, and
 * the payload is the one that was given, with nothing more in it. Times, expiry and timestamps are the plugin's to write. A
 * plugin that signs octets is better used through {@link dev.imagetrust.notation.plugin.PluginKey}. Safe for use by several
 * threads if the plugin is.
 *
 * <p>Notary Project specification, plugin-extensibility.md, "SIGNATURE_GENERATOR.ENVELOPE".
 *
 * @since 0.1
 */
public final class PluginEnvelopeSigner implements ImageSigner {

    private final EnvelopePlugin plugin;
    private final KeyReference key;
    private final NotationEnvelope envelope;
    private final Map<String, String> metadata;
    private final @Nullable Duration lifetime;

    private PluginEnvelopeSigner(
            EnvelopePlugin plugin,
            KeyReference key,
            NotationEnvelope envelope,
            Map<String, String> metadata,
            @Nullable Duration lifetime) {
        this.plugin = requireNonNull(plugin, "plugin");
        this.key = requireNonNull(key, "key");
        this.envelope = requireNonNull(envelope, "envelope");
        this.metadata = Map.copyOf(metadata);
        this.lifetime = lifetime;
    }

    /** Signs with a key of a plugin, without metadata and for ever. */
    public static PluginEnvelopeSigner of(EnvelopePlugin plugin, KeyReference key, NotationEnvelope envelope) {
        return new PluginEnvelopeSigner(plugin, key, envelope, Map.of(), null);
    }

    /** The same with pairs of user metadata to be signed. */
    public PluginEnvelopeSigner withMetadata(Map<String, String> newMetadata) {
        return new PluginEnvelopeSigner(plugin, key, envelope, newMetadata, lifetime);
    }

    /**
     * The same with signatures that end so long after they were made, if the plugin heeds it.
     *
     * @throws IllegalArgumentException if it is less than a second
     */
    public PluginEnvelopeSigner expiringAfter(Duration newLifetime) {
        if (newLifetime.toSeconds() < 1) {
            throw new IllegalArgumentException("a signature counts for a second at least: " + newLifetime);
        }
        return new PluginEnvelopeSigner(plugin, key, envelope, metadata, newLifetime);
    }

    /** {@link Referrer} alone. */
    @Override
    public Set<Class<? extends SignatureArtifact>> yields() {
        return Set.of(Referrer.class);
    }

    /**
     * Has the plugin sign the digest of an image.
     *
     * @throws PluginException if the plugin makes no envelopes, or gives no answer in time
     * @throws SigningException with a {@link NotationReason} if what it made does not hold or says something else
     */
    @Override
    public Referrer sign(ImageSubject image, SigningContext context) throws IOException, InterruptedException {
        Deadline deadline = context.deadline();
        PluginMetadata about = plugin.metadata(deadline);
        if (!about.capabilities().contains(PluginCapability.SIGNATURE_GENERATOR_ENVELOPE)
                || !about.contractVersions().contains(PluginMetadata.CONTRACT_VERSION)) {
            throw new PluginException(
                    PluginException.ErrorCode.ERROR, about.name() + " makes no envelopes by contract 1.0");
        }
        PluginEnvelope wanted = new PluginEnvelope(image.image(), metadata);
        EnvelopeFormat format = EnvelopeFormat.of(envelope);
        Envelope made = plugin.generateEnvelope(
                new Order(key, wanted.payload(), wanted.payloadType(), format.mediaType(), lifetime), deadline);
        return wanted.close(format, made, context);
    }
}
