/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.HexFormat;

/**
 * What the packet in front of the payload announces: RFC 9580 section 5.4, version 3.
 *
 * <p>Nobody signs it. It is read to be compared with the signature, never to be followed.
 */
record OnePassSignature(int type, int hashAlgorithm, int keyAlgorithm, long keyId) {

    private static final int LENGTH = 13;

    static OnePassSignature parse(Packet packet) throws MalformedInputException {
        if (packet.body().length() != LENGTH || packet.octet(0) != 3) {
            throw Refusal.of(GpgReason.OPENPGP_MALFORMED, "a one-pass signature packet that is not of version 3");
        }
        if (packet.octet(12) != 1) {
            // Another signature would follow, over this one.
            throw Refusal.of(GpgReason.GRAMMAR, "a one-pass signature packet that announces a nested signature");
        }
        long keyId = packet.body().asReadOnlyBuffer().getLong(4);
        return new OnePassSignature(packet.octet(1), packet.octet(2), packet.octet(3), keyId);
    }

    /** 16 upper-case hex digits. */
    String keyIdText() {
        return HexFormat.of().withUpperCase().toHexDigits(keyId);
    }
}
