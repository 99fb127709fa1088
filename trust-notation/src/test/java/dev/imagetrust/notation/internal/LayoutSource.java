/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the Notary Project signatures in a recorded OCI layout, simply: trust-oci has the real thing. */
final class LayoutSource implements SignatureSource {

    private final Path layout;
    private final List<JsonObject> manifests;

    private LayoutSource(Path layout, List<JsonObject> manifests) {
        this.layout = layout;
        this.manifests = manifests;
    }

    static LayoutSource open(Path layout) throws IOException, MalformedInputException {
        JsonObject index =
                Json.parseObject(RecordedSignaturesTest.read(layout.resolve("index.json")), JsonLimits.CONFIGURATION);
        return new LayoutSource(layout, index.array("manifests").objects());
    }

    Descriptor descriptor(Digest digest) throws MalformedInputException {
        for (JsonObject manifest : manifests) {
            if (manifest.text("digest").equals(digest.toString())) {
                return read(manifest);
            }
        }
        throw new IllegalArgumentException("not in the layout: " + digest);
    }

    @Override
    public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget) {
        List<SignatureCandidate> found = new ArrayList<>();
        List<Look> looks = new ArrayList<>();
        try {
            for (Digest digest : about) {
                List<SignatureCandidate> of = referrers(digest);
                found.addAll(of);
                places.forEach(place -> looks.add(Look.found(place, digest, of.size())));
            }
        } catch (IOException | MalformedInputException e) {
            throw new IllegalStateException(e);
        }
        return new Found(found, looks);
    }

    private List<SignatureCandidate> referrers(Digest about) throws IOException, MalformedInputException {
        List<SignatureCandidate> found = new ArrayList<>();
        for (JsonObject listed : manifests) {
            Descriptor descriptor = read(listed);
            JsonObject manifest = Json.parseObject(blob(descriptor.digest()), JsonLimits.CONFIGURATION);
            if (manifest.has("subject")
                    && read(manifest.object("subject")).digest().equals(about)) {
                found.add(candidate(descriptor, manifest, about));
            }
        }
        return found;
    }

    private SignatureCandidate candidate(Descriptor descriptor, JsonObject manifest, Digest about)
            throws IOException, MalformedInputException {
        List<JsonObject> layers = manifest.array("layers").objects();
        Descriptor layer = read(layers.get(0));
        String configType = manifest.object("config").text("mediaType");
        return new SignatureCandidate(
                new SignatureArtifact.Referrer(
                        new SignatureArtifact.ReferrerManifest(
                                descriptor,
                                manifest.findText("artifactType").orElse(configType),
                                configType,
                                read(manifest.object("subject")),
                                Map.of(),
                                layers.size()),
                        layer,
                        blob(layer.digest())),
                about,
                NotationVerifier.PLACE);
    }

    private Bytes blob(Digest digest) throws IOException {
        return RecordedSignaturesTest.read(layout.resolve("blobs/sha256").resolve(digest.hex()));
    }

    private static Descriptor read(JsonObject descriptor) throws MalformedInputException {
        return Descriptor.of(
                descriptor.text("mediaType"), Digest.parse(descriptor.text("digest")), descriptor.integer("size"));
    }
}
