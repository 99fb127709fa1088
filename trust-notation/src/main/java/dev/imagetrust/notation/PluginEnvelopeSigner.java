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
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Signs images, and files, with a plugin that makes whole envelopes.
 *
 * <p>What the plugin made is read and verified before it is handed out: the signature holds, the chain keeps the rules, and
 * the payload is the one that was given, with nothing more in it. Times, expiry and timestamps are the plugin's to write. A
 * plugin that signs octets is better used through {@link dev.imagetrust.notation.plugin.PluginKey}. Safe for use by several
 * threads if the plugin is.
 *
 * <p>Notary Project specification, plugin-extensibility.md, "Signature Envelope Generator".
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
        requireCapable(PluginCapability.SIGNATURE_GENERATOR_ENVELOPE, context.deadline());
        PluginEnvelope wanted = new PluginEnvelope(image.image(), metadata);
        return wanted.close(format(), ordered(wanted, context.deadline()), context);
    }

    /**
     * Has the plugin sign a file, for a signature beside it: one with the capability
     * {@link PluginCapability#SIGNATURE_GENERATOR_ENVELOPE_FOR_BLOB}. The file is read once, to its end, and not closed;
     * its digest is by the hash function of the key that the plugin describes. What the plugin wants to annotate has no
     * place in such a signature.
     *
     * @param mediaType of the file, {@code type/subtype} of RFC 6838 without parameters
     * @throws IllegalArgumentException if the media type is none
     * @throws PluginException if the plugin makes no envelopes about files, or gives no answer in time
     * @throws SigningException as {@link #sign}, and if it signed with another kind of key
     * @throws IOException if the file cannot be read
     */
    public BlobSignature signBlob(InputStream content, String mediaType, SigningContext context)
            throws IOException, InterruptedException {
        NotationSigner.requireMediaType(mediaType);
        requireCapable(PluginCapability.SIGNATURE_GENERATOR_ENVELOPE_FOR_BLOB, context.deadline());
        String keySpec = plugin.describeKey(key, context.deadline());
        PluginEnvelope wanted = new PluginEnvelope(PluginEnvelope.describe(content, mediaType, keySpec), metadata);
        return new BlobSignature(envelope, wanted.closeForBlob(format(), ordered(wanted, context.deadline())));
    }

    private void requireCapable(PluginCapability wanted, Deadline deadline)
            throws PluginException, InterruptedException {
        PluginMetadata about = plugin.metadata(deadline);
        if (!about.capabilities().contains(wanted)
                || !about.contractVersions().contains(PluginMetadata.CONTRACT_VERSION)) {
            throw new PluginException(
                    PluginException.ErrorCode.ERROR,
                    about.name() + " makes no envelopes by contract 1.0, it lacks " + wanted.wireName());
        }
    }

    private EnvelopeFormat format() {
        return EnvelopeFormat.of(envelope);
    }

    private Envelope ordered(PluginEnvelope wanted, Deadline deadline) throws PluginException, InterruptedException {
        return plugin.generateEnvelope(
                new Order(key, wanted.payload(), wanted.payloadType(), format().mediaType(), lifetime), deadline);
    }
}
