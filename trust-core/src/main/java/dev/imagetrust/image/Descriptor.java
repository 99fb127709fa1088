/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What a registry says about a piece of content: its media type, digest and size.
 *
 * <p>OCI image-spec, descriptor.md. A descriptor is a claim until the content was fetched and its digest and size were
 * recomputed. Annotations and {@code artifactType} are never covered by the digest of the content they describe.
 * Immutable.
 *
 * @since 0.1
 */
public final class Descriptor {

    private final String mediaType;
    private final Digest digest;
    private final long size;
    private final @Nullable String artifactType;
    private final Map<String, String> annotations;

    private Descriptor(
            String mediaType,
            Digest digest,
            long size,
            @Nullable String artifactType,
            Map<String, String> annotations) {
        this.mediaType = requireNonNull(mediaType, "mediaType");
        this.digest = requireNonNull(digest, "digest");
        if (size < 0) {
            throw new IllegalArgumentException("a size is not negative: " + size);
        }
        this.size = size;
        this.artifactType = artifactType;
        this.annotations = annotations;
    }

    /**
     * A descriptor without annotations and artifact type.
     *
     * @param size in bytes
     * @throws IllegalArgumentException if {@code size} is negative
     */
    public static Descriptor of(String mediaType, Digest digest, long size) {
        return new Descriptor(mediaType, digest, size, null, Map.of());
    }

    /** The descriptor of content that is at hand, with its SHA-256 digest. */
    public static Descriptor of(String mediaType, Bytes content) {
        return of(mediaType, Digest.sha256(content), content.length());
    }

    /** The same with other annotations. */
    public Descriptor withAnnotations(Map<String, String> newAnnotations) {
        // Map.copyOf keeps no order; a sorted copy makes documents and hashes repeatable.
        Map<String, String> sorted = Collections.unmodifiableMap(new TreeMap<>(newAnnotations));
        return new Descriptor(mediaType, digest, size, artifactType, sorted);
    }

    /** The same with an artifact type. */
    public Descriptor withArtifactType(String newArtifactType) {
        return new Descriptor(mediaType, digest, size, requireNonNull(newArtifactType), annotations);
    }

    /** The media type of the content. */
    public String mediaType() {
        return mediaType;
    }

    /** The digest of the content. */
    public Digest digest() {
        return digest;
    }

    /** The size of the content in bytes. */
    public long size() {
        return size;
    }

    /** The artifact type, where the writer gave one. */
    public Optional<String> artifactType() {
        return Optional.ofNullable(artifactType);
    }

    /** The annotations, sorted by key. */
    public Map<String, String> annotations() {
        return annotations;
    }

    /** The value of one annotation. */
    public Optional<String> annotation(String key) {
        return Optional.ofNullable(annotations.get(key));
    }

    /** Whether digest and size are those of the given content. */
    public boolean matches(Bytes content) {
        return content.length() == size && digest.matches(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Descriptor that
                && mediaType.equals(that.mediaType)
                && digest.equals(that.digest)
                && size == that.size
                && Objects.equals(artifactType, that.artifactType)
                && annotations.equals(that.annotations);
    }

    @Override
    public int hashCode() {
        return Objects.hash(mediaType, digest, size);
    }

    @Override
    public String toString() {
        return digest + " (" + Printable.of(mediaType) + ", " + size + " bytes)";
    }
}
