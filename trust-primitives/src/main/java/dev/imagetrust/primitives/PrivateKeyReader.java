/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.jspecify.annotations.Nullable;

/** Reads {@code PrivateKeyInfo} (RFC 5208, RFC 5958) and what stands inside for each kind of key. */
final class PrivateKeyReader {

    private static final String EC_PUBLIC_KEY = "1.2.840.10045.2.1";
    private static final String RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
    private static final String ED25519 = "1.3.101.112";

    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int CONTEXT_0 = 0xa0;
    private static final int CONTEXT_1 = 0xa1;
    private static final int CONTEXT_1_PRIMITIVE = 0x81;

    private PrivateKeyReader() {}

    /** Reads a {@code PrivateKeyInfo}, or {@code OneAsymmetricKey}; attributes and a public key in it are passed over. */
    static PrivateKeyMaterial pkcs8(Bytes der) throws MalformedInputException {
        DerReader whole = new DerReader(der);
        DerReader info = whole.sequence();
        whole.end();
        int version = smallVersion(info);
        DerReader algorithm = info.sequence();
        Bytes key = info.octetString();
        if (info.nextIs(CONTEXT_0)) {
            info.anyElement();
        }
        if (version == 1 && info.nextIs(CONTEXT_1_PRIMITIVE)) {
            info.anyElement();
        }
        info.end();
        String identifier = algorithm.objectIdentifier();
        return switch (identifier) {
            case EC_PUBLIC_KEY -> elliptic(key, curve(algorithm));
            case RSA_ENCRYPTION -> rsa(der);
            case ED25519 -> edwards(algorithm, key);
            default -> throw refusal(PrimitiveReason.KEY_ALGORITHM, identifier);
        };
    }

    /** Reads an {@code RSAPrivateKey} (RFC 8017 §A.1.2), the content of a PEM {@code RSA PRIVATE KEY}. */
    static PrivateKeyMaterial pkcs1(Bytes der) throws MalformedInputException {
        return rsa(PrivateKeyWriter.wrap(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE), der));
    }

    /** Reads an {@code ECPrivateKey} (RFC 5915 §3) that names its curve, the content of a PEM {@code EC PRIVATE KEY}. */
    static PrivateKeyMaterial sec1(Bytes der) throws MalformedInputException {
        return elliptic(der, null);
    }

    private static int smallVersion(DerReader info) throws MalformedInputException {
        BigInteger version = info.integer();
        if (version.signum() < 0 || version.bitLength() > 1) {
            throw malformed("a version other than 0 and 1");
        }
        return version.intValue();
    }

    private static PrivateKeyMaterial rsa(Bytes pkcs8) throws MalformedInputException {
        try {
            KeyFactory keys = KeyFactory.getInstance("RSA", SignatureCheck.RSA_PROVIDER);
            PrivateKey key = keys.generatePrivate(new PKCS8EncodedKeySpec(pkcs8.toByteArray()));
            if (!(key instanceof RSAPrivateCrtKey)) {
                throw malformed("an RSA key without its primes");
            }
            return new PrivateKeyMaterial.InProvider(key, keys.getProvider());
        } catch (GeneralSecurityException e) {
            // The cause is left out: some messages of providers quote what they read.
            throw malformed("an RSA key that the Java runtime does not take");
        }
    }

    private static EcCurve curve(DerReader parameters) throws MalformedInputException {
        if (!parameters.nextIs(OBJECT_IDENTIFIER)) {
            throw refusal(PrimitiveReason.KEY_PARAMETERS, "an elliptic curve that is not given by its name");
        }
        String identifier = parameters.objectIdentifier();
        parameters.end();
        return EcCurve.find(identifier).orElseThrow(() -> refusal(PrimitiveReason.KEY_CURVE, identifier));
    }

    private static PrivateKeyMaterial elliptic(Bytes der, @Nullable EcCurve outside) throws MalformedInputException {
        DerReader whole = new DerReader(der);
        DerReader fields = whole.sequence();
        whole.end();
        if (!fields.integer().equals(BigInteger.ONE)) {
            throw malformed("an elliptic key of another version than 1");
        }
        BigInteger number = new BigInteger(1, fields.octetString().toByteArray());
        EcCurve inside = fields.nextIs(CONTEXT_0) ? curve(fields.open(CONTEXT_0)) : outside;
        if (inside == null || (outside != null && inside != outside)) {
            throw refusal(PrimitiveReason.KEY_PARAMETERS, "an elliptic key without a curve, or with two");
        }
        if (fields.nextIs(CONTEXT_1)) {
            fields.anyElement(); // the public key, which is computed instead
        }
        fields.end();
        if (number.signum() == 0 || number.compareTo(inside.domain().getN()) >= 0) {
            throw malformed("a number outside the order of its curve");
        }
        return new PrivateKeyMaterial.Elliptic(inside, new ECPrivateKeyParameters(number, inside.domain()));
    }

    private static PrivateKeyMaterial edwards(DerReader algorithm, Bytes key) throws MalformedInputException {
        if (!algorithm.atEnd()) {
            throw refusal(PrimitiveReason.KEY_PARAMETERS, "Ed25519 with parameters");
        }
        DerReader inner = new DerReader(key);
        Bytes seed = inner.octetString();
        inner.end();
        if (seed.length() != Ed25519PrivateKeyParameters.KEY_SIZE) {
            throw malformed("an Ed25519 key of " + seed.length() + " octets");
        }
        return new PrivateKeyMaterial.Edwards(new Ed25519PrivateKeyParameters(seed.toByteArray()));
    }

    private static MalformedInputException malformed(String detail) {
        return refusal(PrimitiveReason.PRIVATE_KEY_MALFORMED, detail);
    }

    private static MalformedInputException refusal(PrimitiveReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
