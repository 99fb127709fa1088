/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import java.io.IOException;

/**
 * Stores signatures where verifiers will find them.
 *
 * @since 0.1
 */
public interface SignatureSink {

    /** Whether it can store this kind of artifact. */
    boolean accepts(SignatureArtifact artifact);

    /**
     * Stores a signature beside those that are there. Storing the same one again changes nothing.
     *
     * @throws IOException if it cannot be stored; others are as they were
     * @throws IllegalArgumentException if the sink does not accept it
     * @throws InterruptedException if the thread was interrupted
     */
    StoredAt store(ImageSubject image, SignatureArtifact artifact) throws IOException, InterruptedException;

    /**
     * Where a signature was stored.
     *
     * @param location for people: a tag, a digest, a path
     * @param artifact the id of what was stored
     */
    record StoredAt(String location, Digest artifact) {}
}
