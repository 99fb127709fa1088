/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.ReferrerManifest;
import dev.imagetrust.spi.SigningContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts an envelope into a manifest that refers to the image (signature-specification.md, "OCI Signatures"). */
public final class ManifestDraft {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final Descriptor EMPTY_CONFIG = Descriptor.of("application/vnd.oci.empty.v1+json", Bytes.utf8("{}"));
    private static final String THUMBPRINTS = "io.cncf.notary.x509chain.thumbprint#S256";
    private static final String CREATED = "org.opencontainers.image.created";

    private ManifestDraft() {}

    /** The artifact to store. */
    public static Referrer referrer(Descriptor image, EnvelopeSigner signer, Bytes envelope, SigningContext context) {
        return referrer(
                image,
                Descriptor.of(signer.options().format().mediaType(), envelope),
                envelope,
                annotations(signer.chain().certificates(), context));
    }

    /** What the specification wants to stand beside an envelope. */
    static Map<String, String> annotations(List<CertificateFacts> chain, SigningContext context) {
        return Map.of(
                THUMBPRINTS,
                thumbprints(chain),
                CREATED,
                EnvelopeSigner.signingTime(context).toString());
    }

    /** The artifact to store, with annotations that nobody signs. */
    static Referrer referrer(Descriptor image, Descriptor layer, Bytes envelope, Map<String, String> annotations) {
        Descriptor subject = Descriptor.of(image.mediaType(), image.digest(), image.size());
        Descriptor manifest = Descriptor.of(MANIFEST, manifest(subject, layer, annotations))
                .withArtifactType(NotationManifest.ARTIFACT_TYPE);
        return new Referrer(
                new ReferrerManifest(
                        manifest, NotationManifest.ARTIFACT_TYPE, EMPTY_CONFIG.mediaType(), subject, annotations, 1),
                layer,
                envelope);
    }

    /** A JSON array as text, lower case as the tool writes it. */
    private static String thumbprints(List<CertificateFacts> chain) {
        return chain.stream()
                .map(certificate -> '"' + certificate.fingerprint().hex() + '"')
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static Bytes manifest(Descriptor subject, Descriptor layer, Map<String, String> annotations) {
        return JsonWriter.object(out -> out.integer("schemaVersion", 2)
                .text("mediaType", MANIFEST)
                .text("artifactType", NotationManifest.ARTIFACT_TYPE)
                .object("config", config -> put(config, EMPTY_CONFIG))
                .array("layers", layers -> layers.object(object -> put(object, layer)))
                .object("subject", object -> put(object, subject))
                .object("annotations", object -> new TreeMap<>(annotations).forEach(object::text)));
    }

    private static void put(ObjectContent out, Descriptor descriptor) {
        out.text("mediaType", descriptor.mediaType())
                .text("digest", descriptor.digest().toString())
                .integer("size", descriptor.size());
    }
}
