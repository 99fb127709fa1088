/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the signer of an OCSP answer calls itself, and whether somebody of that name may answer (RFC 6960 sections 4.2.2.2
 * and 4.2.2.3).
 *
 * @param name its distinguished name; null if it is called by its key
 * @param keyHash SHA-1 over its key; null if it is called by name
 */
record OcspResponder(@Nullable Bytes name, @Nullable Bytes keyHash) {

    private static final int BY_NAME = 0xa1;
    private static final int BY_KEY = 0xa2;

    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    private static final String NO_CHECK = "1.3.6.1.5.5.7.48.1.5";

    private static final Set<String> UNDERSTOOD = Set.of(
            NO_CHECK,
            "2.5.29.15", // key usage
            "2.5.29.17", // subject alternative name
            "2.5.29.19", // basic constraints
            "2.5.29.32", // certificate policies
            "2.5.29.37"); // extended key usage

    static OcspResponder read(DerReader fields) throws MalformedInputException {
        if (fields.nextIs(BY_NAME)) {
            DerReader tagged = fields.open(BY_NAME);
            Bytes name = tagged.anyElement();
            tagged.end();
            return new OcspResponder(name, null);
        }
        DerReader tagged = fields.open(BY_KEY);
        Bytes hash = tagged.octetString();
        tagged.end();
        return new OcspResponder(null, hash);
    }

    boolean isCalled(CertificateFacts candidate) {
        if (name != null) {
            return name.equals(candidate.subject());
        }
        try {
            return keyHash != null && keyHash.equals(OcspCertId.keyHash(candidate));
        } catch (MalformedInputException e) {
            return false; // its key is none that we verify with
        }
    }

    /**
     * Why a certificate must not answer for an issuer; empty if it may. Without the purpose, every other certificate of
     * the same issuer could vouch for one that was revoked.
     */
    static Optional<Reason> unauthorised(CertificateFacts responder, CertificateFacts issuer, Instant now) {
        if (responder.equals(issuer)) {
            return Optional.empty();
        }
        return CertificateRules.issuedBy(responder, issuer)
                .or(() -> CertificateRules.endEntity(responder))
                .or(() -> CertificateRules.purposesInclude(responder, OCSP_SIGNING))
                .or(() -> mayNotSign(responder))
                .or(() -> unknownExtension(responder))
                .or(() -> CertificateRules.validAt(responder, now));
    }

    /** Whether somebody has to look whether the responder itself has been revoked. */
    static boolean hasToBeLookedUp(CertificateFacts responder, CertificateFacts issuer) {
        return !responder.equals(issuer) && responder.extension(NO_CHECK).isEmpty();
    }

    private static Optional<Reason> mayNotSign(CertificateFacts responder) {
        return responder.keyUsage().isEmpty()
                ? Optional.empty()
                : CertificateRules.keyUsageHas(responder, KeyUsageBit.DIGITAL_SIGNATURE);
    }

    private static Optional<Reason> unknownExtension(CertificateFacts responder) {
        return responder.criticalExtensions().stream()
                .filter(oid -> !UNDERSTOOD.contains(oid))
                .sorted()
                .findFirst()
                .map(oid -> new Reason(
                        PrimitiveReason.OCSP_RESPONDER_UNAUTHORISED,
                        "critical extension " + oid + "; certificate of " + responder.subjectText()));
    }
}
