/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.plugin.EnvelopePlugin.Envelope;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.verdict.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The payload that a plugin is to put into an envelope, and what has to be true of the envelope that it made. */
public final class PluginEnvelope {

    private static final Set<String> TARGET = Set.of("mediaType", "digest", "size", "annotations");

    private final Descriptor image;
    private final NotationPayload payload;

    /** About an image, with the caller's metadata. */
    public PluginEnvelope(Descriptor image, Map<String, String> metadata) {
        this.image = image;
        this.payload = new NotationPayload(image.mediaType(), image.digest(), image.size(), metadata);
    }

    /** The payload. */
    public Bytes payload() {
        return payload.toJson();
    }

    /** The media type of the payload. */
    public String payloadType() {
        return NotationPayload.MEDIA_TYPE;
    }

    /**
     * The artifact to store.
     *
     * @throws SigningException if the envelope does not hold, or says anything but the payload
     */
    public Referrer close(EnvelopeFormat format, Envelope made, SigningContext context) throws SigningException {
        VerifiedSignature signature = EnvelopeSigner.requireGood(format, made.envelope());
        requireNothingElse(format, made.envelope());
        if (!signature.payload().equals(payload)) {
            throw refusal("the plugin signed something else than it was given");
        }
        Map<String, String> annotations = new HashMap<>(made.annotations());
        annotations.putAll(ManifestDraft.annotations(signature.chain(), context));
        return ManifestDraft.referrer(
                image, Descriptor.of(format.mediaType(), made.envelope()), made.envelope(), annotations);
    }

    /** A verifier passes over members that it does not know; somebody else may not. */
    private static void requireNothingElse(EnvelopeFormat format, Bytes envelope) throws SigningException {
        try {
            Bytes signed = UnverifiedEnvelope.parse(format, envelope).payload();
            Json.parseObject(signed, JsonLimits.SIGNED_PAYLOAD)
                    .requireExactly(Set.of("targetArtifact"))
                    .object("targetArtifact")
                    .allowOnly(TARGET);
        } catch (MalformedInputException e) {
            throw new SigningException(
                    new Reason(NotationReason.PLUGIN_ANSWER_INVALID, e.reason().text()), e);
        }
    }

    private static SigningException refusal(String detail) {
        return new SigningException(new Reason(NotationReason.PLUGIN_ANSWER_INVALID, detail));
    }
}
