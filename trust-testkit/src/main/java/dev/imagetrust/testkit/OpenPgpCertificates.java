/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.bcpg.sig.RevocationReasonTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.jspecify.annotations.Nullable;

import static dev.imagetrust.testkit.OpenPgpKeyBend.*;

/** Binds names and subkeys to OpenPGP keys, and revokes keys. */
final class OpenPgpCertificates {

    private static final String USER_ID = "Forged <forged@example.org>";
    private static final int NO_REASON_PACKET = -1;

    private OpenPgpCertificates() {}

    static PGPPublicKeyRing certificate(PGPKeyPair primary, @Nullable PGPKeyPair subkey, OpenPgpKeyBend bend) {
        try {
            List<PGPPublicKey> keys = new ArrayList<>();
            keys.add(primaryKey(primary, bend));
            if (subkey != null) {
                keys.add(subkey(primary, subkey, bend));
            }
            return new PGPPublicKeyRing(keys);
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("cannot make an OpenPGP certificate", e);
        }
    }

    private static PGPPublicKey primaryKey(PGPKeyPair primary, OpenPgpKeyBend bend) throws PGPException {
        PGPKeyPair binder = bend == FOREIGN_SELF_SIGNATURE ? foreign() : primary;
        PGPSignatureSubpacketGenerator hashed = subpackets(primary, ForgedTime.BORN);
        if (bend != NO_FLAGS) {
            boolean signs = bend != CERTIFY_ONLY && !bend.hasSubkey();
            hashed.setKeyFlags(true, signs ? KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA : KeyFlags.CERTIFY_OTHER);
        }
        if (bend == EXPIRED) {
            hashed.setKeyExpirationTime(
                    true, Duration.between(ForgedTime.BORN, ForgedTime.GONE).toSeconds());
        }
        PGPSignature binding = generator(binder, PGPSignature.POSITIVE_CERTIFICATION, hashed)
                .generateCertification(USER_ID, primary.getPublicKey());
        PGPPublicKey bound = PGPPublicKey.addCertification(primary.getPublicKey(), USER_ID, binding);
        return switch (bend) {
            case COMPROMISED, SUBKEY_OF_COMPROMISED -> revoked(bound, primary, RevocationReasonTags.KEY_COMPROMISED);
            case REVOKED -> revoked(bound, primary, NO_REASON_PACKET);
            case SUPERSEDED -> revoked(bound, primary, RevocationReasonTags.KEY_SUPERSEDED);
            case FOREIGN_REVOCATION -> revoked(bound, foreign(), RevocationReasonTags.KEY_COMPROMISED);
            default -> bound;
        };
    }

    private static PGPPublicKey revoked(PGPPublicKey key, PGPKeyPair by, int why) throws PGPException {
        PGPSignatureSubpacketGenerator hashed = subpackets(by, ForgedTime.GONE);
        if (why != NO_REASON_PACKET) {
            hashed.setRevocationReason(false, (byte) why, "");
        }
        PGPSignature revocation =
                generator(by, PGPSignature.KEY_REVOCATION, hashed).generateCertification(key);
        return PGPPublicKey.addCertification(key, revocation);
    }

    private static PGPPublicKey subkey(PGPKeyPair primary, PGPKeyPair subkey, OpenPgpKeyBend bend)
            throws PGPException, IOException {
        PGPPublicKey master = primary.getPublicKey();
        PGPPublicKey below = asSubkey(subkey);
        PGPSignatureSubpacketGenerator hashed = subpackets(primary, ForgedTime.BORN);
        hashed.setKeyFlags(
                true,
                bend == SUBKEY_FOR_ENCRYPTION ? KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE : KeyFlags.SIGN_DATA);
        if (bend != SUBKEY_WITHOUT_BACK_SIGNATURE && bend != SUBKEY_FOR_ENCRYPTION) {
            hashed.addEmbeddedSignature(
                    true,
                    generator(subkey, PGPSignature.PRIMARYKEY_BINDING, subpackets(subkey, ForgedTime.BORN))
                            .generateCertification(master, below));
        }
        PGPPublicKey bound = PGPPublicKey.addCertification(
                below, generator(primary, PGPSignature.SUBKEY_BINDING, hashed).generateCertification(master, below));
        if (bend != SUBKEY_COMPROMISED) {
            return bound;
        }
        PGPSignatureSubpacketGenerator why = subpackets(primary, ForgedTime.GONE);
        why.setRevocationReason(false, RevocationReasonTags.KEY_COMPROMISED, "");
        return PGPPublicKey.addCertification(
                bound, generator(primary, PGPSignature.SUBKEY_REVOCATION, why).generateCertification(master, below));
    }

    /** The same key in a subkey packet. */
    static PGPPublicKey asSubkey(PGPKeyPair pair) throws PGPException {
        return new PGPPublicKey(
                new org.bouncycastle.bcpg.PublicSubkeyPacket(
                        pair.getPublicKey().getPublicKeyPacket().getVersion(),
                        pair.getPublicKey().getAlgorithm(),
                        pair.getPublicKey().getCreationTime(),
                        pair.getPublicKey().getPublicKeyPacket().getKey()),
                new BcKeyFingerprintCalculator());
    }

    private static PGPKeyPair foreign() {
        return ForgedOpenPgpKey.pair(ForgedOpenPgpKey.Kind.ED25519);
    }

    private static PGPSignatureSubpacketGenerator subpackets(PGPKeyPair signer, Instant at) {
        PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
        hashed.setSignatureCreationTime(true, Date.from(at));
        hashed.setIssuerFingerprint(false, signer.getPublicKey());
        return hashed;
    }

    private static PGPSignatureGenerator generator(PGPKeyPair signer, int type, PGPSignatureSubpacketGenerator hashed)
            throws PGPException {
        PGPSignatureGenerator generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(signer.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                signer.getPublicKey());
        generator.init(type, signer.getPrivateKey());
        generator.setHashedSubpackets(hashed.generate());
        PGPSignatureSubpacketGenerator unhashed = new PGPSignatureSubpacketGenerator();
        unhashed.setIssuerKeyID(false, signer.getPublicKey().getKeyID());
        generator.setUnhashedSubpackets(unhashed.generate());
        return generator;
    }
}
