/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Limits;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.Optional;

/**
 * Reads a payload that nobody has verified: containers/image, {@code GetUntrustedSignatureInformationWithoutVerifying}.
 * The only way to a payload beside a signature that held.
 *
 * @param keyId what the announcement in front of the payload names
 * @param payload what the blob says
 */
public record UnverifiedPayload(String keyId, SimpleSigningPayload payload) {

    /** What the blob says; empty if it cannot be read. */
    public static Optional<UnverifiedPayload> find(Bytes blob) {
        try {
            int limit = Limits.defaults().signatureBytes();
            SignedMessage message = SignedMessage.parse(SignatureBlob.unwrap(blob, limit));
            SimpleSigningPayload payload = SimpleSigningPayload.parse(message.payload());
            return Optional.of(new UnverifiedPayload(message.announced().keyIdText(), payload));
        } catch (MalformedInputException e) {
            return Optional.empty();
        }
    }
}
