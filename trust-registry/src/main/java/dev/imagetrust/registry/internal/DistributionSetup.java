/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Limits;
import dev.imagetrust.registry.HttpSettings;
import dev.imagetrust.registry.RegistryCredentials;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What it takes to read registries.
 *
 * @param http how requests are made
 * @param sites where repositories are read
 * @param credentials the caller's
 * @param tokenServices for each host of image names, the {@code host:port} that may have its credentials as well
 * @param limits of these, {@code manifestBytes} and {@code attestationBytes} matter
 * @param referrersMemory for how long a host is believed to have no referrers API
 */
public record DistributionSetup(
        HttpSettings http,
        Sites sites,
        RegistryCredentials credentials,
        Map<String, Set<String>> tokenServices,
        Limits limits,
        Duration referrersMemory) {

    /** Copies the map. */
    public DistributionSetup {
        tokenServices = Map.copyOf(tokenServices);
    }
}
