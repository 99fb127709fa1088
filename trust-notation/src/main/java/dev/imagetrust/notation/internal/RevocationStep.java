/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.internal.CertificateRevocation.Result;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How what was found out about a chain is written down.
 *
 * @param check where
 * @param revoked why it fails
 * @param unknown why nothing can be said
 * @param fact under which name each certificate's result stands in the report
 */
record RevocationStep(NotationCheck check, NotationReason revoked, NotationReason unknown, String fact) {

    static final RevocationStep OF_SIGNER = new RevocationStep(
            NotationCheck.REVOCATION, NotationReason.CERT_REVOKED, NotationReason.REVOCATION_UNKNOWN, "revocation");

    /** Part of the step about time, whatever the policy says about revocation elsewhere. */
    static final RevocationStep OF_TIMESTAMP = new RevocationStep(
            NotationCheck.AUTHENTIC_TIMESTAMP,
            NotationReason.TSA_REVOKED,
            NotationReason.TSA_REVOCATION_UNKNOWN,
            "timestampRevocation");

    /** Writes a failure, if there is one, and when things may change. Whether nothing stands in the way. */
    boolean write(ChainRevocation found, CheckLog log) {
        if (!found.isNotApplicable()) {
            log.fact(fact, found.text());
        }
        Optional<CertificateRevocation> decisive = found.decisive();
        if (decisive.isEmpty()) {
            found.certificates().stream()
                    .map(CertificateRevocation::until)
                    .filter(Objects::nonNull)
                    .min(Instant::compareTo)
                    .ifPresent(log::changesAt);
            return true;
        }
        CertificateRevocation one = decisive.get();
        // The finding comes first: a long subject is cut where people read it.
        String detail = one.detail() + "; certificate of " + one.certificate().subjectText();
        if (one.result() == Result.REVOKED) {
            log.fail(check, new Reason(revoked, detail));
            if (one.until() != null) {
                log.changesAt(one.until());
            }
        } else {
            log.unavailable(check, new Reason(unknown, detail));
        }
        return false;
    }
}
