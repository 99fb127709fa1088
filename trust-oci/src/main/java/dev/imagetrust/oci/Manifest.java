/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;

import static java.util.Objects.requireNonNull;

/**
 * The bytes of a manifest or index, as a repository stores them.
 *
 * @param mediaType the type under which the repository serves them, without parameters
 * @param content exactly the stored bytes
 * @since 0.1
 */
public record Manifest(String mediaType, Bytes content) {

    /** Checks for nulls. */
    public Manifest {
        requireNonNull(mediaType, "mediaType");
        requireNonNull(content, "content");
    }

    /** Media type, size and SHA-256 digest. */
    public Descriptor descriptor() {
        return Descriptor.of(mediaType, content);
    }
}
