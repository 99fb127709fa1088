/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.primitives.CertificateFacts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about one certificate (specification of notation-core-go, "revocation"; section 10 of ours).
 *
 * @param certificate which
 * @param result what
 * @param method by what
 * @param detail why it is unknown, or since when and why it was revoked
 * @param until when there will be newer information that may say otherwise; null: never, or nobody knows
 */
record CertificateRevocation(
        CertificateFacts certificate,
        Result result,
        Method method,
        String detail,
        @Nullable Instant until) {

    enum Result {
        OK,
        NOT_REVOCABLE,
        UNKNOWN,
        REVOKED
    }

    enum Method {
        NONE,
        OCSP,
        CRL,
        /** OCSP told nothing, so a CRL did. */
        OCSP_FALLBACK_CRL
    }

    /** Result and method, for people. */
    String text() {
        return method == Method.NONE ? result.name() : result + " by " + method;
    }
}
