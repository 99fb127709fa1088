/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The caller's credentials, by host.
 *
 * <p>They are sent to that host and port and to no other: not to the target of a redirect, not to a token service on
 * another host unless {@link RegistryRepository.Builder#tokenService} names it. Asked only once a host wants a login.
 * Implementations are safe for use by several threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RegistryCredentials {

    /**
     * The credential for a host, if there is one.
     *
     * @param host as in image names, with the port where there is one: {@code docker.io}, {@code registry.example:5000}
     * @throws IOException if it cannot be told
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    Optional<Credential> find(String host) throws IOException, InterruptedException;

    /** Nobody logs in. */
    static RegistryCredentials none() {
        return host -> Optional.empty();
    }

    /** A fixed credential per host. */
    static RegistryCredentials of(Map<String, Credential> byHost) {
        Map<String, Credential> copy = Map.copyOf(new HashMap<>(byHost));
        return host -> Optional.ofNullable(copy.get(host));
    }
}
