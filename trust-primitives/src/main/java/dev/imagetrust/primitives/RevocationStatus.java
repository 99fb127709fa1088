/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import java.time.Instant;

/**
 * What an OCSP responder or a CRL says about one certificate.
 *
 * @since 0.1
 */
public sealed interface RevocationStatus {

    /**
     * It has not been revoked, or its revocation came after what is asked about.
     *
     * @param until when there will be newer information
     */
    record Good(Instant until) implements RevocationStatus {}

    /**
     * It has been revoked.
     *
     * @param since when, by the authority's word
     * @param why the reason as RFC 5280 section 5.3.1 names it
     * @param until when there will be newer information; what is on hold may be good again then
     */
    record Revoked(Instant since, String why, Instant until) implements RevocationStatus {

        /** Whether it is not for good. */
        public boolean isOnHold() {
            return why.equals(RevocationEntry.HOLD);
        }
    }

    /** A responder does not know the certificate, and says so. */
    record Unknown() implements RevocationStatus {}
}
