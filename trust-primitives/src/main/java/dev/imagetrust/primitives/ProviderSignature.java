/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.SigningAlgorithm;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Signature;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Signs with a key that a provider of the Java runtime holds; the one door to its engines for signing. */
final class ProviderSignature {

    private ProviderSignature() {}

    static Bytes sign(PrivateKeyMaterial.InProvider key, SigningAlgorithm algorithm, Bytes message) throws IOException {
        try {
            Signature engine = engine(algorithm, key.provider());
            engine.initSign(key.key());
            engine.update(message.asReadOnlyBuffer());
            return Bytes.copyOf(engine.sign());
        } catch (GeneralSecurityException | ProviderException e) {
            // Tokens announce a card that was pulled out with the unchecked one.
            throw new IOException(key.provider().getName() + " does not sign by " + algorithm, e);
        }
    }

    private static Signature engine(SigningAlgorithm algorithm, Provider provider) throws GeneralSecurityException {
        return switch (algorithm) {
            case ECDSA_SHA256 -> Signature.getInstance("SHA256withECDSA", provider);
            case ECDSA_SHA384 -> Signature.getInstance("SHA384withECDSA", provider);
            case ECDSA_SHA512 -> Signature.getInstance("SHA512withECDSA", provider);
            case RSA_PKCS1_SHA256 -> Signature.getInstance("SHA256withRSA", provider);
            case RSA_PSS_SHA256 -> pss(provider, "SHA-256", MGF1ParameterSpec.SHA256, 32);
            case RSA_PSS_SHA384 -> pss(provider, "SHA-384", MGF1ParameterSpec.SHA384, 48);
            case RSA_PSS_SHA512 -> pss(provider, "SHA-512", MGF1ParameterSpec.SHA512, 64);
            case ED25519 -> Signature.getInstance("Ed25519", provider);
            case ED25519PH -> {
                Signature engine = Signature.getInstance("Ed25519", provider);
                engine.setParameter(new EdDSAParameterSpec(true));
                yield engine;
            }
        };
    }

    private static Signature pss(Provider provider, String hash, MGF1ParameterSpec mask, int salt)
            throws GeneralSecurityException {
        Signature engine = Signature.getInstance("RSASSA-PSS", provider);
        engine.setParameter(new PSSParameterSpec(hash, "MGF1", mask, salt, PSSParameterSpec.TRAILER_FIELD_BC));
        return engine;
    }
}
