/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Limits;
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

    UnverifiedEnvelope {
        chain = List.copyOf(chain);
    }

    /** Reads an envelope within the default limit: where the caller has no say, or made it. */
    static UnverifiedEnvelope parse(EnvelopeFormat format, Bytes envelope) throws MalformedInputException {
        return parse(format, envelope, Limits.defaults());
    }

    /**
     * Reads an envelope. That takes five times its length in memory.
     *
     * @param limits {@code envelopeBytes} of them
     * @throws MalformedInputException {@code ENVELOPE_TOO_LARGE} before anything is read, or the first rule of its format
     *     that is broken
     */
    static UnverifiedEnvelope parse(EnvelopeFormat format, Bytes envelope, Limits limits)
            throws MalformedInputException {
        int most = limits.envelopeBytes();
        if (envelope.length() > most) {
            throw new MalformedInputException(new Reason(
                    NotationReason.ENVELOPE_TOO_LARGE, envelope.length() + " octets, where " + most + " are allowed"));
        }
        return switch (format) {
            case JWS -> JwsEnvelope.parse(envelope);
            case COSE -> CoseEnvelope.parse(envelope);
        };
    }
}
