/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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
    P256("1.2.840.10045.3.1.7", "3059301306072a8648ce3d020106082a8648ce3d03010703420004", KeyType.EC_P256, 256),
    P384("1.3.132.0.34", "3076301006072a8648ce3d020106052b8104002203620004", KeyType.EC_P384, 384),
    P521("1.3.132.0.35", "30819b301006072a8648ce3d020106052b810400230381860004", KeyType.EC_P521, 521);

    private final String identifier;

    /** One character for each octet. */
    private final String keyPrefix;

    private final KeyType keyType;
    private final int sizeInBits;

    EcCurve(String identifier, String keyPrefix, KeyType keyType, int sizeInBits) {
        this.identifier = identifier;
        this.keyPrefix = new String(HexFormat.of().parseHex(keyPrefix), StandardCharsets.ISO_8859_1);
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

    /**
     * The curve of a {@code SubjectPublicKeyInfo} with an uncompressed point, told by all the octets before the point: DER
     * knows no others.
     */
    static Optional<EcCurve> ofKey(Bytes der) {
        for (EcCurve curve : values()) {
            if (curve.begins(der)) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }

    private boolean begins(Bytes der) {
        if (der.length() != keyPrefix.length() + 2 * fieldLength()) {
            return false;
        }
        for (int i = 0; i < keyPrefix.length(); i++) {
            if ((der.at(i) & 0xff) != keyPrefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The point of a key of this curve, with the octet that says that it is not compressed. */
    Bytes point(Bytes der) {
        return der.slice(keyPrefix.length() - 1, der.length());
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
        return switch (this) {
            case P256 -> P256Domain.VALUE.parameters();
            case P384 -> P384Domain.VALUE.parameters();
            case P521 -> P521Domain.VALUE.parameters();
        };
    }

    private record Domain(ECDomainParameters parameters) {
        static Domain of(String nistName) {
            return new Domain(new ECDomainParameters(CustomNamedCurves.getByName(nistName)));
        }
    }

    /** Each is made when a key of its curve is met: a program that starts pays for no other. */
    private static final class P256Domain {
        static final Domain VALUE = Domain.of("P-256");
    }

    private static final class P384Domain {
        static final Domain VALUE = Domain.of("P-384");
    }

    private static final class P521Domain {
        static final Domain VALUE = Domain.of("P-521");
    }
}
