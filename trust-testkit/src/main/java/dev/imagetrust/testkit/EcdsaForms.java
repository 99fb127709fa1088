/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.util.BigIntegers;

/** The two ways of writing an ECDSA signature. */
final class EcdsaForms {

    /** A sequence of twice zero: accepted by Java runtimes before the mending of CVE-2022-21449. */
    static final Bytes ZERO_DER = Bytes.fromHex("3006020100020100");

    private EcdsaForms() {}

    /** From DER to both numbers in fixed length, one after the other. */
    static Bytes plain(Bytes der, ForgedKey.Kind kind) {
        ASN1Sequence numbers = ASN1Sequence.getInstance(der.toByteArray());
        return Octets.concat(number(numbers, 0, kind), number(numbers, 1, kind));
    }

    private static Bytes number(ASN1Sequence numbers, int index, ForgedKey.Kind kind) {
        BigInteger value = ASN1Integer.getInstance(numbers.getObjectAt(index)).getPositiveValue();
        return Bytes.copyOf(BigIntegers.asUnsignedByteArray(length(kind), value));
    }

    /** How many octets each number has. */
    static int length(ForgedKey.Kind kind) {
        return switch (kind) {
            case EC_P256 -> 32;
            case EC_P384 -> 48;
            case EC_P521 -> 66;
            default -> throw new IllegalArgumentException(kind + " does not sign by ECDSA");
        };
    }
}
