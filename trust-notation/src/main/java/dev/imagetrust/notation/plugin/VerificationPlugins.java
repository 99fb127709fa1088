/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.plugin;

import java.util.Map;
import java.util.Optional;

/**
 * The plugins that signatures may demand, by name. Implementations are safe for use by several threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface VerificationPlugins {

    /**
     * The plugin of a name.
     *
     * @param name what a signer wrote, under a chain that is trusted; any text
     * @return empty if there is none
     */
    Optional<VerificationPlugin> find(String name);

    /** No plugins: signatures that demand one are refused. */
    static VerificationPlugins none() {
        return name -> Optional.empty();
    }

    /** Plugins of the caller. */
    static VerificationPlugins of(Map<String, VerificationPlugin> plugins) {
        Map<String, VerificationPlugin> copy = Map.copyOf(plugins);
        return name -> Optional.ofNullable(copy.get(name));
    }
}
