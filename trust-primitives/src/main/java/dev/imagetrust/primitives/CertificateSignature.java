/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code AlgorithmIdentifier} of a certificate says about its signature.
 *
 * @param oid the algorithm, for messages
 * @param scheme how to verify it; null for what is not verified here
 * @param weak whether it rests on MD2, MD4, MD5 or SHA-1
 */
record CertificateSignature(String oid, @Nullable SignatureScheme scheme, boolean weak) {

    private static final String PSS = "1.2.840.113549.1.1.10";
    private static final String MGF1 = "1.2.840.113549.1.1.8";

    /** By the hash function: SHA-256, SHA-384, SHA-512. */
    private static final Map<String, SignatureScheme> PSS_WITH = Map.of(
            "2.16.840.1.101.3.4.2.1", SignatureScheme.RSA_PSS_SHA256,
            "2.16.840.1.101.3.4.2.2", SignatureScheme.RSA_PSS_SHA384,
            "2.16.840.1.101.3.4.2.3", SignatureScheme.RSA_PSS_SHA512);

    /** SHA-1, MD2, MD4 and MD5. */
    private static final Set<String> WEAK_HASHES =
            Set.of("1.3.14.3.2.26", "1.2.840.113549.2.2", "1.2.840.113549.2.4", "1.2.840.113549.2.5");

    /** MD2, MD4, MD5 and SHA-1 with RSA, SHA-1 with RSA as OIW wrote it, with DSA twice, with ECDSA. */
    private static final Set<String> WEAK_SIGNATURES = Set.of(
            "1.2.840.113549.1.1.2",
            "1.2.840.113549.1.1.3",
            "1.2.840.113549.1.1.4",
            "1.2.840.113549.1.1.5",
            "1.3.14.3.2.3",
            "1.3.14.3.2.29",
            "1.3.14.3.2.27",
            "1.2.840.10040.4.3",
            "1.2.840.10045.4.1");

    /** RFC 4055 section 5: the parameters are null; RFC 8017 has them optional. */
    private static final Map<String, SignatureScheme> RSA_PKCS1 = Map.of(
            "1.2.840.113549.1.1.11", SignatureScheme.RSA_PKCS1_SHA256,
            "1.2.840.113549.1.1.12", SignatureScheme.RSA_PKCS1_SHA384,
            "1.2.840.113549.1.1.13", SignatureScheme.RSA_PKCS1_SHA512);

    /** RFC 5758 section 3.2 and RFC 8410 section 3: the parameters are absent. */
    private static final Map<String, SignatureScheme> WITHOUT_PARAMETERS = Map.of(
            "1.2.840.10045.4.3.2", SignatureScheme.ECDSA_SHA256_DER,
            "1.2.840.10045.4.3.3", SignatureScheme.ECDSA_SHA384_DER,
            "1.2.840.10045.4.3.4", SignatureScheme.ECDSA_SHA512_DER,
            "1.3.101.112", SignatureScheme.ED25519);

    static CertificateSignature of(Bytes algorithmIdentifier) throws MalformedInputException {
        return Asn1.read("signature algorithm", () -> {
            AlgorithmIdentifier read = AlgorithmIdentifier.getInstance(algorithmIdentifier.toByteArray());
            String oid = read.getAlgorithm().getId();
            @Nullable ASN1Encodable parameters = read.getParameters();
            if (oid.equals(PSS)) {
                return pss(RSASSAPSSparams.getInstance(parameters));
            }
            boolean absent = parameters == null;
            @Nullable
            SignatureScheme scheme = absent || DERNull.INSTANCE.equals(parameters) ? RSA_PKCS1.get(oid) : null;
            if (scheme == null && absent) {
                scheme = WITHOUT_PARAMETERS.get(oid);
            }
            return new CertificateSignature(oid, scheme, WEAK_SIGNATURES.contains(oid));
        });
    }

    Optional<SignatureScheme> verifiedWith() {
        return Optional.ofNullable(scheme);
    }

    /** Whether a signature of this kind holds; never one that rests on a broken hash function. */
    boolean holds(VerificationKey key, Bytes message, Bytes signature) {
        return scheme != null
                && !weak
                && SignatureCheck.verify(key, scheme, message, signature) == SignatureResult.VALID;
    }

    /** One hash for the message and for MGF1, a salt as long as it, trailer 1: the only form signed with in practice. */
    private static CertificateSignature pss(@Nullable RSASSAPSSparams parameters) {
        if (parameters == null) {
            return new CertificateSignature(PSS, null, true); // the defaults are SHA-1
        }
        String hash = parameters.getHashAlgorithm().getAlgorithm().getId();
        AlgorithmIdentifier mask = parameters.getMaskGenAlgorithm();
        String maskHash = AlgorithmIdentifier.getInstance(mask.getParameters())
                .getAlgorithm()
                .getId();
        boolean weak = WEAK_HASHES.contains(hash) || WEAK_HASHES.contains(maskHash);
        @Nullable SignatureScheme scheme = PSS_WITH.get(hash);
        boolean usual = scheme != null
                && hash.equals(maskHash)
                && mask.getAlgorithm().getId().equals(MGF1)
                && parameters.getSaltLength().intValueExact() == scheme.hash().hexLength() / 2
                && parameters.getTrailerField().intValueExact() == 1;
        return new CertificateSignature(PSS, usual ? scheme : null, weak);
    }
}
