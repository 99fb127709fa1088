/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Reads {@code SubjectPublicKeyInfo} and {@code RSAPublicKey} and judges the numbers in them. */
final class KeyReader {

    private static final String EC_PUBLIC_KEY = "1.2.840.10045.2.1";
    private static final String RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
    private static final String ED25519 = "1.3.101.112";

    private static final int OBJECT_IDENTIFIER_TAG = 0x06;
    private static final byte UNCOMPRESSED = 0x04;

    /** Below, a modulus can be factored by those who can afford it; above, a signature costs too much to check. */
    private static final int SMALLEST_MODULUS_BITS = 2048;

    private static final int LARGEST_MODULUS_BITS = 8192;

    private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(65537);

    /** The exponent decides what a check costs. Go, in which the reference tools are written, stops here too. */
    private static final BigInteger LARGEST_EXPONENT = BigInteger.valueOf(Integer.MAX_VALUE);

    private KeyReader() {}

    /** Reads a {@code SubjectPublicKeyInfo} (RFC 5280 §4.1). */
    static KeyMaterial subjectPublicKeyInfo(Bytes der) throws MalformedInputException {
        Optional<EcCurve> curve = EcCurve.ofKey(der);
        if (curve.isPresent()) {
            return elliptic(curve.get(), curve.get().point(der));
        }
        return anyKey(der);
    }

    /** Element by element: all other kinds, and what is wrong with a key. */
    private static KeyMaterial anyKey(Bytes der) throws MalformedInputException {
        DerReader outer = new DerReader(der);
        DerReader info = outer.sequence();
        outer.end();
        DerReader algorithm = info.sequence();
        Bytes key = info.octetsOfBitString();
        info.end();
        String identifier = algorithm.objectIdentifier();
        return switch (identifier) {
            case EC_PUBLIC_KEY -> elliptic(curve(algorithm), key);
            case RSA_ENCRYPTION -> rsaAfter(algorithm, key);
            case ED25519 -> edwardsAfter(algorithm, key);
            default -> throw refusal(PrimitiveReason.KEY_ALGORITHM, identifier);
        };
    }

    /** Reads an {@code RSAPublicKey} (RFC 8017 §A.1.1). */
    static KeyMaterial.Rsa rsaPublicKey(Bytes der) throws MalformedInputException {
        DerReader outer = new DerReader(der);
        DerReader numbers = outer.sequence();
        outer.end();
        BigInteger modulus = numbers.integer();
        BigInteger exponent = numbers.integer();
        numbers.end();
        checkModulus(modulus);
        checkExponent(exponent);
        return new KeyMaterial.Rsa(rsa(modulus, exponent));
    }

    private static KeyMaterial rsaAfter(DerReader algorithm, Bytes key) throws MalformedInputException {
        // RFC 3279 §2.3.1: the parameters are present and null.
        if (algorithm.atEnd()) {
            throw refusal(PrimitiveReason.KEY_PARAMETERS, "RSA without the null that has to stand there");
        }
        algorithm.nullValue();
        algorithm.end();
        return rsaPublicKey(key);
    }

    private static void checkModulus(BigInteger modulus) throws MalformedInputException {
        int bits = modulus.bitLength();
        if (modulus.signum() <= 0 || bits < SMALLEST_MODULUS_BITS || bits > LARGEST_MODULUS_BITS) {
            throw refusal(PrimitiveReason.KEY_RSA_SIZE, bits + " bits");
        }
        if (!modulus.testBit(0)) {
            throw refusal(PrimitiveReason.KEY_RSA_MODULUS, "it is even");
        }
    }

    private static void checkExponent(BigInteger exponent) throws MalformedInputException {
        if (exponent.compareTo(SMALLEST_EXPONENT) < 0 || exponent.compareTo(LARGEST_EXPONENT) > 0) {
            throw refusal(PrimitiveReason.KEY_RSA_EXPONENT, "outside 65537 to 2^31 - 1");
        }
        if (!exponent.testBit(0)) {
            throw refusal(PrimitiveReason.KEY_RSA_EXPONENT, "it is even");
        }
    }

    private static RSAPublicKey rsa(BigInteger modulus, BigInteger exponent) {
        try {
            KeyFactory keys = KeyFactory.getInstance("RSA", SignatureCheck.RSA_PROVIDER);
            return (RSAPublicKey) keys.generatePublic(new RSAPublicKeySpec(modulus, exponent));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime takes no RSA key within the accepted ranges", e);
        }
    }

    private static EcCurve curve(DerReader algorithm) throws MalformedInputException {
        // RFC 5480 §2.1.1: only namedCurve, never parameters spelled out or inherited.
        if (!algorithm.nextIs(OBJECT_IDENTIFIER_TAG)) {
            throw refusal(PrimitiveReason.KEY_PARAMETERS, "an elliptic curve that is not given by its name");
        }
        String identifier = algorithm.objectIdentifier();
        algorithm.end();
        return EcCurve.find(identifier).orElseThrow(() -> refusal(PrimitiveReason.KEY_CURVE, identifier));
    }

    private static KeyMaterial elliptic(EcCurve curve, Bytes key) throws MalformedInputException {
        if (key.length() != 1 + 2 * curve.fieldLength() || key.at(0) != UNCOMPRESSED) {
            throw refusal(PrimitiveReason.KEY_POINT_FORM, key.length() + " octets");
        }
        ECDomainParameters domain = curve.domain();
        return new KeyMaterial.Elliptic(curve, new ECPublicKeyParameters(point(domain, key), domain));
    }

    private static ECPoint point(ECDomainParameters domain, Bytes key) throws MalformedInputException {
        try {
            return domain.validatePublicPoint(domain.getCurve().decodePoint(key.toByteArray()));
        } catch (IllegalArgumentException e) {
            throw refusal(PrimitiveReason.KEY_POINT, "a coordinate is too large, or the point is not on the curve");
        }
    }

    private static KeyMaterial edwardsAfter(DerReader algorithm, Bytes key) throws MalformedInputException {
        // RFC 8410 §3: the parameters are absent.
        if (!algorithm.atEnd()) {
            throw refusal(PrimitiveReason.KEY_PARAMETERS, "Ed25519 with parameters");
        }
        if (key.length() != Ed25519.PUBLIC_KEY_SIZE) {
            throw refusal(PrimitiveReason.KEY_POINT_FORM, key.length() + " octets");
        }
        // Under a point of small order one signature holds for many messages; with such a part mixed in,
        // implementations disagree about some signatures. No key generator makes either.
        Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(key.toByteArray(), 0);
        if (point == null) {
            throw refusal(PrimitiveReason.KEY_POINT, "not a canonical point of the prime-order group of edwards25519");
        }
        return new KeyMaterial.Edwards(new Ed25519PublicKeyParameters(point));
    }

    private static MalformedInputException refusal(PrimitiveReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
