/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Writes ECDSA signatures in the form somebody wants: most keys sign in DER, JOSE and COSE have a fixed length.
 *
 * @since 0.1
 */
public final class EcdsaEncoding {

    private EcdsaEncoding() {}

    /**
     * The two numbers of a signature one behind the other, each filled up with zeros to the length of the field
     * (RFC 7518 section 3.4, RFC 9053 section 2.1).
     *
     * @param derSignature {@code ECDSA-Sig-Value} in DER
     * @param key whose signature it is; whether it holds is not looked at
     * @return empty if the key is none for ECDSA, the signature is not in DER, or one of its numbers is not from 1 to
     *     n - 1
     */
    public static Optional<Bytes> findFixedLength(Bytes derSignature, VerificationKey key) {
        if (!(key.material() instanceof KeyMaterial.Elliptic elliptic)) {
            return Optional.empty();
        }
        int length = elliptic.curve().fieldLength();
        return EcdsaNumbers.findInDer(derSignature, elliptic).map(numbers -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            write(out, numbers.r(), length);
            write(out, numbers.s(), length);
            return Bytes.copyOf(out.toByteArray());
        });
    }

    /**
     * The same signature in DER, of one in the fixed length.
     *
     * @param key whose signature it is; whether it holds is not looked at
     * @return empty if the key is none for ECDSA, or the signature is not of its length with both numbers from 1 to n - 1
     */
    public static Optional<Bytes> findDer(Bytes fixedLength, VerificationKey key) {
        if (!(key.material() instanceof KeyMaterial.Elliptic elliptic)) {
            return Optional.empty();
        }
        return EcdsaNumbers.findInP1363(fixedLength, elliptic).map(numbers -> numbers.toDer(elliptic.order()));
    }

    private static void write(ByteArrayOutputStream out, BigInteger number, int length) {
        byte[] octets = number.toByteArray(); // minimal, with a zero in front where the first bit is set
        int from = octets[0] == 0 ? 1 : 0;
        int used = octets.length - from;
        out.writeBytes(new byte[length - used]);
        out.write(octets, from, used);
    }
}
