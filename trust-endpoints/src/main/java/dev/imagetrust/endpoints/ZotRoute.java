/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import java.util.Optional;

/** The routes of zot's trust API, in the order in which its discovery lists them. */
enum ZotRoute {
    NOTATION("/v2/_zot/ext/notation"),
    COSIGN("/v2/_zot/ext/cosign");

    private final String path;

    ZotRoute(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    /** By prefix, as zot does: {@code …/cosignX} is a request to it as well. */
    static Optional<ZotRoute> find(String path) {
        for (ZotRoute route : values()) {
            if (path.startsWith(route.path)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }
}
