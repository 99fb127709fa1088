/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import java.util.Optional;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;

/**
 * The accepted curves, known by the identifier of the named curve alone.
 *
 * <p>Never by size: secp256k1 and brainpoolP256r1 have 256 bits too. Parameters spelled out in the key are not
 * compared, they are refused (CVE-2020-0601 came from comparing them).
 */
enum EcCurve {
    P256("1.2.840.10045.3.1.7", "P-256", KeyType.EC_P256, 256),
    P384("1.3.132.0.34", "P-384", KeyType.EC_P384, 384),
    P521("1.3.132.0.35", "P-521", KeyType.EC_P521, 521);

    private final String identifier;
    private final String nistName;
    private final KeyType keyType;
    private final int sizeInBits;

    EcCurve(String identifier, String nistName, KeyType keyType, int sizeInBits) {
        this.identifier = identifier;
        this.nistName = nistName;
        this.keyType = keyType;
        this.sizeInBits = sizeInBits;
    }

    static Optional<EcCurve> find(String identifier) {
        for (EcCurve curve : values()) {
            if (curve.identifier.equals(identifier)) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }

    /** The object identifier of the curve. */
    String identifier() {
        return identifier;
    }

    KeyType keyType() {
        return keyType;
    }

    int sizeInBits() {
        return sizeInBits;
    }

    /** How many octets hold a coordinate, and each half of a P1363 signature. */
    int fieldLength() {
        return (sizeInBits + 7) / 8;
    }

    /** The implementation made for this prime; the curve and its base point are shared, with their tables. */
    ECDomainParameters domain() {
        return new ECDomainParameters(CustomNamedCurves.getByName(nistName));
    }
}
