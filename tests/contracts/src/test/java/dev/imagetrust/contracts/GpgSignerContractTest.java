/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import dev.imagetrust.gpg.GpgVerifierProvider;
import dev.imagetrust.gpg.OpenPgpSigningKey;
import dev.imagetrust.gpg.SimpleSigner;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.spi.ImageSigner;
import dev.imagetrust.testkit.ForgedOpenPgpKey;
import dev.imagetrust.testkit.ForgedOpenPgpKey.Kind;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageSignerContract;
import dev.imagetrust.testkit.OpenPgpKeyBend;
import dev.imagetrust.testkit.SignatureJudge;
import dev.imagetrust.trust.TrustSnapshot;
import org.junit.jupiter.api.Nested;

/** The contract of signers, for every way of simple signing. */
class GpgSignerContractTest {

    @Nested
    class WithAPrimaryKeyForLookasideStores extends Signing {
        WithAPrimaryKeyForLookasideStores() {
            super(ForgedOpenPgpKey.generate(Kind.EC_P384), false);
        }
    }

    @Nested
    class WithASubkeyForTheSignatureExtension extends Signing {
        WithASubkeyForTheSignatureExtension() {
            super(ForgedOpenPgpKey.generate(Kind.ED25519, OpenPgpKeyBend.SUBKEY), true);
        }
    }

    abstract static class Signing extends ImageSignerContract {

        private final ForgedOpenPgpKey key;
        private final boolean forExtension;

        Signing(ForgedOpenPgpKey key, boolean forExtension) {
            this.key = key;
            this.forExtension = forExtension;
        }

        @Override
        protected ImageSigner signer() {
            SimpleSigner.Builder signer = SimpleSigner.builder(OpenPgpSigningKey.unlock(
                    key.secretKeys("secret"), key.fingerprint(), "secret".toCharArray(), ForgedTime.SIGNED));
            return (forExtension ? signer.forExtension() : signer).build();
        }

        @Override
        protected SignatureJudge judge() {
            return SignatureJudge.of(
                    new GpgVerifierProvider(),
                    SimpleSigningRequirement.builder()
                            .pinnedKeys(key.certificate(), "forged")
                            .build(),
                    TrustSnapshot.empty());
        }
    }
}
