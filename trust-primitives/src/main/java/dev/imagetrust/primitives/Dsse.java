/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Dead Simple Signing Envelope: the octets that its signatures cover.
 *
 * @since 0.1
 */
public final class Dsse {

    private Dsse() {}

    /**
     * The pre-authentication encoding, DSSE protocol v1.0.2: {@code DSSEv1 SP LEN(type) SP type SP LEN(body) SP body}.
     * Lengths count octets, not characters, and the payload is never turned into text.
     *
     * @param payloadType the type exactly as in the envelope
     * @param payload the decoded payload
     * @throws IllegalArgumentException if the type contains an unpaired surrogate; text read by {@link Json} never does
     */
    public static Bytes pae(String payloadType, Bytes payload) {
        Bytes type = Utf8.encode(payloadType);
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(type.length() + payload.length() + 32);
        encoded.writeBytes(("DSSEv1 " + type.length() + ' ').getBytes(StandardCharsets.US_ASCII));
        encoded.writeBytes(type.toByteArray());
        encoded.writeBytes((" " + payload.length() + ' ').getBytes(StandardCharsets.US_ASCII));
        encoded.writeBytes(payload.toByteArray());
        return Bytes.copyOf(encoded.toByteArray());
    }
}
