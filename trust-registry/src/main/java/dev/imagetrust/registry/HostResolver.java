/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/**
 * Finds the addresses of a host. What it answers is judged like any other address.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface HostResolver {

    /**
     * The addresses of a host, the best first.
     *
     * @param host a name without port, never an address
     * @throws IOException if there are none
     */
    List<InetAddress> resolve(String host) throws IOException;

    /**
     * The resolver of the machine. It cannot be interrupted: where its answer is late, so is the end of a request whose
     * time is up.
     */
    static HostResolver ofTheMachine() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
