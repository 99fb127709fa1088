/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.teletrust.TeleTrusTObjectIdentifiers;
import org.bouncycastle.bcpg.BCPGKey;
import org.bouncycastle.bcpg.ECPublicBCPGKey;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.RSAPublicBCPGKey;
import org.bouncycastle.openpgp.PGPPublicKey;

/** Which algorithms and which key sizes are believed. Lists of what is good, never of what is bad. */
final class Algorithms {

    static final int MIN_RSA_BITS = 2048;

    /**
     * SHA-1 in a key's statements about itself is believed up to here; vendor keys of that age carry nothing else. The
     * date is the one that OpenPGP implementations agreed on after the chosen-prefix collisions.
     */
    static final Instant SHA1_SELF_SIGNATURES_UNTIL = Instant.parse("2023-02-01T00:00:00Z");

    private static final Set<Integer> DOCUMENT_HASHES = Set.of(
            HashAlgorithmTags.SHA256,
            HashAlgorithmTags.SHA384,
            HashAlgorithmTags.SHA512,
            HashAlgorithmTags.SHA3_256,
            HashAlgorithmTags.SHA3_512);

    private static final Set<Integer> SIGNING_ALGORITHMS = Set.of(
            PublicKeyAlgorithmTags.RSA_GENERAL,
            PublicKeyAlgorithmTags.ECDSA,
            PublicKeyAlgorithmTags.EDDSA_LEGACY,
            PublicKeyAlgorithmTags.Ed25519,
            PublicKeyAlgorithmTags.Ed448);

    private static final Set<ASN1ObjectIdentifier> ECDSA_CURVES = Set.of(
            SECObjectIdentifiers.secp256r1,
            SECObjectIdentifiers.secp384r1,
            SECObjectIdentifiers.secp521r1,
            TeleTrusTObjectIdentifiers.brainpoolP256r1,
            TeleTrusTObjectIdentifiers.brainpoolP384r1,
            TeleTrusTObjectIdentifiers.brainpoolP512r1);

    /** The curve of the older EdDSA key format; Bouncy Castle names it in a module that is otherwise not needed. */
    private static final ASN1ObjectIdentifier LEGACY_ED25519 = new ASN1ObjectIdentifier("1.3.6.1.4.1.11591.15.1");

    private Algorithms() {}

    static boolean hashesDocuments(int hashAlgorithm) {
        return DOCUMENT_HASHES.contains(hashAlgorithm);
    }

    /** Whether a key's statement about itself, made at that time, is believed. */
    static boolean hashesSelfSignatures(int hashAlgorithm, Instant made) {
        return hashesDocuments(hashAlgorithm)
                || (hashAlgorithm == HashAlgorithmTags.SHA1 && made.isBefore(SHA1_SELF_SIGNATURES_UNTIL));
    }

    static boolean signs(int keyAlgorithm) {
        return SIGNING_ALGORITHMS.contains(keyAlgorithm);
    }

    static Optional<String> weakness(PGPPublicKey key) {
        if (!signs(key.getAlgorithm())) {
            return Optional.of("public-key algorithm " + key.getAlgorithm());
        }
        BCPGKey material = key.getPublicKeyPacket().getKey();
        if (material instanceof RSAPublicBCPGKey rsa) {
            return weakness(rsa);
        }
        if (material instanceof ECPublicBCPGKey curve) {
            return weakness(key.getAlgorithm(), curve.getCurveOID());
        }
        return Optional.empty();
    }

    private static Optional<String> weakness(RSAPublicBCPGKey rsa) {
        if (rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            return Optional.of("RSA with " + rsa.getModulus().bitLength() + " bits");
        }
        return rsa.getPublicExponent().compareTo(BigInteger.TWO) > 0
                ? Optional.empty()
                : Optional.of("RSA with public exponent " + rsa.getPublicExponent());
    }

    private static Optional<String> weakness(int algorithm, ASN1ObjectIdentifier curve) {
        boolean good =
                algorithm == PublicKeyAlgorithmTags.ECDSA ? ECDSA_CURVES.contains(curve) : LEGACY_ED25519.equals(curve);
        return good ? Optional.empty() : Optional.of("curve " + curve.getId());
    }
}
