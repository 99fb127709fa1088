/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.ReferrerManifest;
import java.util.List;
import java.util.Map;

/** Manifests with a subject, as tools write them for signatures. */
final class ForgedReferrer {

    private static final Bytes EMPTY_CONFIG = Bytes.utf8("{}");

    private ForgedReferrer() {}

    /** A referrer with one layer and the empty config. */
    static Referrer of(
            String artifactType, Descriptor subject, Map<String, String> annotations, Descriptor layer, Bytes content) {
        Bytes manifest = Bytes.utf8(RawJson.object()
                .raw("schemaVersion", "2")
                .text("mediaType", ImageForge.MANIFEST)
                .text("artifactType", artifactType)
                .object("config", ImageForge.json(Descriptor.of(ImageForge.EMPTY, EMPTY_CONFIG)))
                .raw("layers", RawJson.array(List.of(ImageForge.json(layer).toString())))
                .object("subject", ImageForge.json(subject))
                .object("annotations", annotations)
                .toString());
        ReferrerManifest parsed = new ReferrerManifest(
                Descriptor.of(ImageForge.MANIFEST, manifest).withArtifactType(artifactType),
                artifactType,
                ImageForge.EMPTY,
                subject,
                annotations,
                1);
        return new Referrer(parsed, layer, content);
    }
}
