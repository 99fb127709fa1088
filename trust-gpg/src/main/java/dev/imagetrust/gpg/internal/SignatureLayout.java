/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * Whether the parts of a signature packet fill it exactly: RFC 9580 sections 5.2.2 and 5.2.3.
 *
 * <p>Bouncy Castle reads what it expects and does not say whether octets are left over. Octets that nobody reads are
 * room for two readers to disagree.
 */
final class SignatureLayout {

    private final Bytes body;
    private int position;

    private SignatureLayout(Bytes body) {
        this.body = body;
    }

    static void check(Bytes body) throws MalformedInputException {
        new SignatureLayout(body).check();
    }

    /** From the version to the end of the hashed subpackets, for a version 4 signature that passed {@link #check}. */
    static Bytes signedPart(Bytes body) {
        return body.slice(0, 6 + Short.toUnsignedInt(body.asReadOnlyBuffer().getShort(4)));
    }

    /** Whether a packet, which may be broken, calls itself a revocation of a key or subkey. */
    static boolean revokesKey(Bytes body) {
        int typeAt = !body.isEmpty() && body.at(0) == 3 ? 2 : 1;
        if (body.length() <= typeAt) {
            return false;
        }
        int type = body.at(typeAt);
        return type == PGPSignature.KEY_REVOCATION || type == PGPSignature.SUBKEY_REVOCATION;
    }

    private void check() throws MalformedInputException {
        int version = octet();
        if (version != 3 && version != 4) {
            throw Refusal.of(GpgReason.SIGNATURE_VERSION, Integer.toString(version));
        }
        int keyAlgorithm = version == 3 ? version3() : version4();
        skip(2); // the left 16 bits of the hash
        value(keyAlgorithm);
        if (position != body.length()) {
            throw malformed("octets after the signature value");
        }
    }

    private int version3() throws MalformedInputException {
        if (octet() != 5) {
            throw malformed("a version 3 signature that hashes other than 5 octets");
        }
        skip(1 + 4 + 8); // type, time, key id
        int keyAlgorithm = octet();
        skip(1); // hash algorithm
        return keyAlgorithm;
    }

    private int version4() throws MalformedInputException {
        skip(1); // type
        int keyAlgorithm = octet();
        skip(1); // hash algorithm
        skip(twoOctets()); // hashed subpackets: compared as a whole with what Bouncy Castle reads
        subpackets(twoOctets()); // unhashed
        return keyAlgorithm;
    }

    /** RFC 9580 section 5.2.3.7: each a length, which is that of the current packet format, and that many octets. */
    private void subpackets(int length) throws MalformedInputException {
        int end = position + length;
        while (position < end) {
            int first = octet();
            int size = first < 192 ? first : first < 255 ? ((first - 192) << 8) + octet() + 192 : fourOctets();
            if (size < 1 || size > end - position) {
                throw malformed("a subpacket that does not fit");
            }
            skip(size);
        }
    }

    private void value(int keyAlgorithm) throws MalformedInputException {
        switch (keyAlgorithm) {
            case PublicKeyAlgorithmTags.RSA_GENERAL -> multiprecision(1);
            case PublicKeyAlgorithmTags.DSA, PublicKeyAlgorithmTags.ECDSA, PublicKeyAlgorithmTags.EDDSA_LEGACY ->
                multiprecision(2);
            case PublicKeyAlgorithmTags.Ed25519 -> skip(64);
            case PublicKeyAlgorithmTags.Ed448 -> skip(114);
            default -> throw Refusal.of(GpgReason.KEY_ALGORITHM_NOT_ALLOWED, "algorithm " + keyAlgorithm);
        }
    }

    private void multiprecision(int count) throws MalformedInputException {
        for (int i = 0; i < count; i++) {
            skip((twoOctets() + 7) / 8);
        }
    }

    private int twoOctets() throws MalformedInputException {
        return (octet() << 8) | octet();
    }

    /** Negative for lengths that cannot fit anyway. */
    private int fourOctets() throws MalformedInputException {
        return (twoOctets() << 16) | twoOctets();
    }

    private int octet() throws MalformedInputException {
        skip(1);
        return Byte.toUnsignedInt(body.at(position - 1));
    }

    private void skip(int octets) throws MalformedInputException {
        if (octets > body.length() - position) {
            throw malformed("a signature packet that ends early");
        }
        position += octets;
    }

    private static MalformedInputException malformed(String detail) {
        return Refusal.of(GpgReason.OPENPGP_MALFORMED, detail);
    }
}
