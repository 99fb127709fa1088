/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The payload of the Notary Project: which artifact is signed (signature-specification.md, "Payload").
 *
 * @param mediaType the media type of the artifact's manifest
 * @param digest its digest
 * @param size its size in bytes
 * @param annotations the signer's metadata, sorted by key; they do not take part in the match
 */
record NotationPayload(String mediaType, Digest digest, long size, Map<String, String> annotations) {

    static final String MEDIA_TYPE = "application/vnd.cncf.notary.payload.v1+json";

    NotationPayload {
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    /**
     * Reads a payload whose signature has held. Members that are not known are ignored, as later versions may add some.
     *
     * @throws MalformedInputException {@code PAYLOAD_MALFORMED}
     */
    static NotationPayload parse(Bytes payload) throws MalformedInputException {
        try {
            JsonObject target =
                    Json.parseObject(payload, JsonLimits.SIGNED_PAYLOAD).object("targetArtifact");
            Digest digest = Digest.find(target.text("digest"))
                    .orElseThrow(() -> target.refusal(NotationReason.PAYLOAD_MALFORMED, "no digest that is known"));
            long size = target.integer("size");
            if (size < 0) {
                throw target.refusal(NotationReason.PAYLOAD_MALFORMED, "a negative size");
            }
            return new NotationPayload(target.text("mediaType"), digest, size, annotations(target));
        } catch (MalformedInputException e) {
            throw Malformed.as(NotationReason.PAYLOAD_MALFORMED, e);
        }
    }

    /** What is to be signed, as JSON. */
    Bytes toJson() {
        return JsonWriter.object(out -> out.object("targetArtifact", target -> {
            target.text("mediaType", mediaType)
                    .text("digest", digest.toString())
                    .integer("size", size);
            if (!annotations.isEmpty()) {
                target.object("annotations", members -> annotations.forEach(members::text));
            }
        }));
    }

    private static Map<String, String> annotations(JsonObject target) throws MalformedInputException {
        Map<String, String> annotations = new TreeMap<>();
        if (target.has("annotations")) {
            Map<String, JsonValue> members = target.object("annotations").members();
            for (Map.Entry<String, JsonValue> entry : members.entrySet()) {
                annotations.put(entry.getKey(), entry.getValue().asText());
            }
        }
        return annotations;
    }
}
