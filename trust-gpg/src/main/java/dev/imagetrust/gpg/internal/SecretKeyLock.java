/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SigningKey;
import dev.imagetrust.spi.RemoteSigner;
import org.bouncycastle.bcpg.S2K;
import org.bouncycastle.bcpg.SecretKeyPacket;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.operator.PBESecretKeyDecryptor;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyConverter;
import org.jspecify.annotations.Nullable;

/** Opens secret key packets: RFC 9580 section 5.5.3. */
final class SecretKeyLock {

    /** RFC 9106 section 4, the second recommendation: 64 MiB. In powers of two of KiB. */
    private static final int MAX_ARGON2_MEMORY = 16;

    private static final int MAX_ARGON2_PASSES = 16;

    private SecretKeyLock() {}

    /**
     * The key, ready to sign.
     *
     * @param passphrase null for a key without one
     */
    static RemoteSigner open(SecretKeyPacket secret, ComponentKey key, char @Nullable [] passphrase)
            throws MalformedInputException {
        requireReadable(secret, passphrase != null);
        AsymmetricKeyParameter opened = BouncyCastle.attempt(() -> new BcPGPKeyConverter()
                        .getPrivateKey(new PGPSecretKey(secret, key.key()).extractPrivateKey(decryptor(passphrase))))
                .orElseThrow(() -> Refusal.of(GpgReason.PASSPHRASE_WRONG, key.fingerprint()));
        Bytes pkcs8 = BouncyCastle.parse(
                "a secret key",
                () -> Bytes.copyOf(
                        PrivateKeyInfoFactory.createPrivateKeyInfo(opened).getEncoded()));
        return SigningKey.fromPkcs8(pkcs8);
    }

    private static void requireReadable(SecretKeyPacket secret, boolean hasPassphrase) throws MalformedInputException {
        @Nullable S2K kind = secret.getS2K();
        if (secret.getS2KUsage() == SecretKeyPacket.USAGE_EXTERNAL
                || (kind != null && kind.getType() == S2K.GNU_DUMMY_S2K)) {
            throw Refusal.of(GpgReason.SECRET_KEY_UNAVAILABLE, "");
        }
        switch (secret.getS2KUsage()) {
            case SecretKeyPacket.USAGE_NONE -> {
                if (hasPassphrase) {
                    throw Refusal.of(GpgReason.SECRET_KEY_UNPROTECTED, "");
                }
            }
            case SecretKeyPacket.USAGE_SHA1, SecretKeyPacket.USAGE_AEAD -> {
                if (!hasPassphrase) {
                    throw Refusal.of(GpgReason.PASSPHRASE_WRONG, "it has one, and none was given");
                }
                requireAffordable(kind);
            }
            // A checksum of 16 bits tells neither a wrong passphrase nor a changed key.
            default -> throw Refusal.of(GpgReason.SECRET_KEY_PROTECTION, "usage octet " + secret.getS2KUsage());
        }
    }

    private static void requireAffordable(@Nullable S2K kind) throws MalformedInputException {
        if (kind != null
                && kind.getType() == S2K.ARGON_2
                && (kind.getMemorySizeExponent() > MAX_ARGON2_MEMORY || kind.getPasses() > MAX_ARGON2_PASSES)) {
            throw Refusal.of(
                    GpgReason.SECRET_KEY_PROTECTION,
                    "Argon2 over 2^" + kind.getMemorySizeExponent() + " KiB in " + kind.getPasses() + " passes");
        }
    }

    private static @Nullable PBESecretKeyDecryptor decryptor(char @Nullable [] passphrase) {
        return passphrase == null
                ? null
                : new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider()).build(passphrase);
    }
}
