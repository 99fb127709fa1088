/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.ReferrerManifest;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An OCI layout as the recorded corpus has them: reads what lies beside an image, as a registry would answer. */
record RecordedLayout(Path folder) {

    /** Everything that cosign keeps beside a digest: layers under its tags, and referrers. */
    List<SignatureCandidate> candidatesFor(Digest image) {
        List<SignatureCandidate> found = new ArrayList<>();
        for (JsonObject entry : index()) {
            String tag = annotations(entry).getOrDefault("org.opencontainers.image.ref.name", "");
            JsonObject manifest = json(blob(Digest.parse(text(entry, "digest"))));
            if (tag.startsWith(image.inTag() + ".")) {
                String suffix = tag.substring(image.inTag().length());
                for (Descriptor layer : layers(manifest)) {
                    TagLayer artifact = new TagLayer(suffix, layer, blob(layer.digest()));
                    found.add(new SignatureCandidate(artifact, image, new Place.DigestTag(suffix)));
                }
            } else if (manifest.has("subject") && refersTo(manifest, image)) {
                found.addAll(referrers(entry, manifest, image));
            }
        }
        return found;
    }

    private List<SignatureCandidate> referrers(JsonObject entry, JsonObject manifest, Digest image) {
        List<Descriptor> layers = layers(manifest);
        List<SignatureCandidate> found = new ArrayList<>();
        for (Descriptor layer : layers) {
            String type = text(manifest, "artifactType");
            ReferrerManifest read = new ReferrerManifest(
                    descriptor(entry),
                    type,
                    "",
                    descriptor(object(manifest, "subject")),
                    annotations(manifest),
                    layers.size());
            found.add(new SignatureCandidate(
                    new Referrer(read, layer, blob(layer.digest())), image, new Place.Referrers(type)));
        }
        return found;
    }

    private static boolean refersTo(JsonObject manifest, Digest image) {
        return text(object(manifest, "subject"), "digest").equals(image.toString());
    }

    private Bytes blob(Digest digest) {
        return read(
                folder.resolve("blobs").resolve(digest.algorithm().ociName()).resolve(digest.hex()));
    }

    private List<JsonObject> index() {
        return objects(json(read(folder.resolve("index.json"))), "manifests");
    }

    private static List<Descriptor> layers(JsonObject manifest) {
        return objects(manifest, "layers").stream()
                .map(RecordedLayout::descriptor)
                .toList();
    }

    private static Descriptor descriptor(JsonObject json) {
        Digest digest = Digest.parse(text(json, "digest"));
        return Descriptor.of(text(json, "mediaType"), digest, number(json, "size"))
                .withAnnotations(annotations(json));
    }

    private static Map<String, String> annotations(JsonObject json) {
        Map<String, String> annotations = new LinkedHashMap<>();
        if (json.has("annotations")) {
            JsonObject object = object(json, "annotations");
            object.names().forEach(name -> annotations.put(name, text(object, name)));
        }
        return annotations;
    }

    static Bytes read(Path file) {
        try {
            return Bytes.copyOf(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonObject json(Bytes bytes) {
        return unchecked(() -> Json.parseObject(bytes, JsonLimits.CONFIGURATION));
    }

    private static List<JsonObject> objects(JsonObject json, String member) {
        return unchecked(() -> json.array(member).objects());
    }

    private static JsonObject object(JsonObject json, String member) {
        return unchecked(() -> json.object(member));
    }

    static String text(JsonObject json, String member) {
        return unchecked(() -> json.text(member));
    }

    private static long number(JsonObject json, String member) {
        return unchecked(() -> json.integer(member));
    }

    static <T> T unchecked(Reading<T> reading) {
        try {
            return reading.read();
        } catch (MalformedInputException e) {
            throw new IllegalStateException(e);
        }
    }

    interface Reading<T> {
        T read() throws MalformedInputException;
    }
}
