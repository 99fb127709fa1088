/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.ImageRepository;
import dev.imagetrust.oci.Manifest;
import dev.imagetrust.oci.Reference;
import dev.imagetrust.oci.WritableRepository;
import java.io.IOException;
import java.io.InputStream;

/** A repository of a docker-registry: read as products read it, written as {@link DockerRegistry} pushes. */
record PushedRepository(ImageRepository read, DockerRegistry registry) implements WritableRepository {

    @Override
    public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
            throws IOException, InterruptedException {
        return read.manifest(name, reference, deadline);
    }

    @Override
    public InputStream blob(ImageName name, Descriptor blob, Deadline deadline)
            throws IOException, InterruptedException {
        return read.blob(name, blob, deadline);
    }

    @Override
    public void putBlob(ImageName name, Bytes content) throws IOException, InterruptedException {
        registry.client().pushBlob(name.path(), content);
    }

    /** The registry keeps no list of referrers. */
    @Override
    public boolean putManifest(ImageName name, Reference reference, Manifest manifest)
            throws IOException, InterruptedException {
        registry.client().put(name.path(), manifest.content(), manifest.mediaType(), reference.text());
        return false;
    }
}
