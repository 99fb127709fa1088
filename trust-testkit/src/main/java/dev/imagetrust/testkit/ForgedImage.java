/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;

import static java.util.Objects.requireNonNull;

/**
 * A small image: what a registry would store of it.
 *
 * @param config the bytes of its configuration
 * @param layer the bytes of its one layer
 * @param manifest the bytes of its OCI manifest, which names both by their digests
 * @since 0.1
 */
public record ForgedImage(Bytes config, Bytes layer, Bytes manifest) {

    /** Checks for nulls. */
    public ForgedImage {
        requireNonNull(config, "config");
        requireNonNull(layer, "layer");
        requireNonNull(manifest, "manifest");
    }

    /** The descriptor of the manifest. */
    public Descriptor descriptor() {
        return Descriptor.of(ImageForge.MANIFEST, manifest);
    }

    /** The digest of the manifest. */
    public Digest digest() {
        return descriptor().digest();
    }

    /**
     * The image in a repository, asked for by its digest.
     *
     * @param repository for example {@code registry.example/team/app}
     */
    public ImageSubject at(String repository) {
        return ImageSubject.byDigest(ImageName.parse(repository), descriptor());
    }

    /** The image in a repository, asked for by a tag. */
    public ImageSubject at(String repository, String tag) {
        return ImageSubject.of(ImageName.parse(repository), new Asked.ByTag(tag), descriptor());
    }
}
