/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** Writes private keys as {@code PrivateKeyInfo} of version 0, and the public half that belongs to each. */
final class PrivateKeyWriter {

    /** RFC 8410 §3. */
    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

    private PrivateKeyWriter() {}

    static Bytes pkcs8(PrivateKeyMaterial.Elliptic key) {
        DERBitString point = new DERBitString(point(key).getEncoded(false));
        ECPrivateKey content =
                new ECPrivateKey(key.curve().sizeInBits(), key.number().getD(), point, null);
        return wrap(algorithm(key.curve()), encoded(content));
    }

    static Bytes pkcs8(PrivateKeyMaterial.Edwards key) {
        return wrap(
                new AlgorithmIdentifier(ED25519),
                encoded(new DEROctetString(key.seed().getEncoded())));
    }

    static Bytes publicKey(PrivateKeyMaterial.Elliptic key) {
        return encoded(
                new SubjectPublicKeyInfo(algorithm(key.curve()), point(key).getEncoded(false)));
    }

    static Bytes publicKey(PrivateKeyMaterial.Edwards key) {
        Ed25519PublicKeyParameters point = key.seed().generatePublicKey();
        return encoded(new SubjectPublicKeyInfo(new AlgorithmIdentifier(ED25519), point.getEncoded()));
    }

    /** A {@code PrivateKeyInfo} (RFC 5208 §5) around the private key of an algorithm. */
    static Bytes wrap(AlgorithmIdentifier algorithm, Bytes key) {
        return encoded(new DERSequence(
                new ASN1Encodable[] {new ASN1Integer(0), algorithm, new DEROctetString(key.toByteArray())}));
    }

    /** RFC 5480 §2.1.1: the curve by its name. */
    private static AlgorithmIdentifier algorithm(EcCurve curve) {
        return new AlgorithmIdentifier(
                X9ObjectIdentifiers.id_ecPublicKey, new ASN1ObjectIdentifier(curve.identifier()));
    }

    private static ECPoint point(PrivateKeyMaterial.Elliptic key) {
        return new FixedPointCombMultiplier()
                .multiply(key.number().getParameters().getG(), key.number().getD())
                .normalize();
    }

    private static Bytes encoded(ASN1Encodable value) {
        try {
            return Bytes.copyOf(value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }
}
