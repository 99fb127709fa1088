/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.VerifyTimestamp;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.CertificateRules;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.VerifiedTimestamp;
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
    private final RevocationCheck revocations;
    private final CheckLog log;

    TimeChecks(
            NotationRequirement requirement,
            NotationTrust trust,
            VerifiedSignature signature,
            RevocationCheck revocations,
            CheckLog log) {
        this.requirement = requirement;
        this.trust = trust;
        this.signature = signature;
        this.now = revocations.now();
        this.revocations = revocations;
        this.log = log;
    }

    boolean run() throws InterruptedException {
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

    private boolean timestamp() throws InterruptedException {
        Bytes token = signature.timestamp();
        if (token == null) {
            log.fail(NotationCheck.AUTHENTIC_TIMESTAMP, Reason.of(NotationReason.TIMESTAMP_MISSING));
            return false;
        }
        if (trust.timestampAuthorities().isEmpty()) {
            log.unavailable(NotationCheck.AUTHENTIC_TIMESTAMP, Reason.of(NotationReason.TSA_TRUST_STORE_EMPTY));
            return false;
        }
        try {
            VerifiedTimestamp timestamp = Countersignature.verify(token, signature.value(), trust);
            log.fact("timestamp", timestamp.time().toString());
            log.fact("timestampAuthority", timestamp.signer().subjectText());
            return allValidAt(timestamp) && notRevoked(timestamp);
        } catch (MalformedInputException e) {
            log.fail(NotationCheck.AUTHENTIC_TIMESTAMP, e.reason());
            return false;
        }
    }

    /** Whatever the authority's clock may be off by, the certificates were valid. */
    private boolean allValidAt(VerifiedTimestamp timestamp) {
        Optional<Reason> invalid = CertificateRules.allValidAt(signature.chain(), timestamp.earliest())
                .or(() -> CertificateRules.allValidAt(signature.chain(), timestamp.latest()));
        invalid.ifPresent(reason -> log.fail(
                NotationCheck.AUTHENTIC_TIMESTAMP, new Reason(NotationReason.TIMESTAMP_OUT_OF_RANGE, reason.text())));
        return invalid.isEmpty();
    }

    /**
     * The authority's certificates are part of this step, whatever the policy says about revocation elsewhere. Its chain
     * led to a store; when it stamped is no excuse for a certificate that was revoked since.
     */
    private boolean notRevoked(VerifiedTimestamp timestamp) throws InterruptedException {
        boolean notRevoked = RevocationStep.OF_TIMESTAMP.write(revocations.of(timestamp.chain(), null), log);
        if (notRevoked) {
            log.pass(NotationCheck.AUTHENTIC_TIMESTAMP);
        }
        return notRevoked;
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
