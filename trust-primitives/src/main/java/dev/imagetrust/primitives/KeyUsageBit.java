/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

/**
 * The bits of the key usage extension, RFC 5280 section 4.2.1.3, in their order.
 *
 * @since 0.1
 */
public enum KeyUsageBit {
    /** Bit 0. */
    DIGITAL_SIGNATURE(0),
    /** Bit 1, also called content commitment. */
    NON_REPUDIATION(1),
    /** Bit 2. */
    KEY_ENCIPHERMENT(2),
    /** Bit 3. */
    DATA_ENCIPHERMENT(3),
    /** Bit 4. */
    KEY_AGREEMENT(4),
    /** Bit 5. */
    KEY_CERT_SIGN(5),
    /** Bit 6. */
    CRL_SIGN(6),
    /** Bit 7. */
    ENCIPHER_ONLY(7),
    /** Bit 8. */
    DECIPHER_ONLY(8);

    private final int position;

    KeyUsageBit(int position) {
        this.position = position;
    }

    /** Whether the bit is set in the octets of a bit string, where the first bit is the highest of its octet. */
    boolean isSetIn(byte[] octets) {
        int octet = position / 8;
        return octet < octets.length && (octets[octet] & (0x80 >> (position % 8))) != 0;
    }
}
