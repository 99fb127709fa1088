/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;

/** An envelope that is written as far as the signature covers it. */
sealed interface EnvelopeDraft permits JwsDraft, CoseDraft {

    /** Begins an envelope. */
    static EnvelopeDraft of(EnvelopeFormat format, SignedHeader header, Bytes payload) {
        return switch (format) {
            case JWS -> new JwsDraft(header, payload);
            case COSE -> new CoseDraft(header, payload);
        };
    }

    /** The octets to sign. */
    Bytes signingInput();

    /** The envelope with its signature, in the fixed length where it is one of ECDSA. */
    Bytes close(Bytes signature, UnsignedHeader beside);
}
