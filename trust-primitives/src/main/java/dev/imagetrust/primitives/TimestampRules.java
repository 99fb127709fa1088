/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.verdict.Reason;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * In what the formats differ about timestamps; what they agree on is not up for choice.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @since 0.1
 */
public abstract sealed class TimestampRules {

    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";

    private static final TimestampRules NOTARY = new Notary();
    private static final TimestampRules SIGSTORE = new Sigstore();

    private TimestampRules() {}

    /**
     * Notary Project, signature-specification.md: one good signer of several suffices, anchors are self-signed roots,
     * the certificates keep the rules of its section "Certificate Requirements", a signing time in the token has to lie
     * in their validity too, and the accuracy widens the time (one second under the ETSI baseline policy if the token
     * does not say).
     */
    public static TimestampRules notary() {
        return NOTARY;
    }

    /**
     * Sigstore client specification: exactly one signer, an anchor is whatever authority the trust root names, and the
     * accuracy counts for nothing.
     */
    public static TimestampRules sigstore() {
        return SIGSTORE;
    }

    /** Whether a token may have so many signers, at least one. */
    abstract boolean allowsSigners(int count);

    /** What the format asks of the signer's certificate besides. */
    abstract Optional<Reason> signerOfFormat(CertificateFacts certificate);

    /** What the format asks of an anchor besides. */
    abstract Optional<Reason> anchorOfFormat(CertificateFacts certificate);

    /** Whether the chain has to be valid also when the signer says to have signed. */
    abstract boolean heedsSigningTime();

    /** How far the time may be off. */
    abstract Duration accuracy(TimestampContent content);

    /** What is asked of the path from a signer; RFC 3161 section 2.3: time stamping is the key's only purpose. */
    final CertificatePathRules ofPath() {
        return ofPath(TIME_STAMPING, CertificateRules::onlyPurpose);
    }

    /** The same for another purpose. */
    final CertificatePathRules ofPath(
            String purpose, BiFunction<CertificateFacts, String, Optional<Reason>> purposeOfSigner) {
        return CertificatePathRules.of(purpose, purposeOfSigner)
                .withLeafRule(this::signerOfFormat)
                .withAnchorRule(this::anchorOfFormat);
    }

    private static final class Notary extends TimestampRules {

        private static final String ETSI_BASELINE = "0.4.0.2023.1.1";

        private static final Set<Integer> RSA_SIZES = Set.of(2048, 3072, 4096);

        private static final Set<KeyUsageBit> FORBIDDEN_USES = Set.copyOf(
                EnumSet.complementOf(EnumSet.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.NON_REPUDIATION)));

        @Override
        boolean allowsSigners(int count) {
            return count > 0;
        }

        @Override
        Optional<Reason> signerOfFormat(CertificateFacts certificate) {
            return CertificateRules.keyUsageHas(certificate, KeyUsageBit.DIGITAL_SIGNATURE)
                    .or(() -> CertificateRules.keyUsageHasNone(certificate, FORBIDDEN_USES))
                    .or(() -> keySize(certificate));
        }

        @Override
        Optional<Reason> anchorOfFormat(CertificateFacts certificate) {
            return CertificateRules.selfSigned(certificate);
        }

        @Override
        boolean heedsSigningTime() {
            return true;
        }

        @Override
        Duration accuracy(TimestampContent content) {
            boolean silent = content.accuracy().isZero();
            return silent && content.policy().equals(ETSI_BASELINE) ? Duration.ofSeconds(1) : content.accuracy();
        }

        private static Optional<Reason> keySize(CertificateFacts certificate) {
            try {
                VerificationKey key = certificate.key();
                return key.type() != KeyType.RSA || RSA_SIZES.contains(key.sizeInBits())
                        ? Optional.empty()
                        : Optional.of(new Reason(PrimitiveReason.KEY_RSA_SIZE, key.sizeInBits() + " bits"));
            } catch (MalformedInputException e) {
                return Optional.of(e.reason());
            }
        }
    }

    private static final class Sigstore extends TimestampRules {

        @Override
        boolean allowsSigners(int count) {
            return count == 1;
        }

        /** RFC 5280 section 4.2.1.3: a key usage may be missing, but not say otherwise. */
        @Override
        Optional<Reason> signerOfFormat(CertificateFacts certificate) {
            return certificate.keyUsage().isEmpty()
                    ? Optional.empty()
                    : CertificateRules.keyUsageHas(certificate, KeyUsageBit.DIGITAL_SIGNATURE);
        }

        @Override
        Optional<Reason> anchorOfFormat(CertificateFacts certificate) {
            return Optional.empty();
        }

        @Override
        boolean heedsSigningTime() {
            return false;
        }

        @Override
        Duration accuracy(TimestampContent content) {
            return Duration.ZERO;
        }
    }
}
