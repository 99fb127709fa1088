/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.primitives.SignatureCheck;
import dev.imagetrust.primitives.SignatureResult;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import java.util.List;
import java.util.Set;

/**
 * A key that may sign, and who a signature under it is by.
 *
 * @param key the key
 * @param hint how a bundle would name it: base64 of the SHA-256 of its SubjectPublicKeyInfo
 * @param signer the signer, made once
 */
record CosignKey(VerificationKey key, String hint, TrustedSigner signer) {

    static CosignKey of(VerificationKey key, AnchorId anchor, String name) {
        SignerIdentity identity =
                new SignerIdentity(SignerIdentity.Kind.KEY, key.fingerprint().toString());
        TrustedSigner signer = new TrustedSigner(
                anchor, identity, Set.of(new DenyTarget.Key(key.fingerprint())), "cosign key " + name);
        return new CosignKey(key, Base64Text.encodeStandard(key.fingerprint().value()), signer);
    }

    /** {@code VALID} under one of the schemes of the key, else {@code INVALID} if its form is right for one of them. */
    SignatureResult check(Bytes signed, Bytes signature) {
        SignatureResult best = SignatureResult.MALFORMED;
        for (SignatureScheme scheme : schemes(key.type())) {
            SignatureResult result = SignatureCheck.verify(key, scheme, signed, signature);
            if (result == SignatureResult.VALID) {
                return result;
            }
            best = result == SignatureResult.INVALID ? result : best;
        }
        return best;
    }

    /**
     * The type of the key alone decides what is tried, never the message (section 3.2): first what cosign signs with
     * today, then what older writers used.
     */
    private static List<SignatureScheme> schemes(KeyType type) {
        return switch (type) {
            case RSA -> List.of(SignatureScheme.RSA_PKCS1_SHA256);
            case EC_P256 -> List.of(SignatureScheme.ECDSA_SHA256_DER);
            case EC_P384 -> List.of(SignatureScheme.ECDSA_SHA384_DER, SignatureScheme.ECDSA_SHA256_DER);
            case EC_P521 -> List.of(SignatureScheme.ECDSA_SHA512_DER, SignatureScheme.ECDSA_SHA256_DER);
            case ED25519 -> List.of(SignatureScheme.ED25519PH, SignatureScheme.ED25519);
        };
    }
}
