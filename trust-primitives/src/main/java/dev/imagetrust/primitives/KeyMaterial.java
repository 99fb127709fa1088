/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;

/** A checked public key in the form its engine takes, kept so that tables built for a key serve again. */
sealed interface KeyMaterial {

    /** What kind of key it is. */
    KeyType type();

    /** The size of the field or of the modulus. */
    int sizeInBits();

    /** A point on a curve, known to lie on it. */
    record Elliptic(EcCurve curve, ECPublicKeyParameters point) implements KeyMaterial {
        @Override
        public KeyType type() {
            return curve.keyType();
        }

        @Override
        public int sizeInBits() {
            return curve.sizeInBits();
        }

        /** How many points the base point generates: r and s are smaller. */
        BigInteger order() {
            return point.getParameters().getN();
        }
    }

    /** A modulus and an exponent within the accepted ranges. */
    record Rsa(RSAPublicKey key) implements KeyMaterial {
        @Override
        public KeyType type() {
            return KeyType.RSA;
        }

        @Override
        public int sizeInBits() {
            return key.getModulus().bitLength();
        }
    }

    /** A point of the prime-order group of edwards25519. */
    record Edwards(Ed25519PublicKeyParameters point) implements KeyMaterial {
        @Override
        public KeyType type() {
            return KeyType.ED25519;
        }

        @Override
        public int sizeInBits() {
            return 256;
        }
    }
}
