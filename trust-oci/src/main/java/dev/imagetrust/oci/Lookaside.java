/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import java.io.IOException;
import java.io.InputStream;

/**
 * A lookaside store: where simple signing keeps signatures beside a registry (containers-registries.d(5)).
 *
 * <p>Implementations are safe for use by several threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Lookaside {

    /** How many signatures of one image are read at most, as the reference implementation does. */
    int MAX_SIGNATURES = 128;

    /**
     * Opens one signature of an image. The caller closes the stream and reads it up to its limit.
     *
     * @param number from 1 on; after the first absent one, no higher is asked for
     * @return present or absent, never {@link Answer#unsupported}
     * @throws IOException if it cannot be told whether there is one
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    Answer<InputStream> signature(ImageName name, Digest image, int number, Deadline deadline)
            throws IOException, InterruptedException;

    /**
     * Where a signature lies below the base of a store: {@code team/app@sha256=<hex>/signature-1}. The host is not part
     * of it, and nothing in it needs to be escaped in a path or URL.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    static String path(ImageName name, Digest image, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("signatures are counted from 1: " + number);
        }
        return name.path() + '@' + image.algorithm().ociName() + '=' + image.hex() + "/signature-" + number;
    }
}
