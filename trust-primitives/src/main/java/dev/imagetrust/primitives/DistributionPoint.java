/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * One place where a certificate says that a CRL about it is (RFC 5280 section 4.2.1.13).
 *
 * @param names what the place is called, each a {@code GeneralName} as it is encoded; all lead to the same CRL
 * @param uris those of the names that can be fetched by plain HTTP, in their order
 * @param supported whether the CRL is of a kind that is read: not one that somebody else than the certificate's issuer
 *     issues, nor one with a name relative to that of its issuer
 * @since 0.1
 */
public record DistributionPoint(Set<Bytes> names, List<URI> uris, boolean supported) {

    /** Where nothing is said: good for a CRL that is for no point in particular. */
    public static final DistributionPoint UNNAMED = new DistributionPoint(Set.of(), List.of(), true);

    /** Copies the names. */
    public DistributionPoint {
        names = Set.copyOf(names);
        uris = List.copyOf(uris);
    }
}
