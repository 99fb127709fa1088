/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.primitives.SigningKey;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.testkit.AllCandidates;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** Makes keys in a token, signs an image with them, and says how verification ends. Run by {@link SoftHsmTest}. */
final class TokenSigning {

    private static final ImageSubject IMAGE = ImageForge.image("app").at("registry.example/team/app", "v1");

    private final Provider provider;

    private TokenSigning(Provider provider) {
        this.provider = provider;
    }

    public static void main(String[] arguments) throws Exception {
        Provider provider = Security.getProvider("SunPKCS11").configure(arguments[0]);
        KeyStore token = KeyStore.getInstance("PKCS11", provider);
        token.load(null, "1234".toCharArray());
        TokenSigning signing = new TokenSigning(provider);
        signing.sign("EC_P256", signing.keys("EC", new ECGenParameterSpec("secp256r1")));
        signing.sign("EC_P384", signing.keys("EC", new ECGenParameterSpec("secp384r1")));
        KeyPair rsa = signing.keys("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
        signing.sign("RSA", rsa);
        signing.refuse(rsa);
    }

    private KeyPair keys(String algorithm, AlgorithmParameterSpec parameters) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
        generator.initialize(parameters);
        return generator.generateKeyPair();
    }

    private void sign(String name, KeyPair keys) throws Exception {
        if (keys.getPrivate().getEncoded() != null) {
            throw new IllegalStateException("the token gives its key away");
        }
        RemoteSigner key = SigningKey.inProvider(
                keys.getPrivate(),
                provider,
                VerificationKey.fromSpki(Bytes.copyOf(keys.getPublic().getEncoded())));
        say(name + " bundle", CosignSigner.bundle(key).build());
        say(name + " legacy", CosignSigner.legacy(key).build());
    }

    private static void say(String what, CosignSigner signer) throws Exception {
        SignatureArtifact artifact = signer.sign(IMAGE, SigningContext.offline(ForgedTime.SIGNED, Deadline.never()));
        System.out.println(what + " "
                + Judging.why(Judging.by(CosignRequirement.key(signer.publicKeyPem(), "token"))
                        .report(AllCandidates.found(artifact, IMAGE), IMAGE, Judging.CONTEXT)));
    }

    /** The private key of one pair under the name of another. */
    private void refuse(KeyPair keys) throws Exception {
        KeyPair other = keys("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
        RemoteSigner key = SigningKey.inProvider(
                keys.getPrivate(),
                provider,
                VerificationKey.fromSpki(Bytes.copyOf(other.getPublic().getEncoded())));
        try {
            CosignSigner.bundle(key).build().sign(IMAGE, SigningContext.offline(ForgedTime.SIGNED, Deadline.never()));
        } catch (IOException e) {
            System.out.println("another key's name refused");
        }
    }
}
