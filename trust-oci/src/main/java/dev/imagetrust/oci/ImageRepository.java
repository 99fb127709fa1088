/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import java.io.IOException;
import java.io.InputStream;

/**
 * A registry, or anything else that keeps images: what an embedder implements so that signatures are found in it.
 *
 * <p>{@link OciSignatureSource} knows cosign's tags, the referrers API and its fallback tag; an implementation only
 * looks up what it is asked for. It need not check anything: digests and sizes of all that it returns are recomputed by
 * the callers in this module.
 *
 * <p>The one duty that matters: answer {@link Answer#absent} only where it is certain that there is none. A storage
 * error, a refused login, a timeout is an {@link IOException}, and makes a verdict {@code UNDETERMINED} instead of
 * "unsigned".
 *
 * <p>Implementations are safe for use by several threads. They stop waiting when the deadline passes, if they wait at
 * all, and read no more of a remote answer than they are ready to hold.
 *
 * @since 0.1
 */
public interface ImageRepository {

    /**
     * The manifest or index under a tag or digest.
     *
     * @throws IOException if it cannot be told whether there is one
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
            throws IOException, InterruptedException;

    /**
     * One page of the manifests whose {@code subject} has the given digest, of whatever artifact type
     * (OCI distribution-spec, "Listing Referrers").
     *
     * <p>{@link Answer#unsupported}, the default, means that there is no such index: callers then read the tag that
     * stands in for it. {@link Answer#absent} says the same as a page without items: it is certain that there are none.
     * The descriptors may carry an {@code artifactType}; one without is opened to find out.
     *
     * @param cursor {@link Cursor#START}, or what the page before said
     * @throws IOException if the listing cannot be had
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    default Answer<Page<Descriptor>> referrers(ImageName name, Digest subject, Cursor cursor, Deadline deadline)
            throws IOException, InterruptedException {
        return Answer.unsupported();
    }

    /**
     * Opens a blob as it is stored, without decompressing it. The caller closes the stream and reads at most one byte
     * more than the descriptor says.
     *
     * @throws IOException if it cannot be had, or is not there
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    InputStream blob(ImageName name, Descriptor blob, Deadline deadline) throws IOException, InterruptedException;
}
