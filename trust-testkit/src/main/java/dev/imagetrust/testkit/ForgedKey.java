/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A fresh key pair that signs.
 *
 * <p>Made anew for each test, or held by a test class where that takes long: a P-256 key needs a millisecond, an RSA
 * key of 4096 bits may need a second. Never use one for anything but tests. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class ForgedKey {

    /**
     * Which key.
     *
     * @since 0.1
     */
    public enum Kind {
        /** ECDSA on P-256. */
        EC_P256("EC", SigningAlgorithm.ECDSA_SHA256),
        /** ECDSA on P-384. */
        EC_P384("EC", SigningAlgorithm.ECDSA_SHA384),
        /** ECDSA on P-521. */
        EC_P521("EC", SigningAlgorithm.ECDSA_SHA512),
        /** RSA of 1024 bits, which nobody should accept. */
        RSA_1024("RSA", SigningAlgorithm.RSA_PKCS1_SHA256),
        /** RSA of 2048 bits. */
        RSA_2048("RSA", SigningAlgorithm.RSA_PKCS1_SHA256),
        /** RSA of 3072 bits. */
        RSA_3072("RSA", SigningAlgorithm.RSA_PKCS1_SHA256),
        /** RSA of 4096 bits. */
        RSA_4096("RSA", SigningAlgorithm.RSA_PKCS1_SHA256),
        /** Ed25519. */
        ED25519("Ed25519", SigningAlgorithm.ED25519PH);

        private final String family;
        private final SigningAlgorithm cosignDefault;

        Kind(String family, SigningAlgorithm cosignDefault) {
            this.family = family;
            this.cosignDefault = cosignDefault;
        }

        /** What cosign signs with under a key file of this kind; for Ed25519 the variant that hashes first. */
        public SigningAlgorithm cosignDefault() {
            return cosignDefault;
        }

        /** Whether it signs by ECDSA. */
        public boolean isEcdsa() {
            return family.equals("EC");
        }

        private Optional<AlgorithmParameterSpec> parameters() {
            return switch (this) {
                case EC_P256 -> Optional.of(new ECGenParameterSpec("secp256r1"));
                case EC_P384 -> Optional.of(new ECGenParameterSpec("secp384r1"));
                case EC_P521 -> Optional.of(new ECGenParameterSpec("secp521r1"));
                case RSA_1024 -> Optional.of(new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4));
                case RSA_2048 -> Optional.of(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
                case RSA_3072 -> Optional.of(new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4));
                case RSA_4096 -> Optional.of(new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4));
                case ED25519 -> Optional.empty();
            };
        }
    }

    private final Kind kind;
    private final KeyPair pair;
    private @Nullable ForgedKey another;

    private ForgedKey(Kind kind, KeyPair pair) {
        this.kind = kind;
        this.pair = pair;
    }

    /** A key pair that nobody had before. */
    public static ForgedKey generate(Kind kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.family);
            Optional<AlgorithmParameterSpec> parameters = kind.parameters();
            if (parameters.isPresent()) {
                generator.initialize(parameters.get());
            }
            return new ForgedKey(kind, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime makes no " + kind + " keys", e);
        }
    }

    /** Which key. */
    public Kind kind() {
        return kind;
    }

    /** The public half. */
    public PublicKey publicKey() {
        return pair.getPublic();
    }

    /** The private half. */
    public PrivateKey privateKey() {
        return pair.getPrivate();
    }

    /** The public key as SubjectPublicKeyInfo in DER. */
    public Bytes spki() {
        return Bytes.copyOf(pair.getPublic().getEncoded());
    }

    /** The public key as a PEM block {@code PUBLIC KEY}. */
    public Bytes publicKeyPem() {
        return pem("PUBLIC KEY", spki());
    }

    /** The private key as a PEM block {@code PRIVATE KEY}: PKCS#8, not encrypted. */
    public Bytes privateKeyPem() {
        return pem("PRIVATE KEY", Bytes.copyOf(pair.getPrivate().getEncoded()));
    }

    /** One other key of the same kind: the thief's. The same at each call. */
    public synchronized ForgedKey another() {
        if (another == null) {
            another = generate(kind);
        }
        return another;
    }

    /**
     * Signs a message.
     *
     * @throws IllegalArgumentException if the algorithm is not one of this kind of key
     */
    public Bytes sign(SigningAlgorithm algorithm, Bytes message) {
        try {
            Signature signature = signature(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(message.asReadOnlyBuffer());
            return Bytes.copyOf(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(kind + " does not sign by " + algorithm, e);
        }
    }

    /** The key as something that is asked from outside; it signs messages of all algorithms, and digests by ECDSA. */
    public RemoteSigner asRemoteSigner() {
        return new ForgedRemoteSigner(this);
    }

    static Bytes pem(String label, Bytes der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toByteArray());
        return Bytes.utf8("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    }

    /** Over a digest that is already made; ECDSA only, as the JCA has no other. */
    Bytes signDigest(Digest digest) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("NONEwithECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(digest.value().asReadOnlyBuffer());
        return Bytes.copyOf(signature.sign());
    }

    private static Signature signature(SigningAlgorithm algorithm) throws GeneralSecurityException {
        return switch (requireNonNull(algorithm, "algorithm")) {
            case ECDSA_SHA256 -> Signature.getInstance("SHA256withECDSA");
            case ECDSA_SHA384 -> Signature.getInstance("SHA384withECDSA");
            case ECDSA_SHA512 -> Signature.getInstance("SHA512withECDSA");
            case RSA_PKCS1_SHA256 -> Signature.getInstance("SHA256withRSA");
            case RSA_PSS_SHA256 -> pss("SHA-256", MGF1ParameterSpec.SHA256, 32);
            case RSA_PSS_SHA384 -> pss("SHA-384", MGF1ParameterSpec.SHA384, 48);
            case RSA_PSS_SHA512 -> pss("SHA-512", MGF1ParameterSpec.SHA512, 64);
            case ED25519 -> Signature.getInstance("Ed25519");
            case ED25519PH -> {
                Signature signature = Signature.getInstance("Ed25519");
                signature.setParameter(new EdDSAParameterSpec(true));
                yield signature;
            }
        };
    }

    private static Signature pss(String hash, MGF1ParameterSpec mask, int salt) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec(hash, "MGF1", mask, salt, PSSParameterSpec.TRAILER_FIELD_BC));
        return signature;
    }
}
