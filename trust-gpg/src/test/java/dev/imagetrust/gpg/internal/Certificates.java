/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.primitives.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** OpenPGP certificates around keys that are no OpenPGP keys, and those inside secret key files. */
public final class Certificates {

    public static final Instant BORN = Forge.CREATED;

    private Certificates() {}

    /** A certificate; no lifetime means for ever. */
    public static Bytes of(SigningKey key, Duration lifetime) {
        return certificate(pair(key, algorithm(key.verificationKey().type())), lifetime);
    }

    /** A certificate of an Ed25519 key in the format of RFC 9580. */
    public static Bytes newer(SigningKey key) {
        return certificate(pair(key, PublicKeyAlgorithmTags.Ed25519), Duration.ZERO);
    }

    public static String fingerprint(Bytes certificate) {
        return OpenPgpKey.readAll(certificate, BORN).get(0).fingerprint();
    }

    /** What {@code gpg --export} would give, by Bouncy Castle's reading. */
    public static Bytes publicHalves(Bytes secretKeys) {
        return Forge.attempt(() -> {
            Bytes packets = KeyFile.secretPacketRuns(secretKeys).get(0);
            PGPSecretKeyRing ring = new PGPSecretKeyRing(packets.newInputStream(), new BcKeyFingerprintCalculator());
            return Bytes.copyOf(ring.toCertificate().getEncoded());
        });
    }

    private static Bytes certificate(PGPKeyPair pair, Duration lifetime) {
        return Octets.join(
                Forge.publicKey(pair),
                Forge.userId(),
                Forge.selfSignature(pair, BORN, sub -> sub.setKeyExpirationTime(false, lifetime.toSeconds())));
    }

    private static PGPKeyPair pair(SigningKey key, int algorithm) {
        return Forge.attempt(() -> {
            AsymmetricKeyParameter publicHalf =
                    PublicKeyFactory.createKey(key.publicKey().toByteArray());
            AsymmetricKeyParameter secretHalf =
                    PrivateKeyFactory.createKey(key.toPkcs8().toByteArray());
            return new BcPGPKeyPair(
                    PublicKeyPacket.VERSION_4,
                    algorithm,
                    new AsymmetricCipherKeyPair(publicHalf, secretHalf),
                    Date.from(BORN));
        });
    }

    private static int algorithm(KeyType type) {
        return switch (type) {
            case RSA -> PublicKeyAlgorithmTags.RSA_GENERAL;
            case EC_P256, EC_P384, EC_P521 -> PublicKeyAlgorithmTags.ECDSA;
            case ED25519 -> PublicKeyAlgorithmTags.EDDSA_LEGACY;
        };
    }
}
