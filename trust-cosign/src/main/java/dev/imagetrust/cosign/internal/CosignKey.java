/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
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
}
