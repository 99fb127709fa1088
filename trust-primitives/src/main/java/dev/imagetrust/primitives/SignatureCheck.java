/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

import static java.util.Objects.requireNonNull;

/**
 * The one door to signature verification.
 *
 * <p>A signature is measured before any engine sees it: DER in its only encoding, exact lengths, numbers in range. What
 * the engines are said to tolerate, and what they were once found to accept (r = s = 0, CVE-2022-21449), does not reach
 * them. The engines are named, not looked up by preference: Bouncy Castle objects for ECDSA and Ed25519, the
 * {@code SunRsaSign} provider of the Java runtime for RSA. Nothing is registered anywhere.
 *
 * <p>Stateless and safe for use by many threads.
 *
 * @since 0.1
 */
public final class SignatureCheck {

    /** Where RSA comes from: part of every OpenJDK. */
    static final String RSA_PROVIDER = "SunRsaSign";

    /** The order of the prime-order group of edwards25519 (RFC 8032 §5.1). */
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private SignatureCheck() {}

    /**
     * Checks one signature over one message.
     *
     * <p>The message is hashed here; a digest of it does not do. Its length is limited by who read it. No octets of
     * message or signature make this throw. {@link SignatureResult#VALID} says nothing about whose key it is, when the
     * signature was made or what the message means.
     *
     * @throws IllegalStateException if the Java runtime lacks an algorithm, whatever the signature
     */
    public static SignatureResult verify(VerificationKey key, SignatureScheme scheme, Bytes message, Bytes signature) {
        requireNonNull(message, "message");
        requireNonNull(signature, "signature");
        if (!scheme.fits(key.type())) {
            return SignatureResult.UNSUITABLE;
        }
        KeyMaterial material = key.material();
        if (material instanceof KeyMaterial.Elliptic elliptic) {
            return ecdsa(elliptic, scheme, Digest.of(scheme.hash(), message), signature);
        }
        if (material instanceof KeyMaterial.Rsa rsa) {
            return rsa(rsa, scheme, message, signature);
        }
        return ed25519((KeyMaterial.Edwards) material, scheme, message, signature);
    }

    /**
     * Checks one signature over a message of which only the digest is at hand.
     *
     * <p>As strict as {@link #verify}. Whoever calls this vouches that the digest is the message's: it is not recomputed.
     *
     * @return {@link SignatureResult#UNSUITABLE} also where the digest is of another hash function than the scheme's, and for
     *     schemes that cannot be checked by a digest: pure Ed25519 and RSASSA-PSS
     */
    public static SignatureResult verifyDigest(
            VerificationKey key, SignatureScheme scheme, Digest digest, Bytes signature) {
        requireNonNull(signature, "signature");
        if (!scheme.fits(key.type()) || digest.algorithm() != scheme.hash()) {
            return SignatureResult.UNSUITABLE;
        }
        return switch (scheme.family()) {
            case ECDSA_DER, ECDSA_P1363 -> ecdsa((KeyMaterial.Elliptic) key.material(), scheme, digest, signature);
            case RSA_PKCS1 -> RsaDigest.verify((KeyMaterial.Rsa) key.material(), digest, signature);
            case ED25519PH -> ed25519ph((KeyMaterial.Edwards) key.material(), digest, signature);
            case ED25519, RSA_PSS -> SignatureResult.UNSUITABLE;
        };
    }

    private static SignatureResult ecdsa(
            KeyMaterial.Elliptic key, SignatureScheme scheme, Digest digest, Bytes signature) {
        Optional<EcdsaNumbers> numbers = scheme.family() == SignatureScheme.Family.ECDSA_DER
                ? EcdsaNumbers.findInDer(signature, key)
                : EcdsaNumbers.findInP1363(signature, key);
        if (numbers.isEmpty()) {
            return SignatureResult.MALFORMED;
        }
        return result(holds(key.point(), digest.value().toByteArray(), numbers.get()));
    }

