/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.plugin.EnvelopePlugin.Envelope;
import dev.imagetrust.notation.plugin.PluginException;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The payload that a plugin is to put into an envelope, and what has to be true of the envelope that it made. */
public final class PluginEnvelope {

    private static final Set<String> TARGET = Set.of("mediaType", "digest", "size", "annotations");

    private final Descriptor artifact;
    private final NotationPayload payload;

    /** About an artifact, with the caller's metadata. */
    public PluginEnvelope(Descriptor artifact, Map<String, String> metadata) {
        this.artifact = artifact;
        this.payload = new NotationPayload(artifact.mediaType(), artifact.digest(), artifact.size(), metadata);
    }

    /**
     * What is to be signed about a blob, by the hash function of a key that a plugin described.
     *
     * @throws PluginException if no key is of that kind
     */
    public static Descriptor describe(InputStream blob, String mediaType, String keySpec)
            throws IOException, InterruptedException {
        SigningAlgorithm algorithm = SigningAlgorithm.ofKeySpec(keySpec)
                .orElseThrow(() ->
                        new PluginException(PluginException.ErrorCode.ERROR, "an unknown kind of key: " + keySpec));
        StreamDigest found = StreamDigest.of(blob, algorithm.hash(), Long.MAX_VALUE);
        return Descriptor.of(mediaType, found.digest(), found.size());
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
        VerifiedSignature signature = requireAsWanted(format, made.envelope());
        Map<String, String> annotations = new HashMap<>(made.annotations());
        annotations.putAll(ManifestDraft.annotations(signature.chain(), context));
        return ManifestDraft.referrer(
                artifact, Descriptor.of(format.mediaType(), made.envelope()), made.envelope(), annotations);
    }

    /**
     * The envelope to put beside the blob.
     *
     * @throws SigningException if it does not hold, says anything but the payload, or is by a key with another hash function
     *     than that of the digest: no verifier takes that
     */
    public Bytes closeForBlob(EnvelopeFormat format, Envelope made) throws SigningException {
        VerifiedSignature signature = requireAsWanted(format, made.envelope());
        if (signature.hash() != artifact.digest().algorithm()) {
            throw refusal("the plugin signed with another kind of key than it described");
        }
        return made.envelope();
    }

    private VerifiedSignature requireAsWanted(EnvelopeFormat format, Bytes envelope) throws SigningException {
        VerifiedSignature signature = EnvelopeSigner.requireGood(format, envelope);
        requireNothingElse(format, envelope);
        if (!signature.payload().equals(payload)) {
            throw refusal("the plugin signed something else than it was given");
        }
        return signature;
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
