/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Public keys as octets: recorded ones, and ones put together by an encoder that is not under test. */
final class Keys {

    static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

    private Keys() {}

    /** The DER of a recorded PEM file. */
    static Bytes recorded(String name) {
        String pem = new String(resource("/keys/" + name + ".pub"), StandardCharsets.US_ASCII);
        String body = pem.replaceAll("-----[^-]+-----", "").replaceAll("\\s", "");
        return Bytes.copyOf(Base64.getDecoder().decode(body));
    }

    static byte[] resource(String path) {
        try (InputStream in = Keys.class.getResourceAsStream(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Bytes spki(AlgorithmIdentifier algorithm, Bytes key) {
        return der(new SubjectPublicKeyInfo(algorithm, key.toByteArray()));
    }

    static Bytes elliptic(ASN1Encodable parameters, Bytes point) {
        return spki(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, parameters), point);
    }

    static Bytes rsa(BigInteger modulus, BigInteger exponent) {
        ASN1Encodable[] numbers = {new ASN1Integer(modulus), new ASN1Integer(exponent)};
        return rsa(DERNull.INSTANCE, der(new DERSequence(numbers)));
    }

    static Bytes rsa(ASN1Encodable parameters, Bytes key) {
        return spki(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, parameters), key);
    }

    static Bytes ed25519(Bytes point) {
        return spki(new AlgorithmIdentifier(ED25519), point);
    }

    /** An odd number of so many bits; whether it has large prime factors is nobody's concern here. */
    static BigInteger modulus(int bits) {
        return BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
    }

    static Bytes der(ASN1Encodable value) {
        try {
            return Bytes.copyOf(value.toASN1Primitive().getEncoded("DER"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Bytes joined(Bytes... parts) {
        StringBuilder hex = new StringBuilder();
        for (Bytes part : parts) {
            hex.append(part.toHex());
        }
        return Bytes.fromHex(hex.toString());
    }

    static Bytes flipped(Bytes octets, int bit) {
        byte[] changed = octets.toByteArray();
        changed[bit / 8] ^= (byte) (1 << (bit % 8));
        return Bytes.copyOf(changed);
    }
}
