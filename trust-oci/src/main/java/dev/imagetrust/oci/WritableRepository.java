/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageName;
import java.io.IOException;

/**
 * A repository that signatures can be stored in; see {@link OciSignatureSink}.
 *
 * @since 0.1
 */
public interface WritableRepository extends ImageRepository {

    /**
     * Stores a blob, under its SHA-256 digest. Storing it again changes nothing.
     *
     * @throws IOException if it cannot be stored
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    void putBlob(ImageName name, Bytes content) throws IOException, InterruptedException;

    /**
     * Stores a manifest or index after everything that it lists.
     *
     * @param reference a tag, which then points to it, or its own digest
     * @return whether the repository itself will list it among the referrers of its {@code subject}, as the header
     *     {@code OCI-Subject} says; if not, the caller keeps the fallback tag
     * @throws IOException if it cannot be stored; what was under the tag is there still
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    boolean putManifest(ImageName name, Reference reference, Manifest manifest)
            throws IOException, InterruptedException;
}
