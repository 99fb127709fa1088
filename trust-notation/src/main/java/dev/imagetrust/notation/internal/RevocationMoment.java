/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.RevocationList;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * About when it is asked.
 *
 * @param now when answers have to hold
 * @param crlsPastTheirTime how long after its time a CRL is still believed
 * @param signedAt when the certificate was used, if an authority vouches for that; a timestamp does not count, the
 *     specification gives it no say in revocation
 */
record RevocationMoment(
        Instant now, Duration crlsPastTheirTime, @Nullable Instant signedAt) {

    RevocationList verify(Bytes crl, CertificateFacts issuer) throws MalformedInputException {
        return crlsPastTheirTime.isZero()
                ? RevocationList.verify(crl, issuer, now)
                : RevocationList.insecurelyVerifyPastItsTime(crl, issuer, now, crlsPastTheirTime);
    }
}
