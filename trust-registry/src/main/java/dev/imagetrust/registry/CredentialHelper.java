/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import java.io.IOException;
import java.util.Optional;

/**
 * Asks a credential helper that a Docker config file names: a keychain, a cloud's login.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface CredentialHelper {

    /**
     * The credential for a server, if the helper has one.
     *
     * @param helper the name in the file, such as {@code ecr-login}
     * @param server as Docker names it: the host of image names, {@code https://index.docker.io/v1/} for Docker Hub
     * @throws IOException if it cannot be told
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    Optional<Credential> find(String helper, String server) throws IOException, InterruptedException;
}
