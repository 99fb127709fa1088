/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.ReferrerManifest;
import java.util.List;
import java.util.Map;

import static java.util.Objects.requireNonNull;

/**
 * A manifest with a subject, as tools write them for signatures.
 *
 * @param type the artifact type
 * @param subject what it refers to
 * @param annotations of the manifest
 */
record ForgedReferrer(String type, Descriptor subject, Map<String, String> annotations) {

    private static final Bytes EMPTY_CONFIG = Bytes.utf8("{}");

    ForgedReferrer {
        requireNonNull(type, "type");
        requireNonNull(subject, "subject");
        annotations = Map.copyOf(annotations);
    }

    /** With one layer, an artifact type and the empty config. */
    Referrer withLayer(Descriptor layer, Bytes content) {
        return made(RawJson.object().text("artifactType", type), ImageForge.EMPTY, layer, content);
    }

    /** With one layer, and its type as that of the config. */
    Referrer withTypeInConfig(Descriptor layer, Bytes content) {
        return made(RawJson.object(), type, layer, content);
    }

    private Referrer made(RawJson manifest, String configType, Descriptor layer, Bytes content) {
        Bytes octets = Bytes.utf8(manifest.raw("schemaVersion", "2")
                .text("mediaType", ImageForge.MANIFEST)
                .object("config", ImageForge.json(Descriptor.of(configType, EMPTY_CONFIG)))
                .raw("layers", RawJson.array(List.of(ImageForge.json(layer).toString())))
                .object("subject", ImageForge.json(subject))
                .object("annotations", annotations)
                .toString());
        Descriptor descriptor = Descriptor.of(ImageForge.MANIFEST, octets).withArtifactType(type);
        return new Referrer(
                new ReferrerManifest(descriptor, type, configType, subject, annotations, 1), layer, content);
    }
}
