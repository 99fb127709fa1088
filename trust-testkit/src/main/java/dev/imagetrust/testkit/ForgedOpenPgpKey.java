/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.jspecify.annotations.Nullable;

/**
 * A fresh OpenPGP key of version 4 with its certificate. Immutable and safe for use by several threads.
 *
 * @since 0.1
 */
public final class ForgedOpenPgpKey {

    /**
     * Which key.
     *
     * @since 0.1
     */
    public enum Kind {
        /** EdDSA on Curve25519, as GnuPG makes by default. */
        ED25519(PublicKeyAlgorithmTags.EDDSA_LEGACY),
        /** ECDSA on P-256. */
        EC_P256(PublicKeyAlgorithmTags.ECDSA),
        /** ECDSA on P-384. */
        EC_P384(PublicKeyAlgorithmTags.ECDSA),
        /** ECDSA on P-521. */
        EC_P521(PublicKeyAlgorithmTags.ECDSA),
        /** RSA of 1024 bits, which nobody should accept. */
        RSA_1024(PublicKeyAlgorithmTags.RSA_GENERAL),
        /** RSA of 2048 bits. */
        RSA_2048(PublicKeyAlgorithmTags.RSA_GENERAL);

        private final int algorithm;

        Kind(int algorithm) {
            this.algorithm = algorithm;
        }

        int algorithm() {
            return algorithm;
        }
    }

    private final Kind kind;
    private final PGPKeyPair primary;
    private final @Nullable PGPKeyPair subkey;
    private final PGPPublicKeyRing certificate;

    private ForgedOpenPgpKey(Kind kind, PGPKeyPair primary, @Nullable PGPKeyPair subkey, PGPPublicKeyRing certificate) {
        this.kind = kind;
        this.primary = primary;
        this.subkey = subkey;
        this.certificate = certificate;
    }

    /** A key that nobody had before, made at {@link ForgedTime#BORN}, without an end. */
    public static ForgedOpenPgpKey generate(Kind kind) {
        return generate(kind, OpenPgpKeyBend.NONE);
    }

    /** A key with a bent certificate; where that has a subkey, it signs by the subkey. */
    public static ForgedOpenPgpKey generate(Kind kind, OpenPgpKeyBend bend) {
        PGPKeyPair primary = pair(kind);
        PGPKeyPair subkey = bend.hasSubkey() ? pair(kind) : null;
        return new ForgedOpenPgpKey(kind, primary, subkey, OpenPgpCertificates.certificate(primary, subkey, bend));
    }

    /** The same key with a certificate that is bent in another way. */
    public ForgedOpenPgpKey bent(OpenPgpKeyBend bend) {
        PGPKeyPair below = !bend.hasSubkey() ? null : subkey == null ? pair(kind) : subkey;
        return new ForgedOpenPgpKey(kind, primary, below, OpenPgpCertificates.certificate(primary, below, bend));
    }

    /** Which key. */
    public Kind kind() {
        return kind;
    }

    /** The fingerprint of the primary key: 40 hexadecimal digits in upper case. */
    public String fingerprint() {
        return fingerprint(primary);
    }

    /** The fingerprint of the key that signs: of the subkey, where there is one. */
    public String signingFingerprint() {
        return fingerprint(signing());
    }

    /** The certificate, as a key file of packets. */
    public Bytes certificate() {
        try {
            return Bytes.copyOf(certificate.getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("cannot encode a certificate", e);
        }
    }

    /** The certificate, as an armored key file. */
    public Bytes armoredCertificate() {
        return armored(certificate());
    }

    /** The certificate with its secret halves, as {@code gpg --export-secret-keys} writes them. */
    public Bytes secretKeys(String passphrase) {
        try {
            List<PGPSecretKey> keys = new ArrayList<>();
            keys.add(locked(primary, certificate.getPublicKey(), true, passphrase));
            if (subkey != null) {
                PGPPublicKey bound = certificate.getPublicKey(subkey.getKeyID());
                keys.add(locked(subkey, bound, false, passphrase));
            }
            return Bytes.copyOf(new PGPSecretKeyRing(keys).getEncoded());
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("cannot lock an OpenPGP key", e);
        }
    }

    private static PGPSecretKey locked(PGPKeyPair pair, PGPPublicKey bound, boolean isPrimary, String passphrase)
            throws PGPException {
        PGPDigestCalculator sha1 = new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1);
        return new PGPSecretKey(
                pair.getPrivateKey(),
                bound,
                sha1,
                isPrimary,
                new BcPBESecretKeyEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_128, sha1)
                        .build(passphrase.toCharArray()));
    }

    /** The key pair that signs documents. */
    PGPKeyPair signing() {
        return subkey == null ? primary : subkey;
    }

    /** Another fresh key pair of the same kind. */
    PGPKeyPair foreign() {
        return pair(kind);
    }

    static Bytes armored(Bytes packets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArmoredOutputStream armor = new ArmoredOutputStream(out)) {
            armor.write(packets.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException("cannot armor", e);
        }
        return Bytes.copyOf(out.toByteArray());
    }

    private static String fingerprint(PGPKeyPair pair) {
        return HexFormat.of().formatHex(pair.getPublicKey().getFingerprint()).toUpperCase(Locale.ROOT);
    }

    static PGPKeyPair pair(Kind kind) {
        try {
            return new BcPGPKeyPair(
                    PublicKeyPacket.VERSION_4, kind.algorithm(), generator(kind), Date.from(ForgedTime.BORN));
        } catch (PGPException e) {
            throw new IllegalStateException("cannot make an OpenPGP key of " + kind, e);
        }
    }

    private static AsymmetricCipherKeyPair generator(Kind kind) {
        SecureRandom random = new SecureRandom();
        return switch (kind) {
            case ED25519 -> {
                AsymmetricCipherKeyPairGenerator generator = new Ed25519KeyPairGenerator();
                generator.init(new Ed25519KeyGenerationParameters(random));
                yield generator.generateKeyPair();
            }
            case EC_P256 -> elliptic(SECObjectIdentifiers.secp256r1, random);
            case EC_P384 -> elliptic(SECObjectIdentifiers.secp384r1, random);
            case EC_P521 -> elliptic(SECObjectIdentifiers.secp521r1, random);
            case RSA_1024 -> rsa(1024, random);
            case RSA_2048 -> rsa(2048, random);
        };
    }

    private static AsymmetricCipherKeyPair elliptic(ASN1ObjectIdentifier curve, SecureRandom random) {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(
                new ECNamedDomainParameters(curve, ECNamedCurveTable.getByOID(curve)), random));
        return generator.generateKeyPair();
    }

    private static AsymmetricCipherKeyPair rsa(int bits, SecureRandom random) {
        AsymmetricCipherKeyPairGenerator generator = new RSAKeyPairGenerator();
        generator.init(new RSAKeyGenerationParameters(BigInteger.valueOf(65537), random, bits, 100));
        return generator.generateKeyPair();
    }
}
