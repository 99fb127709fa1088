/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;

/**
 * One OpenPGP packet without its framing: RFC 9580 section 4.
 *
 * @param tag the packet type id, 0 to 63
 * @param body the contents; partial chunks are joined
 */
record Packet(int tag, Bytes body) {

    static final int PKESK = 1;
    static final int SIGNATURE = 2;
    static final int SKESK = 3;
    static final int ONE_PASS_SIGNATURE = 4;
    static final int SECRET_KEY = 5;
    static final int PUBLIC_KEY = 6;
    static final int SECRET_SUBKEY = 7;
    static final int COMPRESSED = 8;
    static final int SYMMETRICALLY_ENCRYPTED = 9;
    static final int MARKER = 10;
    static final int LITERAL = 11;
    static final int TRUST = 12;
    static final int USER_ID = 13;
    static final int PUBLIC_SUBKEY = 14;
    static final int USER_ATTRIBUTE = 17;
    static final int ENCRYPTED_INTEGRITY_PROTECTED = 18;
    static final int AEAD_ENCRYPTED = 20;
    static final int PADDING = 21;

    boolean isEncrypted() {
        return switch (tag) {
            case PKESK, SKESK, SYMMETRICALLY_ENCRYPTED, ENCRYPTED_INTEGRITY_PROTECTED, AEAD_ENCRYPTED -> true;
            default -> false;
        };
    }

    /** The octet at a position of the body as a number from 0 to 255. */
    int octet(int index) {
        return Byte.toUnsignedInt(body.at(index));
    }
}
