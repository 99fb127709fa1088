/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.cosign.CosignSigningReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.primitives.SignatureCheck;
import dev.imagetrust.primitives.SignatureResult;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The key that signs; each of its signatures is checked before anything is made of it.
 *
 * @param signer who is asked
 * @param key its public half, asked for once
 * @param algorithm how it signs
 */
record OwnKey(RemoteSigner signer, VerificationKey key, SigningAlgorithm algorithm) {

    /**
     * Takes a signer.
     *
     * @param algorithm null: the one that {@code cosign verify --key} accepts without flags
     * @throws SetUpException if its public key is none that signatures are verified with
     * @throws IllegalStateException if signatures of that algorithm, under such a key, are not accepted by anybody
     */
    static OwnKey of(RemoteSigner signer, @Nullable SigningAlgorithm algorithm) {
        VerificationKey key;
        try {
            key = VerificationKey.fromSpki(signer.publicKey());
        } catch (MalformedInputException e) {
            throw new SetUpException(
                    new Reason(CosignReason.KEY_UNREADABLE, e.reason().toString()), e);
        }
        SigningAlgorithm chosen = algorithm == null ? usual(key.type()) : algorithm;
        if (!TriedKey.schemes(key.type()).contains(SignatureScheme.of(chosen))) {
            throw new IllegalStateException("cosign has no signatures by " + chosen + " under a key of type "
                    + key.type() + "; there are "
                    + TriedKey.schemes(key.type()));
        }
        return new OwnKey(signer, key, chosen);
    }

    /**
     * {@code cosign verify --key} hashes with SHA-256 whatever the curve, and knows pure Ed25519 only, although cosign
     * itself signs otherwise (section 3.2).
     */
    private static SigningAlgorithm usual(KeyType type) {
        return switch (type) {
            case EC_P256, EC_P384, EC_P521 -> SigningAlgorithm.ECDSA_SHA256;
            case RSA -> SigningAlgorithm.RSA_PKCS1_SHA256;
            case ED25519 -> SigningAlgorithm.ED25519;
        };
    }

    /**
     * Signs.
     *
     * @throws SigningException if what comes back is not a signature of the message under the public key
     * @throws IOException if the key cannot be reached
     */
    Bytes sign(Bytes message) throws IOException, InterruptedException {
        Bytes signature = signer.signMessage(algorithm, message);
        SignatureResult result = SignatureCheck.verify(key, scheme(), message, signature);
        if (result != SignatureResult.VALID) {
            throw new SigningException(
                    new Reason(CosignSigningReason.SIGNATURE_BROKEN, algorithm + " under " + key + ": " + result));
        }
        return signature;
    }

    SignatureScheme scheme() {
        return SignatureScheme.of(algorithm);
    }

    Bytes pem() {
        return Bytes.utf8(Pem.write(new PemBlock(PemBlock.PUBLIC_KEY, key.spki())));
    }

    /** How bundles name it. */
    String hint() {
        return Base64Text.encodeStandard(key.fingerprint().value());
    }
}
