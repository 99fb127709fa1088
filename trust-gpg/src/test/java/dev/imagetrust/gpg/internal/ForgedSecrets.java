/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import java.util.HexFormat;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.S2K;
import org.bouncycastle.bcpg.SecretKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.operator.PBESecretKeyEncryptor;
import org.bouncycastle.openpgp.operator.bc.BcAEADSecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/** One secret key, locked in ways that GnuPG does not use. */
public final class ForgedSecrets {

    private static final PGPKeyPair KEY = Forge.key();

    public static final String FINGERPRINT =
            HexFormat.of().withUpperCase().formatHex(KEY.getPublicKey().getFingerprint());

    private ForgedSecrets() {}

    /** As GnuPG keeps a key whose secret half is on a card. */
    public static Bytes stub() {
        S2K.GNUDummyParams elsewhere = S2K.GNUDummyParams.noPrivateKey();
        return file(new SecretKeyPacket(
                KEY.getPublicKey().getPublicKeyPacket(),
                SymmetricKeyAlgorithmTags.NULL,
                SecretKeyPacket.USAGE_SHA1,
                S2K.gnuDummyS2K(elsewhere),
                new byte[0],
                new byte[0]));
    }

    /** RFC 4880's older checksum. */
    public static Bytes checksummed() {
        return Forge.attempt(() -> locked(
                new BcPBESecretKeyEncryptorBuilder(
                                SymmetricKeyAlgorithmTags.AES_128,
                                new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1))
                        .build(passphrase()),
                false));
    }

    /** RFC 9580's protection, in one pass over so much memory. */
    public static Bytes argon2(int memoryExponent) {
        S2K.Argon2Params cost = new S2K.Argon2Params(new byte[16], 1, 1, memoryExponent);
        if (memoryExponent > 16) {
            return file(new SecretKeyPacket(
                    KEY.getPublicKey().getPublicKeyPacket(),
                    SymmetricKeyAlgorithmTags.AES_128,
                    AEADAlgorithmTags.OCB,
                    SecretKeyPacket.USAGE_AEAD,
                    S2K.argon2S2K(cost),
                    new byte[15],
                    new byte[48]));
        }
        return Forge.attempt(() -> locked(
                new BcAEADSecretKeyEncryptorBuilder(AEADAlgorithmTags.OCB, SymmetricKeyAlgorithmTags.AES_128, cost)
                        .build(passphrase(), KEY.getPublicKey().getPublicKeyPacket()),
                true));
    }

    private static Bytes locked(PBESecretKeyEncryptor encryptor, boolean strong) throws Exception {
        PGPSecretKey locked = new PGPSecretKey(
                KEY.getPrivateKey(),
                KEY.getPublicKey(),
                strong ? new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1) : null,
                true,
                encryptor);
        return rest(Bytes.copyOf(locked.getEncoded()));
    }

    private static Bytes file(SecretKeyPacket packet) {
        return rest(Octets.packet(Packet.SECRET_KEY, Bytes.copyOf(Forge.attempt(packet::getEncodedContents))));
    }

    private static Bytes rest(Bytes secret) {
        return Octets.join(secret, Forge.userId(), Forge.selfSignature(KEY, Forge.CREATED, sub -> {}));
    }

    private static char[] passphrase() {
        return "correct horse é".toCharArray();
    }
}
