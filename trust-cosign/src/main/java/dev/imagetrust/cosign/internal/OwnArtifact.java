/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.ReferrerManifest;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts signatures into the form in which they are stored (sections 1.3 and 2.1). */
final class OwnArtifact {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";
    private static final Descriptor EMPTY_CONFIG = Descriptor.of(EMPTY, Bytes.utf8("{}"));

    private OwnArtifact() {}

    /** A layer under the tag for signatures, or, with a predicate type, under that for attestations. */
    static SignatureArtifact layer(Draft draft, @Nullable String predicateType, OwnEvidence evidence) {
        Bytes content = draft.isStatement() ? draft.envelope() : draft.payload();
        Map<String, String> annotations = new TreeMap<>();
        // The signature of an attestation stands in its envelope; cosign wants the annotation all the same.
        annotations.put(
                CosignFormat.SIGNATURE_ANNOTATION,
                draft.isStatement() ? "" : Base64Text.encodeStandard(draft.signature()));
        if (predicateType != null) {
            annotations.put("predicateType", predicateType);
        }
        for (LogEntry entry : evidence.entries()) {
            @Nullable Bytes promise = entry.promise();
            if (promise != null) {
                annotations.put(CosignFormat.LOG_ANNOTATION, LogEntryText.annotation(entry, promise));
            }
        }
        for (Bytes timestamp : evidence.timestamps()) {
            Bytes json =
                    JsonWriter.object(out -> out.text("SignedRFC3161Timestamp", Base64Text.encodeStandard(timestamp)));
            annotations.put(CosignFormat.TIMESTAMP_ANNOTATION, LogEntryText.text(json));
        }
        String suffix = draft.isStatement() ? CosignFormat.ATTESTATION_TAG : CosignFormat.SIGNATURE_TAG;
        String type = draft.isStatement() ? CosignFormat.DSSE_ENVELOPE : CosignFormat.SIMPLE_SIGNING;
        return new TagLayer(suffix, Descriptor.of(type, content).withAnnotations(annotations), content);
    }

    /** A bundle that refers to the image. */
    static SignatureArtifact referrer(Bytes bundle, ImageSubject image, String predicateType, Instant now) {
        Descriptor layer = Descriptor.of(CosignFormat.BUNDLE, bundle);
        Descriptor described = image.image();
        Descriptor subject = Descriptor.of(described.mediaType(), described.digest(), described.size());
        Map<String, String> annotations = Map.of(
                "org.opencontainers.image.created",
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                "dev.sigstore.bundle.content",
                "dsse-envelope",
                "dev.sigstore.bundle.predicateType",
                predicateType);
        Descriptor manifest = Descriptor.of(MANIFEST, manifest(layer, subject, annotations));
        return new Referrer(
                new ReferrerManifest(manifest, CosignFormat.BUNDLE, EMPTY, subject, annotations, 1), layer, bundle);
    }

    /** The manifest, octet by octet as this library's sinks write it, so that its digest is known before. */
    private static Bytes manifest(Descriptor layer, Descriptor subject, Map<String, String> annotations) {
        return JsonWriter.object(out -> {
            out.integer("schemaVersion", 2).text("mediaType", MANIFEST).text("artifactType", CosignFormat.BUNDLE);
            out.object("config", each -> write(each, EMPTY_CONFIG));
            out.array("layers", layers -> layers.object(each -> write(each, layer)));
            out.object("subject", each -> write(each, subject));
            out.object("annotations", each -> new TreeMap<>(annotations).forEach(each::text));
        });
    }

    private static void write(ObjectContent out, Descriptor descriptor) {
        out.text("mediaType", descriptor.mediaType())
                .text("digest", descriptor.digest().toString())
                .integer("size", descriptor.size());
    }
}
