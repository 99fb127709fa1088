/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.plugin;

import java.util.Set;

import static java.util.Objects.requireNonNull;

/**
 * What a plugin says about itself.
 *
 * @param name its name, that of its folder
 * @param version a semantic version
 * @param contractVersions of the contract, with {@code 1.0} among them if it can be used here
 * @param capabilities those of this version of the contract
 * @since 0.1
 */
public record PluginMetadata(
        String name, String version, Set<String> contractVersions, Set<PluginCapability> capabilities) {

    /** The one version of the contract spoken here. */
    public static final String CONTRACT_VERSION = "1.0";

    /** Copies the sets. */
    public PluginMetadata {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
        contractVersions = Set.copyOf(contractVersions);
        capabilities = Set.copyOf(capabilities);
    }
}
