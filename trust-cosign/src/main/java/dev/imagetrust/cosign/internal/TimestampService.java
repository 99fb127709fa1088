/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignSigningReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.TimestampRequest;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;

/**
 * One timestamp authority.
 *
 * @param address where requests go
 * @param random for their nonces
 */
record TimestampService(URI address, SecureRandom random) {

    /**
     * Has octets stamped. Of the answer only imprint and nonce are looked at.
     *
     * @throws SigningException if it answers something else
     * @throws IOException if it cannot be reached
     */
    Bytes stamp(Bytes stamped, EvidenceFetcher fetcher, Deadline deadline) throws IOException, InterruptedException {
        try {
            return TimestampRequest.over(stamped, DigestAlgorithm.SHA256, random)
                    .fetch(fetcher, address, deadline);
        } catch (MalformedInputException e) {
            throw new SigningException(
                    new Reason(CosignSigningReason.TIMESTAMP_ANSWER, address.getHost() + ": " + e.reason()), e);
        }
    }
}
