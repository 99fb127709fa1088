/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.CertificateRules;
import dev.imagetrust.primitives.KeyUsageBit;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The certificate rules for code signing (signature-specification.md, "Certificate Requirements"). They say nothing
 * about trust, and, as the specification wants it, nothing about validity and about extensions other than the three.
 */
final class CodeSigningChain {

    /** What a signing key must not be for; content commitment may stand beside digital signature. */
    private static final Set<KeyUsageBit> FORBIDDEN_USES = Set.of(
            KeyUsageBit.KEY_ENCIPHERMENT,
            KeyUsageBit.DATA_ENCIPHERMENT,
            KeyUsageBit.KEY_AGREEMENT,
            KeyUsageBit.KEY_CERT_SIGN,
            KeyUsageBit.CRL_SIGN,
            KeyUsageBit.ENCIPHER_ONLY,
            KeyUsageBit.DECIPHER_ONLY);

    /** The ban of the specification and that of the reference implementation together. */
    private static final Set<String> FORBIDDEN_PURPOSES = Set.of(
            "2.5.29.37.0", // any
            "1.3.6.1.5.5.7.3.1", // serverAuth
            "1.3.6.1.5.5.7.3.2", // clientAuth
            "1.3.6.1.5.5.7.3.4", // emailProtection
            "1.3.6.1.5.5.7.3.8", // timeStamping
            "1.3.6.1.5.5.7.3.9"); // OCSPSigning

    private CodeSigningChain() {}

    /**
     * Checks a chain, leaf first.
     *
     * @throws MalformedInputException {@code CERT_CHAIN_INVALID}, naming the rule and the certificate
     */
    static void check(List<CertificateFacts> chain) throws MalformedInputException {
        Optional<Reason> broken = CertificateRules.completeChain(chain)
                .or(() -> authorities(chain))
                .or(() -> leaf(chain.get(0)));
        if (broken.isPresent()) {
            throw new MalformedInputException(
                    new Reason(NotationReason.CERT_CHAIN_INVALID, broken.get().text()));
        }
    }

    private static Optional<Reason> authorities(List<CertificateFacts> chain) {
        return IntStream.range(1, chain.size())
                .mapToObj(position -> authority(chain.get(position), position - 1))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Reason> authority(CertificateFacts certificate, int certificatesBetween) {
        return CertificateRules.certificateAuthority(certificate)
                .or(() -> CertificateRules.pathLength(certificate, certificatesBetween))
                .or(() -> CertificateRules.keyUsageIsCritical(certificate))
                .or(() -> CertificateRules.keyUsageHas(certificate, KeyUsageBit.KEY_CERT_SIGN));
    }

    private static Optional<Reason> leaf(CertificateFacts certificate) {
        return CertificateRules.endEntity(certificate)
                .or(() -> CertificateRules.keyUsageIsCritical(certificate))
                .or(() -> CertificateRules.keyUsageHas(certificate, KeyUsageBit.DIGITAL_SIGNATURE))
                .or(() -> CertificateRules.keyUsageHasNone(certificate, FORBIDDEN_USES))
                .or(() -> CertificateRules.purposesExclude(certificate, FORBIDDEN_PURPOSES));
    }
}
