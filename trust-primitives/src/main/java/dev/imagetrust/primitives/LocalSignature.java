/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import java.math.BigInteger;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Signs with the keys that lie in the memory of this process, without a random number. */
final class LocalSignature {

    private LocalSignature() {}

    /** Ed25519 (RFC 8032 §5.1.6). */
    static Bytes pure(PrivateKeyMaterial.Edwards key, Bytes message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        byte[] octets = message.toByteArray();
        Ed25519.sign(key.seed().getEncoded(), 0, octets, 0, octets.length, signature, 0);
        return Bytes.copyOf(signature);
    }

    /** Ed25519ph with an empty context, or ECDSA in DER. */
    static Bytes overDigest(PrivateKeyMaterial key, Digest digest) {
        if (key instanceof PrivateKeyMaterial.Edwards edwards) {
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            byte[] seed = edwards.seed().getEncoded();
            Ed25519.signPrehash(seed, 0, new byte[0], digest.value().toByteArray(), 0, signature, 0);
            return Bytes.copyOf(signature);
        }
        return ecdsa(((PrivateKeyMaterial.Elliptic) key).number(), digest);
    }

    /** RFC 6979 with the hash function of the digest. */
    private static Bytes ecdsa(ECPrivateKeyParameters key, Digest digest) {
        ECDSASigner engine = new ECDSASigner(deterministic(digest.algorithm()));
        engine.init(true, key);
        BigInteger[] numbers = engine.generateSignature(digest.value().toByteArray());
        return new EcdsaNumbers(numbers[0], numbers[1])
                .toDer(key.getParameters().getN());
    }

    private static HMacDSAKCalculator deterministic(DigestAlgorithm hash) {
        return new HMacDSAKCalculator(
                switch (hash) {
                    case SHA256 -> SHA256Digest.newInstance();
                    case SHA384 -> new SHA384Digest();
                    case SHA512 -> new SHA512Digest();
                });
    }
}
