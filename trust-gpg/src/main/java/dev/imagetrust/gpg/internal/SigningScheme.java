/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.spi.SigningAlgorithm;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.bcpg.ECPublicBCPGKey;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPPublicKey;

/**
 * How a key signs: what its signature packets say, and what is asked of a {@link dev.imagetrust.spi.RemoteSigner}.
 *
 * <p>The hash function is as long as the order of the group, as GnuPG demands of ECDSA keys.
 */
enum SigningScheme {
    RSA(HashAlgorithmTags.SHA256, DigestAlgorithm.SHA256, SigningAlgorithm.RSA_PKCS1_SHA256),
    P256(HashAlgorithmTags.SHA256, DigestAlgorithm.SHA256, SigningAlgorithm.ECDSA_SHA256),
    P384(HashAlgorithmTags.SHA384, DigestAlgorithm.SHA384, SigningAlgorithm.ECDSA_SHA384),
    P521(HashAlgorithmTags.SHA512, DigestAlgorithm.SHA512, SigningAlgorithm.ECDSA_SHA512),
    /** GnuPG's Ed25519, whose two halves stand in the packet as numbers. */
    ED25519_LEGACY(HashAlgorithmTags.SHA256, DigestAlgorithm.SHA256, SigningAlgorithm.ED25519),
    /** RFC 9580's Ed25519. */
    ED25519(HashAlgorithmTags.SHA256, DigestAlgorithm.SHA256, SigningAlgorithm.ED25519);

    private static final Map<ASN1ObjectIdentifier, SigningScheme> BY_CURVE = Map.of(
            SECObjectIdentifiers.secp256r1,
            P256,
            SECObjectIdentifiers.secp384r1,
            P384,
            SECObjectIdentifiers.secp521r1,
            P521);

    private final int hashTag;
    private final DigestAlgorithm hash;
    private final SigningAlgorithm algorithm;

    SigningScheme(int hashTag, DigestAlgorithm hash, SigningAlgorithm algorithm) {
        this.hashTag = hashTag;
        this.hash = hash;
        this.algorithm = algorithm;
    }

    /** The scheme of a key; empty for kinds that verify here and sign elsewhere. */
    static Optional<SigningScheme> of(PGPPublicKey key) {
        return switch (key.getAlgorithm()) {
            case PublicKeyAlgorithmTags.RSA_GENERAL -> Optional.of(RSA);
            case PublicKeyAlgorithmTags.EDDSA_LEGACY -> Optional.of(ED25519_LEGACY);
            case PublicKeyAlgorithmTags.Ed25519 -> Optional.of(ED25519);
            case PublicKeyAlgorithmTags.ECDSA ->
                Optional.ofNullable(
                        BY_CURVE.get(((ECPublicBCPGKey) key.getPublicKeyPacket().getKey()).getCurveOID()));
            default -> Optional.empty();
        };
    }

    int hashTag() {
        return hashTag;
    }

    DigestAlgorithm hash() {
        return hash;
    }

    SigningAlgorithm algorithm() {
        return algorithm;
    }
}
