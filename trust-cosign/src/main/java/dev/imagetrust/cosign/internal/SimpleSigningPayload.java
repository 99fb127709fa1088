/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The payload of a legacy image signature (section 2.2).
 *
 * <p>{@code critical} has exactly its three members: one that is not known could narrow what was signed.
 *
 * @param digest what was signed, as text: compared, never used
 * @param reference the docker reference
 * @param annotations the members of {@code optional}
 */
record SimpleSigningPayload(String digest, String reference, Map<String, JsonValue> annotations)
        implements SignedContent {

    static SimpleSigningPayload parse(Bytes payload) throws MalformedInputException {
        JsonObject json = Json.parseObject(payload, CosignFormat.json(payload.length()))
                .withoutNulls()
                .allowOnly(Set.of("critical", "optional"));
        JsonObject critical = json.object("critical").requireExactly(Set.of("identity", "image", "type"));
        // The same key may sign other formats with this layout, such as "atomic container signature".
        if (!critical.text("type").equals(CosignFormat.SIGNATURE_CLAIM)) {
            throw critical.value("type").refusal(CosignReason.CLAIM_TYPE, critical.text("type"));
        }
        return new SimpleSigningPayload(
                only(critical.object("image"), "docker-manifest-digest"),
                only(critical.object("identity"), "docker-reference"),
                json.has("optional") ? json.object("optional").members() : Map.of());
    }

    private static String only(JsonObject object, String member) throws MalformedInputException {
        return object.requireExactly(Set.of(member)).text(member);
    }

    @Override
    public boolean covers(List<Digest> digests) {
        return digests.stream().anyMatch(wanted -> digest.equals(wanted.toString()));
    }

    @Override
    public Optional<String> missingAnnotation(Map<String, String> wanted, List<Digest> digests) {
        return Annotations.missing(wanted, annotations);
    }

    @Override
    public Optional<String> dockerReference() {
        return Optional.of(reference);
    }

    @Override
    public Optional<String> predicateType() {
        return Optional.empty();
    }

    @Override
    public String subject() {
        return digest;
    }
}
