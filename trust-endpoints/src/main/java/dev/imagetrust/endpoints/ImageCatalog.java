/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import java.io.IOException;
import java.util.Optional;

/**
 * Which images a registry has. Safe for use by several threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ImageCatalog {

    /**
     * An image of a repository.
     *
     * @param repository the path, for example {@code team/app}
     * @return the image under the name by which its signatures are looked for elsewhere: of a mirrored image, the name that
     *     it has where it comes from. Empty if the repository does not have it
     * @throws IOException if that cannot be found out
     */
    Optional<ImageSubject> find(String repository, Digest image) throws IOException;
}
