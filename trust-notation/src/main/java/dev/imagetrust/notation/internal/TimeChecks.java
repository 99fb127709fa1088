/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.VerifyTimestamp;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.CertificateRules;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the certificates were valid when it was signed, as far as that can be proved. The signing time under the
 * scheme {@code notary.x509} is a claim and takes no part.
 */
final class TimeChecks {

    private final NotationRequirement requirement;
    private final NotationTrust trust;
    private final VerifiedSignature signature;
    private final Instant now;
    private final CheckLog log;

    TimeChecks(
            NotationRequirement requirement,
            NotationTrust trust,
            VerifiedSignature signature,
            Instant now,
            CheckLog log) {
        this.requirement = requirement;
        this.trust = trust;
        this.signature = signature;
        this.now = now;
        this.log = log;
    }

    boolean run() {
        if (signature.attributes().scheme() == SigningScheme.SIGNING_AUTHORITY) {
            Instant signed = signature.attributes().signingTime();
            return validAt(signed, NotationReason.CERT_NOT_VALID_AT_SIGNING);
        }
        if (needsTimestamp()) {
            return timestamp();
        }
        boolean valid = validAt(now, NotationReason.CERT_NOT_VALID_NOW);
        writeChanges(valid);
        return valid;
    }

    /** Only with stores to trust timestamps by; then always, or once a certificate has expired. */
    private boolean needsTimestamp() {
        boolean expired = signature.chain().stream().anyMatch(c -> c.notAfter().isBefore(now));
        return trust.hasTimestampStores() && (requirement.verifyTimestamp() == VerifyTimestamp.ALWAYS || expired);
    }

    private boolean timestamp() {
        if (signature.timestamp() == null) {
            log.fail(NotationCheck.AUTHENTIC_TIMESTAMP, Reason.of(NotationReason.TIMESTAMP_MISSING));
        } else {
            log.unavailable(NotationCheck.AUTHENTIC_TIMESTAMP, Reason.of(NotationReason.TIMESTAMP_NOT_VERIFIED));
        }
        return false;
    }

    private boolean validAt(Instant moment, NotationReason otherwise) {
        Optional<Reason> invalid = CertificateRules.allValidAt(signature.chain(), moment);
        invalid.ifPresentOrElse(
                reason -> log.fail(NotationCheck.AUTHENTIC_TIMESTAMP, new Reason(otherwise, reason.text())),
                () -> log.pass(NotationCheck.AUTHENTIC_TIMESTAMP));
        return invalid.isEmpty();
    }

    /** What is valid now ends one day; what is not valid yet may become so; what has expired stays so. */
    private void writeChanges(boolean valid) {
        List<CertificateFacts> chain = signature.chain();
        if (valid) {
            chain.stream().map(CertificateFacts::notAfter).forEach(log::changesAt);
        } else {
            chain.stream()
                    .map(CertificateFacts::notBefore)
                    .filter(now::isBefore)
                    .max(Instant::compareTo)
                    .ifPresent(log::changesAt);
        }
    }
}
