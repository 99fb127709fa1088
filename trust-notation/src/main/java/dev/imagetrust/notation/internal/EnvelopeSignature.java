/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SignatureCheck;
import dev.imagetrust.primitives.SignatureResult;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.verdict.Reason;

/** The signature of an envelope, whatever its format. */
final class EnvelopeSignature {

    private EnvelopeSignature() {}

    /**
     * Checks that the signature holds under the key of the leaf certificate and its one algorithm.
     *
     * @return that algorithm
     * @throws MalformedInputException {@code ALGORITHM_NOT_ALLOWED}, {@code KEY_UNSUPPORTED},
     *     {@code ALGORITHM_KEY_MISMATCH} or {@code SIGNATURE_INVALID}
     */
    static SigningAlgorithm check(UnverifiedEnvelope envelope, VerificationKey key) throws MalformedInputException {
        SigningAlgorithm claimed = envelope.header()
                .claimedAlgorithm()
                .orElseThrow(() -> refusal(NotationReason.ALGORITHM_NOT_ALLOWED, ""));
        SigningAlgorithm algorithm = SigningAlgorithm.ofKey(key)
                .orElseThrow(() ->
                        refusal(NotationReason.KEY_UNSUPPORTED, key.type() + " of " + key.sizeInBits() + " bits"));
        if (claimed != algorithm) {
            throw refusal(NotationReason.ALGORITHM_KEY_MISMATCH, claimed + " with a key for " + algorithm);
        }
        SignatureResult result =
                SignatureCheck.verify(key, algorithm.scheme(), envelope.signingInput(), envelope.signature());
        if (result != SignatureResult.VALID) {
            throw refusal(NotationReason.SIGNATURE_INVALID, result.name());
        }
        return algorithm;
    }

    private static MalformedInputException refusal(NotationReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
