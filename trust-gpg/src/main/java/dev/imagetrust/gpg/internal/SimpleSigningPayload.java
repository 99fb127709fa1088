/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonNumber;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a simple signature says: containers/image, docs/containers-signature.5.md, "Embedded JSON".
 *
 * <p>Only worth reading after a signature over exactly these octets held.
 *
 * @param manifestDigest the image it is about
 * @param dockerReference the name it is about, as written; may be no valid name
 * @param creator the program that made it, as it calls itself; null where it does not say
 * @param timestamp when, in seconds since 1970, as that program says; proves nothing; null where it does not say
 */
public record SimpleSigningPayload(
        Digest manifestDigest,
        String dockerReference,
        @Nullable String creator,
        @Nullable Long timestamp) {

    static final String TYPE = "atomic container signature";

    /** The range in which every reader, also one that uses floating point, sees the same number. */
    private static final long MAX_TIMESTAMP = 1L << 53;

    /** Reads the octets that were signed. */
    static SimpleSigningPayload parse(Bytes signed) throws MalformedInputException {
        JsonObject whole =
                Json.parseObject(signed, JsonLimits.SIGNED_PAYLOAD).requireExactly(Set.of("critical", "optional"));
        JsonObject critical = whole.object("critical").requireExactly(Set.of("type", "image", "identity"));
        if (!critical.text("type").equals(TYPE)) {
            throw critical.value("type").refusal(GpgReason.PAYLOAD_WRONG_KIND, critical.text("type"));
        }
        JsonObject image = critical.object("image").requireExactly(Set.of("docker-manifest-digest"));
        JsonObject identity = critical.object("identity").requireExactly(Set.of("docker-reference"));
        JsonObject optional = whole.object("optional");
        return new SimpleSigningPayload(
                digest(image.value("docker-manifest-digest")),
                identity.text("docker-reference"),
                optional.findText("creator").orElse(null),
                timestamp(optional));
    }

    /** The octets to sign: as containers/image writes them, members in alphabetical order and without white space. */
    Bytes encode() {
        return JsonWriter.object(whole -> whole.object(
                        "critical",
                        critical -> critical.object(
                                        "identity", identity -> identity.text("docker-reference", dockerReference))
                                .object(
                                        "image",
                                        image -> image.text("docker-manifest-digest", manifestDigest.toString()))
                                .text("type", TYPE))
                .object("optional", this::encodeOptional));
    }

    private void encodeOptional(JsonWriter.ObjectContent optional) {
        if (creator != null) {
            optional.text("creator", creator);
        }
        if (timestamp != null) {
            optional.integer("timestamp", timestamp);
        }
    }

    private static Digest digest(JsonValue value) throws MalformedInputException {
        // Before anything builds a path or a URL from it: CVE-2024-3727.
        String text = value.asText();
        return Digest.find(text).orElseThrow(() -> value.refusal(GpgReason.PAYLOAD_DIGEST_INVALID, text));
    }

    private static @Nullable Long timestamp(JsonObject optional) throws MalformedInputException {
        Optional<JsonValue> value = optional.find("timestamp");
        if (value.isEmpty()) {
            return null;
        }
        if (value.get() instanceof JsonNumber number) {
            long seconds = number.wholeValue();
            if (Math.abs(seconds) <= MAX_TIMESTAMP) {
                return seconds;
            }
        }
        throw value.get().refusal(GpgReason.PAYLOAD_TIMESTAMP_INVALID, "a whole number of seconds, at most 2^53");
    }
}
