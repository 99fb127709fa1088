/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.CertificateRules;
import dev.imagetrust.primitives.Certificates;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.verdict.Reason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The certificates to sign under, complete from the leaf to the root, and the key they are about. They keep the rules by
 * which they will be judged.
 *
 * @param certificates leaf first
 * @param key the leaf's
 * @param algorithm the key's
 */
public record SigningChain(List<CertificateFacts> certificates, VerificationKey key, SigningAlgorithm algorithm) {

    /** Copies the list. */
    public SigningChain {
        certificates = List.copyOf(certificates);
    }

    /**
     * Reads the chain of a signer.
     *
     * @param file PEM or DER, leaf first
     * @throws SetUpException {@code CERT_CHAIN_MALFORMED}, {@code CERT_CHAIN_INVALID}, {@code KEY_UNSUPPORTED} or
     *     {@code SIGNING_KEY_MISMATCH}
     */
    public static SigningChain parse(Bytes file, RemoteSigner signer) {
        try {
            List<CertificateFacts> certificates = certificates(file);
            VerificationKey key = key(certificates.get(0)::key);
            SigningAlgorithm algorithm = SigningAlgorithm.ofKey(key)
                    .orElseThrow(() ->
                            refusal(NotationReason.KEY_UNSUPPORTED, key.type() + " of " + key.sizeInBits() + " bits"));
            CodeSigningChain.check(certificates);
            if (!key.equals(key(() -> VerificationKey.fromSpki(signer.publicKey())))) {
                throw refusal(NotationReason.SIGNING_KEY_MISMATCH, "the leaf has the key " + key.fingerprint());
            }
            return new SigningChain(certificates, key, algorithm);
        } catch (MalformedInputException e) {
            throw new SetUpException(e.reason(), e);
        }
    }

    private static List<CertificateFacts> certificates(Bytes file) throws MalformedInputException {
        try {
            List<Bytes> ders = new ArrayList<>();
            for (X509Certificate certificate : Certificates.parsePemOrDer(file)) {
                ders.add(CertificateFacts.of(certificate).der());
            }
            return Certificates.parseChain(ders);
        } catch (MalformedInputException e) {
            throw Malformed.as(NotationReason.CERT_CHAIN_MALFORMED, e);
        }
    }

    private interface KeySource {
        VerificationKey read() throws MalformedInputException;
    }

    private static VerificationKey key(KeySource source) throws MalformedInputException {
        try {
            return source.read();
        } catch (MalformedInputException e) {
            throw Malformed.as(NotationReason.KEY_UNSUPPORTED, e);
        }
    }

    /** The certificates as an envelope carries them. */
    List<Bytes> ders() {
        return certificates.stream().map(CertificateFacts::der).toList();
    }

    /**
     * Refuses to sign under a certificate that is not valid.
     *
     * @throws SigningException {@code CERT_NOT_VALID_AT_SIGNING}
     */
    void requireValidAt(Instant moment) throws SigningException {
        Optional<Reason> invalid = CertificateRules.allValidAt(certificates, moment);
        if (invalid.isPresent()) {
            throw new SigningException(new Reason(
                    NotationReason.CERT_NOT_VALID_AT_SIGNING, invalid.get().text()));
        }
    }

    private static MalformedInputException refusal(NotationReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