    private static boolean holds(ECPublicKeyParameters key, byte[] digest, EcdsaNumbers numbers) {
        Optional<CombTable> ofBase = CombTable.afterFirstUse(key.getParameters().getG());
        Optional<CombTable> ofKey = CombTable.afterFirstUse(key.getQ());
        if (ofBase.isEmpty() || ofKey.isEmpty()) {
            ECDSASigner engine = new ECDSASigner();
            engine.init(false, key);
            return engine.verifySignature(digest, numbers.r(), numbers.s());
        }
        // FIPS 186-5 §6.4.2, steps 3 to 8, as the engine does them, but with the tables of a key that serves again.
        BigInteger order = key.getParameters().getN();
        BigInteger e = new BigInteger(1, digest).shiftRight(Math.max(0, 8 * digest.length - order.bitLength()));
        BigInteger inverse = numbers.s().modInverse(order);
        BigInteger u = e.multiply(inverse).mod(order);
        BigInteger v = numbers.r().multiply(inverse).mod(order);
        ECPoint sum = CombTable.sum(ofBase.get(), u, ofKey.get(), v).normalize();
        return !sum.isInfinity()
                && sum.getAffineXCoord().toBigInteger().mod(order).equals(numbers.r());
    }

    private static SignatureResult rsa(KeyMaterial.Rsa key, SignatureScheme scheme, Bytes message, Bytes signature) {
        BigInteger modulus = key.key().getModulus();
        if (!isMeasured(modulus, signature)) {
            return SignatureResult.MALFORMED;
        }
        Signature engine = rsaEngine(key, scheme);
        try {
            engine.update(message.asReadOnlyBuffer());
            return result(engine.verify(signature.toByteArray()));
        } catch (SignatureException e) {
            // SunRsaSign says so, or returns false, where the octets under the signature are no encoded digest.
            return SignatureResult.INVALID;
        }
    }

    /** RFC 8017 §8.1.2 and §8.2.2, step 1, then §5.2.2, step 1. */
    static boolean isMeasured(BigInteger modulus, Bytes signature) {
        return signature.length() == (modulus.bitLength() + 7) / 8
                && new BigInteger(1, signature.toByteArray()).compareTo(modulus) < 0;
    }

    private static Signature rsaEngine(KeyMaterial.Rsa key, SignatureScheme scheme) {
        String hash = scheme.hash().javaName();
        try {
            Signature engine;
            if (scheme.family() == SignatureScheme.Family.RSA_PSS) {
                engine = Signature.getInstance("RSASSA-PSS", RSA_PROVIDER);
                int saltLength = scheme.hash().hexLength() / 2;
                engine.setParameter(new PSSParameterSpec(
                        hash, "MGF1", new MGF1ParameterSpec(hash), saltLength, PSSParameterSpec.TRAILER_FIELD_BC));
            } else {
                engine = Signature.getInstance(hash.replace("-", "") + "withRSA", RSA_PROVIDER);
            }
            engine.initVerify(key.key());
            return engine;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks RSA with " + hash, e);
        }
    }

    private static SignatureResult ed25519(
            KeyMaterial.Edwards key, SignatureScheme scheme, Bytes message, Bytes signature) {
        if (scheme.family() == SignatureScheme.Family.ED25519PH) {
            return ed25519ph(key, Digest.of(scheme.hash(), message), signature);
        }
        if (!isMeasured(signature)) {
            return SignatureResult.MALFORMED;
        }
        byte[] signed = message.toByteArray();
        byte[] octets = signature.toByteArray();
        return result(key.point().verify(Ed25519.Algorithm.Ed25519, null, signed, 0, signed.length, octets, 0));
    }

    private static SignatureResult ed25519ph(KeyMaterial.Edwards key, Digest digest, Bytes signature) {
        if (!isMeasured(signature)) {
            return SignatureResult.MALFORMED;
        }
        byte[] prehash = digest.value().toByteArray();
        byte[] octets = signature.toByteArray();
        return result(
                key.point().verify(Ed25519.Algorithm.Ed25519ph, new byte[0], prehash, 0, prehash.length, octets, 0));
    }

    /** RFC 8032 §5.1.7, step 1: 64 octets, the second half is less than L. */
    private static boolean isMeasured(Bytes signature) {
        return signature.length() == Ed25519.SIGNATURE_SIZE
                && littleEndian(signature.slice(32, 64)).compareTo(L) < 0;
    }

    private static BigInteger littleEndian(Bytes octets) {
        byte[] bigEndian = new byte[octets.length()];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[bigEndian.length - 1 - i] = octets.at(i);
        }
        return new BigInteger(1, bigEndian);
    }

    static SignatureResult result(boolean holds) {
        return holds ? SignatureResult.VALID : SignatureResult.INVALID;
    }
}
