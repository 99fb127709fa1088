/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

import static java.util.Objects.requireNonNull;

/**
 * A private key that signs in this process, or in a provider of the Java runtime such as PKCS#11.
 *
 * <p>It is asked in the way of a {@link RemoteSigner}, so that signers of images know one kind of key. Accepted are the
 * kinds that {@link VerificationKey} verifies with. ECDSA is deterministic (RFC 6979) for keys of this process, so that
 * no random number can give a key away; RSA and keys in a provider use what their provider takes. Every signature is
 * checked under the public key before it is handed out: a fault while signing may otherwise give the key away, and a
 * public key that is not the private one's is found out at the first signature.
 *
 * <p>The octets of a key stay in memory until the garbage collector has them; they never reach a message or
 * {@link #toString}. Immutable and safe for use by many threads if the provider is.
 *
 * @since 0.1
 */
public final class SigningKey implements RemoteSigner {

    /** The longest key, as a DER {@code PrivateKeyInfo}. RSA of 8192 bits takes less than 5 KiB. */
    public static final int MAX_LENGTH = 8 * 1024;

    private static final String PKCS8 = "PRIVATE KEY";
    private static final String SEC1 = "EC PRIVATE KEY";
    private static final String PKCS1 = "RSA PRIVATE KEY";

    private final PrivateKeyMaterial material;
    private final VerificationKey publicKey;

    private SigningKey(PrivateKeyMaterial material, VerificationKey publicKey) {
        this.material = material;
        this.publicKey = publicKey;
    }

    /**
     * Reads a DER {@code PrivateKeyInfo} that is not encrypted (PKCS#8, RFC 5208).
     *
     * @throws MalformedInputException if it is longer than {@link #MAX_LENGTH}, not canonical DER, or not a key that is
     *     accepted
     */
    public static SigningKey fromPkcs8(Bytes der) throws MalformedInputException {
        checkLength(der);
        return of(PrivateKeyReader.pkcs8(der));
    }

    /**
     * Reads PEM with exactly one block: {@code PRIVATE KEY} (PKCS#8), {@code EC PRIVATE KEY} (RFC 5915, with its curve)
     * or {@code RSA PRIVATE KEY} (RFC 8017).
     *
     * @throws MalformedInputException if there is another block, an encrypted one included, or as {@link #fromPkcs8}
     */
    public static SigningKey fromPem(Bytes pem) throws MalformedInputException {
        PemBlock block = Pem.parseOne(pem);
        checkLength(block.content());
        return switch (block.label()) {
            case PKCS8 -> of(PrivateKeyReader.pkcs8(block.content()));
            case SEC1 -> of(PrivateKeyReader.sec1(block.content()));
            case PKCS1 -> of(PrivateKeyReader.pkcs1(block.content()));
            default -> throw refusal("a PEM block " + block.label());
        };
    }

    /**
     * A new key; RSA has 3072 bits.
     *
     * @param random where the key comes from; must be fit for keys
     */
    public static SigningKey generate(KeyType type, SecureRandom random) {
        requireNonNull(random, "random");
        return switch (type) {
            case EC_P256 -> generate(EcCurve.P256, random);
            case EC_P384 -> generate(EcCurve.P384, random);
            case EC_P521 -> generate(EcCurve.P521, random);
            case RSA -> generateRsa(3072, random);
            case ED25519 -> known(new PrivateKeyMaterial.Edwards(new Ed25519PrivateKeyParameters(random)));
        };
    }

    /**
     * A new RSA key with the exponent 65537.
     *
     * @throws IllegalArgumentException if the size is not 2048, 3072, 4096 or 8192 bits
     */
    public static SigningKey generateRsa(int bits, SecureRandom random) {
        requireNonNull(random, "random");
        if (!List.of(2048, 3072, 4096, 8192).contains(bits)) {
            throw new IllegalArgumentException("an RSA key has 2048, 3072, 4096 or 8192 bits, not " + bits);
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", SignatureCheck.RSA_PROVIDER);
            generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4), random);
            PrivateKey key = generator.generateKeyPair().getPrivate();
            return known(new PrivateKeyMaterial.InProvider(key, generator.getProvider()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime makes no RSA keys of " + bits + " bits", e);
        }
    }

    /**
     * A key that a provider holds, such as a token behind PKCS#11.
     *
     * <p>Whether the two halves belong together shows when it signs for the first time.
     *
     * @param key what the provider's key store gave; its octets are never asked for
     * @param provider the only provider that is asked to sign
     * @param publicKey the public half
     */
    public static SigningKey inProvider(PrivateKey key, Provider provider, VerificationKey publicKey) {
        requireNonNull(publicKey, "publicKey");
        return new SigningKey(
                new PrivateKeyMaterial.InProvider(requireNonNull(key, "key"), requireNonNull(provider, "provider")),
                publicKey);
    }

    /** The public half, ready to verify with. */
    public VerificationKey verificationKey() {
        return publicKey;
    }

    @Override
    public Bytes publicKey() {
        return publicKey.spki();
    }

