/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Digest;
import java.time.Instant;
import java.util.List;

/**
 * What a timestamp proves: that the stamped octets existed at its time, if the authority is honest.
 *
 * <p>It does not say who made them, nor that they did not exist long before. Whether a certificate of the chain has been
 * revoked was not asked.
 *
 * @param time what the authority's clock showed
 * @param earliest the time less its accuracy
 * @param latest the time and its accuracy
 * @param chain the authority's certificates, signer first, the anchor last; at least two
 * @param policy the authority's policy as an object identifier in dotted form; checked by nobody
 * @param token the digest of the whole token
 * @since 0.1
 */
public record VerifiedTimestamp(
        Instant time, Instant earliest, Instant latest, List<CertificateFacts> chain, String policy, Digest token) {

    /** Copies the chain. */
    public VerifiedTimestamp {
        chain = List.copyOf(chain);
    }

    /** The certificate that signed. */
    public CertificateFacts signer() {
        return chain.get(0);
    }
}
