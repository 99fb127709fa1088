/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.Certificates;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.verdict.PresentedSigner;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignerIdentity;
import java.util.List;
import java.util.Optional;

/** What is checked before anybody is trusted; no policy can make any of it optional. */
final class IntegrityChecks {

    private IntegrityChecks() {}

    /** Where an envelope comes from, and how that may fail. */
    interface Source {
        UnverifiedEnvelope read() throws MalformedInputException;
    }

    /** Opens an envelope: first the signature, then what it covers. Empty once a check has failed. */
    static Optional<VerifiedSignature> open(Source source, CheckLog log) {
        NotationCheck check = NotationCheck.ENVELOPE;
        try {
            UnverifiedEnvelope envelope = source.read();
            List<CertificateFacts> chain = chain(envelope);
            log.pass(check);

            check = NotationCheck.SIGNATURE;
            VerificationKey key = key(chain.get(0));
            SigningAlgorithm algorithm = EnvelopeSignature.check(envelope, key);
            log.pass(check);
            log.signer(presented(chain, key));

            check = NotationCheck.SIGNED_ATTRIBUTES;
            SignedAttributes attributes = SignedAttributes.read(envelope.header());
            log.pass(check);

            check = NotationCheck.CERTIFICATE_CHAIN;
            CodeSigningChain.check(chain);
            log.pass(check);

            check = NotationCheck.PAYLOAD;
            NotationPayload payload = payload(envelope, attributes);
            log.pass(check);
            return Optional.of(new VerifiedSignature(
                    algorithm, attributes, chain, payload, envelope.signature(), envelope.timestamp()));
        } catch (MalformedInputException e) {
            log.fail(check, e.reason());
            return Optional.empty();
        }
    }

    private static List<CertificateFacts> chain(UnverifiedEnvelope envelope) throws MalformedInputException {
        try {
            return Certificates.parseChain(envelope.chain());
        } catch (MalformedInputException e) {
            throw Malformed.as(NotationReason.CERT_CHAIN_MALFORMED, e);
        }
    }

    private static VerificationKey key(CertificateFacts leaf) throws MalformedInputException {
        try {
            return leaf.key();
        } catch (MalformedInputException e) {
            throw Malformed.as(NotationReason.KEY_UNSUPPORTED, e);
        }
    }

    private static PresentedSigner presented(List<CertificateFacts> chain, VerificationKey key) {
        SignerIdentity identity =
                new SignerIdentity(SignerIdentity.Kind.KEY, key.fingerprint().toString());
        return new PresentedSigner(
                identity, TrustChecks.denyTargets(chain), chain.get(0).subjectText());
    }

    private static NotationPayload payload(UnverifiedEnvelope envelope, SignedAttributes attributes)
            throws MalformedInputException {
        if (!attributes.contentType().equals(NotationPayload.MEDIA_TYPE)) {
            throw new MalformedInputException(
                    new Reason(NotationReason.PAYLOAD_TYPE_UNSUPPORTED, attributes.contentType()));
        }
        return NotationPayload.parse(envelope.payload());
    }
}
