/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import java.util.Map;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * A signature as it is stored: what a signer yields, a sink stores and a candidate contains.
 *
 * <p>Whoever makes one from a registry has recomputed the digest of each content and compared it with its descriptor.
 * Nothing else about it is verified.
 *
 * @since 0.1
 */
public sealed interface SignatureArtifact {

    /** A digest over everything in it. */
    Digest id();

    /**
     * One layer of the manifest under a tag made from the image's digest, as cosign writes up to version 2.
     *
     * @param suffix of the tag: {@code .sig} or {@code .att}
     * @param layer media type, digest, size and the annotations that carry the signature
     * @param content the bytes of the layer, as stored
     */
    record TagLayer(String suffix, Descriptor layer, Bytes content) implements SignatureArtifact {
        /** Checks for nulls. */
        public TagLayer {
            requireNonNull(suffix, "suffix");
            requireNonNull(layer, "layer");
            requireNonNull(content, "content");
        }

        @Override
        public Digest id() {
            return ArtifactIds.of("tagLayer", content, out -> {
                out.put("suffix", suffix);
                ArtifactIds.put(out, layer);
            });
        }
    }

    /**
     * One layer of a manifest that refers to the image.
     *
     * @param manifest what the manifest says
     * @param layer media type, digest and size of the layer
     * @param content the bytes of the layer, as stored
     */
    record Referrer(ReferrerManifest manifest, Descriptor layer, Bytes content) implements SignatureArtifact {
        /** Checks for nulls. */
        public Referrer {
            requireNonNull(manifest, "manifest");
            requireNonNull(layer, "layer");
            requireNonNull(content, "content");
        }

        @Override
        public Digest id() {
            return ArtifactIds.of("referrer", content, out -> {
                out.put("manifest", manifest.descriptor().digest());
                ArtifactIds.put(out, layer);
            });
        }
    }

    /**
     * What a manifest with a {@code subject} says. Nothing in it is signed.
     *
     * @param descriptor of the manifest itself
     * @param artifactType its own, or else the media type of its config; empty where it has neither
     * @param configMediaType empty where there is no config
     * @param subject what it refers to
     * @param annotations of the manifest
     * @param layers how many layers it has
     */
    record ReferrerManifest(
            Descriptor descriptor,
            String artifactType,
            String configMediaType,
            Descriptor subject,
            Map<String, String> annotations,
            int layers) {
        /** Copies the map. */
        public ReferrerManifest {
            requireNonNull(descriptor, "descriptor");
            requireNonNull(artifactType, "artifactType");
            requireNonNull(configMediaType, "configMediaType");
            requireNonNull(subject, "subject");
            annotations = Map.copyOf(annotations);
        }

        /** The value of one annotation. */
        public Optional<String> annotation(String key) {
            return Optional.ofNullable(annotations.get(key));
        }
    }

    /**
     * A file of a lookaside store, such as {@code signature-1}.
     *
     * @param name the name of the file
     * @param content its bytes
     */
    record LookasideBlob(String name, Bytes content) implements SignatureArtifact {
        /** Checks for nulls. */
        public LookasideBlob {
            requireNonNull(name, "name");
            requireNonNull(content, "content");
        }

        @Override
        public Digest id() {
            // Not the number: a blob that moves up when another is deleted is still the same signature.
            return ArtifactIds.of("lookaside", content, out -> {});
        }
    }

    /**
     * An object of a registry's signature extension.
     *
     * @param name {@code <digest>@<name>}
     * @param type {@code atomic}
     * @param content the decoded content
     */
    record ExtensionObject(String name, String type, Bytes content) implements SignatureArtifact {
        /** Checks for nulls. */
        public ExtensionObject {
            requireNonNull(name, "name");
            requireNonNull(type, "type");
            requireNonNull(content, "content");
        }

        @Override
        public Digest id() {
            return ArtifactIds.of(
                    "extension", content, out -> out.put("name", name).put("type", type));
        }
    }
}
