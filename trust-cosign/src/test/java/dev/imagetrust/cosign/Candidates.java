/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.ReferrerManifest;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.Place;
import java.util.Map;
import java.util.TreeMap;

/** Puts octets where a registry would hold them. Names are written out here, apart from the product's constants. */
final class Candidates {

    static final String SIGNATURE = "dev.cosignproject.cosign/signature";
    static final String CERTIFICATE = "dev.sigstore.cosign/certificate";
    static final String CHAIN = "dev.sigstore.cosign/chain";
    static final String LOG = "dev.sigstore.cosign/bundle";
    static final String TIMESTAMP = "dev.sigstore.cosign/rfc3161timestamp";
    static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
    static final String ENVELOPE = "application/vnd.dsse.envelope.v1+json";
    static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    static final String LEGACY_REFERRER = "application/vnd.dev.cosign.artifact.sig.v1+json";

    private Candidates() {}

    /** A layer under a tag. */
    record Legacy(String suffix, String mediaType, Map<String, String> annotations, Bytes content) {

        Legacy with(String annotation, String value) {
            Map<String, String> changed = new TreeMap<>(annotations);
            changed.put(annotation, value);
            return new Legacy(suffix, mediaType, changed, content);
        }

        Legacy without(String annotation) {
            Map<String, String> changed = new TreeMap<>(annotations);
            changed.remove(annotation);
            return new Legacy(suffix, mediaType, changed, content);
        }

        Legacy content(Bytes other) {
            return new Legacy(suffix, mediaType, annotations, other);
        }

        Legacy mediaType(String other) {
            return new Legacy(suffix, other, annotations, content);
        }

        SignatureCandidate about(Digest image) {
            return new SignatureCandidate(new TagLayer(suffix, layer(), content), image, new Place.DigestTag(suffix));
        }

        /** The same layer in a manifest that refers to the image. */
        SignatureCandidate referrerOf(Digest image) {
            return referrer(LEGACY_REFERRER, layer(), content, image, 2);
        }

        private Descriptor layer() {
            return Descriptor.of(mediaType, content).withAnnotations(annotations);
        }
    }

    static Legacy legacy(Bytes payload, String signature) {
        return new Legacy(".sig", SIMPLE_SIGNING, Map.of(SIGNATURE, signature), payload);
    }

    static Legacy attestation(Bytes envelope) {
        return new Legacy(".att", ENVELOPE, Map.of(SIGNATURE, ""), envelope);
    }

    static SignatureCandidate bundle(Bytes content, Digest image) {
        return bundle(content, BUNDLE, image, 1);
    }

    static SignatureCandidate bundle(Bytes content, String mediaType, Digest image, int layers) {
        return referrer(BUNDLE, Descriptor.of(mediaType, content), content, image, layers);
    }

    static SignatureCandidate referrer(String artifactType, Descriptor layer, Bytes content, Digest image, int layers) {
        Bytes someManifest = Bytes.utf8("{}");
        ReferrerManifest manifest = new ReferrerManifest(
                Descriptor.of("application/vnd.oci.image.manifest.v1+json", someManifest),
                artifactType,
                "application/vnd.oci.empty.v1+json",
                Descriptor.of("application/vnd.oci.image.manifest.v1+json", image, 418),
                Map.of(),
                layers);
        return new SignatureCandidate(new Referrer(manifest, layer, content), image, new Place.Referrers(artifactType));
    }
}
