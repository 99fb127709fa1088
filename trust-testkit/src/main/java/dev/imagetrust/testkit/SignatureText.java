/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;

/** Signs, and writes the signature as base64: both right or bent. */
final class SignatureText {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final CosignForge forge;
    private final CosignBend bend;

    SignatureText(CosignForge forge, CosignBend bend) {
        this.forge = forge;
        this.bend = bend;
    }

    String over(Bytes message) {
        Bytes raw = sign(message);
        return switch (bend) {
            case EMPTY_SIGNATURE -> "";
            case LINE_BREAK_IN_BASE64 ->
                Octets.base64(raw).substring(0, 4) + "\n" + Octets.base64(raw).substring(4);
            case NON_CANONICAL_BASE64 -> nonCanonical(message, raw);
            default -> Octets.base64(raw);
        };
    }

    private Bytes sign(Bytes message) {
        boolean thief = bend == CosignBend.OTHER_KEY || bend == CosignBend.KEY_IN_CERTIFICATE;
        ForgedKey signer = thief ? forge.key().another() : forge.key();
        Bytes raw = signer.sign(forge.algorithm(), message);
        return switch (bend) {
            case FLIPPED_SIGNATURE_BIT -> Octets.flipBit(raw, 8 * raw.length() - 8);
            case P1363_SIGNATURE -> EcdsaForms.plain(raw, signer.kind());
            case ZERO_SIGNATURE -> EcdsaForms.ZERO_DER;
            default -> raw;
        };
    }

    /** Sets the last bit of the last digit, which belongs to no octet wherever there is padding. */
    private String nonCanonical(Bytes message, Bytes first) {
        Bytes raw = first;
        while (raw.length() % 3 == 0) {
            // An ECDSA signature in DER has another length sooner or later.
            raw = sign(message);
        }
        String text = Octets.base64(raw);
        int last = text.indexOf('=') - 1;
        char bent = ALPHABET.charAt(ALPHABET.indexOf(text.charAt(last)) | 1);
        return text.substring(0, last) + bent + text.substring(last + 1);
    }
}
