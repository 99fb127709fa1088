/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import java.io.IOException;
import java.io.InputStream;

/** A repository that a test bends in one place. */
class Forwarding implements ImageRepository {

    private final ImageRepository real;

    Forwarding(ImageRepository real) {
        this.real = real;
    }

    @Override
    public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
            throws IOException, InterruptedException {
        return real.manifest(name, reference, deadline);
    }

    @Override
    public Answer<Page<Descriptor>> referrers(ImageName name, Digest subject, Cursor cursor, Deadline deadline)
            throws IOException, InterruptedException {
        return real.referrers(name, subject, cursor, deadline);
    }

    @Override
    public InputStream blob(ImageName name, Descriptor blob, Deadline deadline)
            throws IOException, InterruptedException {
        return real.blob(name, blob, deadline);
    }
}