    /**
     * The key as a DER {@code PrivateKeyInfo} that is not encrypted.
     *
     * @throws IllegalStateException if its provider does not give it away
     */
    public Bytes toPkcs8() {
        if (material instanceof PrivateKeyMaterial.Elliptic elliptic) {
            return PrivateKeyWriter.pkcs8(elliptic);
        }
        if (material instanceof PrivateKeyMaterial.Edwards edwards) {
            return PrivateKeyWriter.pkcs8(edwards);
        }
        PrivateKeyMaterial.InProvider held = (PrivateKeyMaterial.InProvider) material;
        byte[] encoded = held.key().getEncoded();
        if (encoded == null || !"PKCS#8".equals(held.key().getFormat())) {
            throw new IllegalStateException(held.provider().getName() + " does not give the key away");
        }
        return Bytes.copyOf(encoded);
    }

    @Override
    public Bytes signMessage(SigningAlgorithm algorithm, Bytes message) throws IOException {
        SignatureScheme scheme = suitable(algorithm);
        Bytes signature;
        if (material instanceof PrivateKeyMaterial.InProvider held) {
            signature = ProviderSignature.sign(held, algorithm, message);
        } else if (algorithm == SigningAlgorithm.ED25519) {
            signature = LocalSignature.pure((PrivateKeyMaterial.Edwards) material, message);
        } else {
            signature = LocalSignature.overDigest(material, Digest.of(scheme.hash(), message));
        }
        if (SignatureCheck.verify(publicKey, scheme, message, signature) != SignatureResult.VALID) {
            throw new IOException("what was signed by " + algorithm + " does not hold under " + publicKey);
        }
        return signature;
    }

    /**
     * Signs a message of which only the digest is given: by ECDSA and Ed25519ph, with keys of this process.
     *
     * @throws IOException for a digest of another hash function, another algorithm, or a key in a provider
     */
    @Override
    public Bytes signDigest(SigningAlgorithm algorithm, Digest digest) throws IOException {
        SignatureScheme scheme = suitable(algorithm);
        if (digest.algorithm() != scheme.hash()) {
            throw new IOException(algorithm + " is not over a digest by " + digest.algorithm());
        }
        if (material instanceof PrivateKeyMaterial.InProvider || algorithm == SigningAlgorithm.ED25519) {
            throw new IOException("this key signs whole messages only by " + algorithm);
        }
        return LocalSignature.overDigest(material, digest);
    }

    /** Kind and fingerprint of the public half. */
    @Override
    public String toString() {
        return "signing key of " + publicKey;
    }

    private SignatureScheme suitable(SigningAlgorithm algorithm) throws IOException {
        SignatureScheme scheme = SignatureScheme.of(algorithm);
        if (!scheme.fits(publicKey.type())) {
            throw new IOException("a key of type " + publicKey.type() + " does not sign by " + algorithm);
        }
        return scheme;
    }

    private static SigningKey generate(EcCurve curve, SecureRandom random) {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(curve.domain(), random));
        return known(new PrivateKeyMaterial.Elliptic(
                curve, (ECPrivateKeyParameters) generator.generateKeyPair().getPrivate()));
    }

    private static SigningKey known(PrivateKeyMaterial material) {
        try {
            return of(material);
        } catch (MalformedInputException e) {
            throw new IllegalStateException("a key was made that is not accepted", e);
        }
    }

    private static SigningKey of(PrivateKeyMaterial material) throws MalformedInputException {
        if (material instanceof PrivateKeyMaterial.Elliptic elliptic) {
            return new SigningKey(material, VerificationKey.fromSpki(PrivateKeyWriter.publicKey(elliptic)));
        }
        if (material instanceof PrivateKeyMaterial.Edwards edwards) {
            return new SigningKey(material, VerificationKey.fromSpki(PrivateKeyWriter.publicKey(edwards)));
        }
        return new SigningKey(material, rsaPublicKey(((PrivateKeyMaterial.InProvider) material).key()));
    }

    private static VerificationKey rsaPublicKey(PrivateKey key) throws MalformedInputException {
        RSAPrivateCrtKey whole = (RSAPrivateCrtKey) key;
        try {
            byte[] spki = KeyFactory.getInstance("RSA", SignatureCheck.RSA_PROVIDER)
                    .generatePublic(new RSAPublicKeySpec(whole.getModulus(), whole.getPublicExponent()))
                    .getEncoded();
            return VerificationKey.fromSpki(Bytes.copyOf(spki));
        } catch (GeneralSecurityException e) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.PRIVATE_KEY_MALFORMED, "an RSA key without a usable public half"), e);
        }
    }

    private static void checkLength(Bytes der) throws MalformedInputException {
        requireNonNull(der, "der");
        if (der.length() > MAX_LENGTH) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.TOO_LONG, "a private key of " + der.length() + " octets, limit " + MAX_LENGTH));
        }
    }

    private static MalformedInputException refusal(String detail) {
        return new MalformedInputException(new Reason(PrimitiveReason.PRIVATE_KEY_MALFORMED, detail));
    }
}
