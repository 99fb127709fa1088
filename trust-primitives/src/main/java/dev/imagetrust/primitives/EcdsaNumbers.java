/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** The two numbers of an ECDSA signature, both from 1 to n - 1 (FIPS 186-5 §6.4.2, step 1). */
record EcdsaNumbers(BigInteger r, BigInteger s) {

    /** Reads {@code ECDSA-Sig-Value} (RFC 3279 §2.2.3), DER only; empty if it is anything else or out of range. */
    static Optional<EcdsaNumbers> findInDer(Bytes signature, KeyMaterial.Elliptic key) {
        try {
            DerReader outer = new DerReader(signature);
            DerReader numbers = outer.sequence();
            outer.end();
            BigInteger r = numbers.integer();
            BigInteger s = numbers.integer();
            numbers.end();
            return inRange(r, s, key);
        } catch (MalformedInputException e) {
            return Optional.empty();
        }
    }

    /** Reads r and s, each filled up with zeros to the length of the field; empty if too long, short or large. */
    static Optional<EcdsaNumbers> findInP1363(Bytes signature, KeyMaterial.Elliptic key) {
        int half = key.curve().fieldLength();
        if (signature.length() != 2 * half) {
            return Optional.empty();
        }
        BigInteger r = new BigInteger(1, signature.slice(0, half).toByteArray());
        BigInteger s = new BigInteger(1, signature.slice(half, 2 * half).toByteArray());
        return inRange(r, s, key);
    }

    /** As {@code ECDSA-Sig-Value} in DER. */
    Bytes toDer(BigInteger order) {
        try {
            return Bytes.copyOf(StandardDSAEncoding.INSTANCE.encode(order, r, s));
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    private static Optional<EcdsaNumbers> inRange(BigInteger r, BigInteger s, KeyMaterial.Elliptic key) {
        return inRange(r, key) && inRange(s, key) ? Optional.of(new EcdsaNumbers(r, s)) : Optional.empty();
    }

    private static boolean inRange(BigInteger number, KeyMaterial.Elliptic key) {
        return number.signum() > 0 && number.compareTo(key.order()) < 0;
    }
}
