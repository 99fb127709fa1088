/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.ImageSubject;
import java.io.IOException;
import java.util.Set;

/**
 * Signs images in one format.
 *
 * @since 0.1
 */
public interface ImageSigner {

    /** The kinds of artifact it yields, so that a caller can find a sink that takes them. */
    Set<Class<? extends SignatureArtifact>> yields();

    /**
     * Signs the digest of an image.
     *
     * @throws SigningException if a key, certificate or service is not valid any more or returned what does not hold
     * @throws IOException if the key cannot be reached
     * @throws InterruptedException if the thread was interrupted
     */
    SignatureArtifact sign(ImageSubject image, SigningContext context) throws IOException, InterruptedException;
}
