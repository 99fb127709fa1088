/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Printable;
import dev.imagetrust.primitives.JsonArray;
import dev.imagetrust.primitives.JsonNull;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads descriptors: OCI image-spec, descriptor.md. */
final class DescriptorReader {

    private static final Set<String> NAMES =
            Set.of("mediaType", "digest", "size", "urls", "annotations", "data", "artifactType", "platform");

    private DescriptorReader() {}

    /** What to do with a descriptor that cannot be read: throw it, or note it and go on. */
    @FunctionalInterface
    interface OnBadEntry {
        void accept(MalformedInputException problem) throws MalformedInputException;
    }

    /** All descriptors of an array; those that cannot be read go to {@code onBadEntry}. Go writes an empty one as null. */
    static List<Descriptor> readAll(JsonValue array, OnBadEntry onBadEntry) throws MalformedInputException {
        if (array instanceof JsonNull) {
            return List.of();
        }
        JsonArray entries = array.asArray();
        List<Descriptor> descriptors = new ArrayList<>(entries.size());
        for (JsonValue entry : entries.values()) {
            try {
                descriptors.add(read(entry.asObject()));
            } catch (MalformedInputException e) {
                onBadEntry.accept(e);
            }
        }
        return List.copyOf(descriptors);
    }

    static Descriptor read(JsonObject written) throws MalformedInputException {
        requireSpelling(written, NAMES);
        JsonObject object = written.withoutNulls();
        String mediaType = object.text("mediaType");
        if (mediaType.isEmpty()) {
            throw malformed(object, "mediaType", "is empty");
        }
        String text = object.text("digest");
        Digest digest = Digest.find(text)
                .orElseThrow(() -> malformed(object, "digest", "is none of a known algorithm: " + Printable.of(text)));
        long size = object.integer("size");
        if (size < 0) {
            throw malformed(object, "size", "is negative");
        }
        Descriptor descriptor = Descriptor.of(mediaType, digest, size).withAnnotations(annotations(object));
        Optional<String> artifactType = object.findText("artifactType").filter(type -> !type.isEmpty());
        return artifactType.map(descriptor::withArtifactType).orElse(descriptor);
    }

    static Map<String, String> annotations(JsonObject object) throws MalformedInputException {
        Optional<JsonObject> written = object.findObject("annotations");
        Map<String, String> annotations = new LinkedHashMap<>();
        if (written.isPresent()) {
            for (Map.Entry<String, JsonValue> entry : written.get().members().entrySet()) {
                annotations.put(entry.getKey(), entry.getValue().asText());
            }
        }
        return annotations;
    }

    /**
     * Refuses {@code Manifests} beside or instead of {@code manifests}: Go's decoder, and so most tools, would take it
     * for the known member and see another manifest than we do.
     */
    static void requireSpelling(JsonObject object, Set<String> known) throws MalformedInputException {
        for (String name : object.names()) {
            if (!known.contains(name) && foldsToOneOf(name, known)) {
                throw object.refusal(OciReason.MEMBER_SPELLING, Printable.of(name));
            }
        }
    }

    /** Both ways of folding, as Go does: the long s and the Kelvin sign are letters of known names too. */
    private static boolean foldsToOneOf(String name, Set<String> known) {
        String folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return known.stream().anyMatch(k -> k.toLowerCase(Locale.ROOT).equals(folded));
    }

    private static MalformedInputException malformed(JsonObject object, String member, String what) {
        return object.refusal(OciReason.DESCRIPTOR_MALFORMED, member + " " + what);
    }
}
