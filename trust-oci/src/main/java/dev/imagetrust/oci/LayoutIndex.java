/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Limits;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;

/** The {@code index.json} of a layout, changed in one entry and otherwise left as others wrote it. */
final class LayoutIndex {

    private final JsonObject written;

    LayoutIndex(Bytes content, Limits limits) throws IOException {
        try {
            this.written = Json.parseObject(content, DocumentReader.jsonLimits(limits));
        } catch (MalformedInputException e) {
            throw new IOException("index.json: " + e.reason().text(), e);
        }
    }

    /** With a tag that points to a manifest, and to no other. */
    Bytes tag(String tag, Descriptor manifest) {
        return with(manifest.withAnnotations(Map.of(OciLayout.REF_NAME, tag)), entry -> hasTag(entry, tag));
    }

    /** With a manifest without a tag; one that is listed already stays as it is. */
    Bytes list(Descriptor manifest) {
        boolean listed = written.find("manifests").stream()
                .flatMap(manifests -> ManifestWriter.elementsOf(manifests).stream())
                .anyMatch(entry -> isText(entry, "digest", manifest.digest().toString()));
        return listed ? JsonWriter.write(written) : with(manifest, entry -> false);
    }

    private Bytes with(Descriptor added, Predicate<JsonValue> replaced) {
        return JsonWriter.object(out -> written.members().forEach((name, value) -> {
            if (name.equals("manifests")) {
                out.array(name, elements -> {
                    ManifestWriter.elementsOf(value).stream()
                            .filter(replaced.negate())
                            .forEach(elements::value);
                    elements.object(object -> ManifestWriter.put(object, added));
                });
            } else {
                out.value(name, value);
            }
        }));
    }

    private static boolean hasTag(JsonValue entry, String tag) {
        return entry instanceof JsonObject object
                && object.find("annotations")
                        .filter(annotations -> isText(annotations, OciLayout.REF_NAME, tag))
                        .isPresent();
    }

    private static boolean isText(JsonValue object, String member, String expected) {
        try {
            return object.asObject().findText(member).filter(expected::equals).isPresent();
        } catch (MalformedInputException e) {
            return false;
        }
    }
}
