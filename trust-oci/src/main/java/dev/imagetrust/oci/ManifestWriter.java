/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Limits;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonArray;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes manifests whose bytes depend on their content alone. */
final class ManifestWriter {

    private ManifestWriter() {}

    /** A manifest under a tag, to which layers are appended. */
    static Manifest image(Descriptor config, List<Descriptor> layers) {
        return new Manifest(MediaTypes.OCI_MANIFEST, JsonWriter.object(out -> {
            begin(out, MediaTypes.OCI_MANIFEST);
            put(out, "config", config);
            putAll(out, "layers", layers);
        }));
    }

    /** A manifest with a subject and one layer. */
    static Manifest referrer(
            String artifactType,
            Descriptor config,
            Descriptor layer,
            Descriptor subject,
            Map<String, String> annotations) {
        return new Manifest(MediaTypes.OCI_MANIFEST, JsonWriter.object(out -> {
            begin(out, MediaTypes.OCI_MANIFEST);
            out.text("artifactType", artifactType);
            put(out, "config", config);
            putAll(out, "layers", List.of(layer));
            put(out, "subject", Descriptor.of(subject.mediaType(), subject.digest(), subject.size()));
            putAnnotations(out, annotations);
        }));
    }

    static Manifest index(List<Descriptor> manifests) {
        return new Manifest(MediaTypes.OCI_INDEX, JsonWriter.object(out -> {
            begin(out, MediaTypes.OCI_INDEX);
            putAll(out, "manifests", manifests);
        }));
    }

    /**
     * The same document with one more descriptor in an array. Everything else stays as it was written, also what this
     * library does not know.
     */
    static Manifest append(OciDocument document, String array, Descriptor added) throws MalformedInputException {
        JsonObject written = Json.parseObject(document.content(), DocumentReader.jsonLimits(Limits.defaults()));
        Bytes content = JsonWriter.object(out -> written.members().forEach((name, value) -> {
            if (name.equals(array)) {
                out.array(name, elements -> {
                    elementsOf(value).forEach(elements::value);
                    elements.object(object -> put(object, added));
                });
            } else {
                out.value(name, value);
            }
        }));
        return new Manifest(document.descriptor().mediaType(), content);
    }

    /** Of an array that may be null. */
    static List<JsonValue> elementsOf(JsonValue array) {
        return array instanceof JsonArray elements ? elements.values() : List.of();
    }

    /** What the config of an artifact contains: OCI image-spec, "Guidance for an Empty Descriptor". */
    static Bytes emptyConfig() {
        return Bytes.utf8("{}");
    }

    private static void begin(ObjectContent out, String mediaType) {
        out.integer("schemaVersion", 2).text("mediaType", mediaType);
    }

    private static void put(ObjectContent out, String name, Descriptor descriptor) {
        out.object(name, content -> put(content, descriptor));
    }

    private static void putAll(ObjectContent out, String name, List<Descriptor> descriptors) {
        out.array(name, array -> descriptors.forEach(d -> array.object(content -> put(content, d))));
    }

    static void put(ObjectContent out, Descriptor descriptor) {
        out.text("mediaType", descriptor.mediaType())
                .text("digest", descriptor.digest().toString())
                .integer("size", descriptor.size());
        descriptor.artifactType().ifPresent(type -> out.text("artifactType", type));
        putAnnotations(out, descriptor.annotations());
    }

    private static void putAnnotations(ObjectContent out, Map<String, String> annotations) {
        if (!annotations.isEmpty()) {
            out.object("annotations", content -> new TreeMap<>(annotations).forEach(content::text));
        }
    }
}
