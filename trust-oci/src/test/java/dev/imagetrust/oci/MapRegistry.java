/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * All that an embedder writes: cosign, Notary Project and simple signing over plain maps.
 *
 * @param manifests by {@code team/app:v1} and {@code team/app@sha256:...}
 * @param blobs by {@code sha256:...}, and by path in the lookaside store
 */
record MapRegistry(Map<String, Manifest> manifests, Map<String, Bytes> blobs) implements ImageRepository, Lookaside {

    @Override
    public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline) {
        String separator = reference instanceof Reference.Tag ? ":" : "@";
        return Answer.ofNullable(manifests.get(name.path() + separator + reference.text()));
    }

    @Override
    public InputStream blob(ImageName name, Descriptor blob, Deadline deadline) throws IOException {
        return Optional.ofNullable(blobs.get(blob.digest().toString()))
                .orElseThrow(() -> new FileNotFoundException("no blob " + blob.digest()))
                .newInputStream();
    }

    @Override
    public Answer<InputStream> signature(ImageName name, Digest image, int number, Deadline deadline) {
        Bytes signature = blobs.get(Lookaside.path(name, image, number));
        return signature == null ? Answer.absent() : Answer.present(signature.newInputStream());
    }
}
