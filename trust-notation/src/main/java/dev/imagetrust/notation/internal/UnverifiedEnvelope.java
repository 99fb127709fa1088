/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An envelope that was read and not verified.
 *
 * @param header what the signature is to cover, beside the payload
 * @param signingInput the octets that were signed
 * @param signature the signature over them
 * @param payload what is signed, decoded
 * @param chain DER certificates, leaf first; not covered by the signature
 * @param timestamp a timestamp token over the signature; not covered by it
 */
record UnverifiedEnvelope(
        ProtectedHeader header,
        Bytes signingInput,
        Bytes signature,
        Bytes payload,
        List<Bytes> chain,
        @Nullable Bytes timestamp) {

    /** Real envelopes have 2 to 11 KiB; the reference implementation stops at 32 MiB. */
    static final int MAX_LENGTH = 1 << 20;

    UnverifiedEnvelope {
        chain = List.copyOf(chain);
    }

    /**
     * Reads an envelope.
     *
     * @throws MalformedInputException for the first rule of its format that is broken
     */
    static UnverifiedEnvelope parse(EnvelopeFormat format, Bytes envelope) throws MalformedInputException {
        if (envelope.length() > MAX_LENGTH) {
            throw new MalformedInputException(
                    new Reason(NotationReason.ENVELOPE_MALFORMED, "longer than " + MAX_LENGTH + " octets"));
        }
        return switch (format) {
            case JWS -> JwsEnvelope.parse(envelope);
            case COSE -> CoseEnvelope.parse(envelope);
        };
    }
}
