/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import java.util.List;

/**
 * A certification path that {@link CertificatePathSearch} found (RFC 5280 section 6.1): every certificate was issued by
 * the next, and the last is trusted.
 *
 * @param certificates leaf first, trust anchor last; at least two
 * @since 0.1
 */
public record CertificatePath(List<CertificateFacts> certificates) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are fewer than two certificates
     */
    public CertificatePath {
        certificates = List.copyOf(certificates);
        if (certificates.size() < 2) {
            throw new IllegalArgumentException("a path of " + certificates.size() + " certificates");
        }
    }

    /** The certificate that the path was looked for. */
    public CertificateFacts leaf() {
        return certificates.get(0);
    }

    /** The certificate that issued the leaf, not one that claims to. */
    public CertificateFacts issuer() {
        return certificates.get(1);
    }

    /** The certificate that is trusted. */
    public CertificateFacts anchor() {
        return certificates.get(certificates.size() - 1);
    }
}
