/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.spi.ImageSigner;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedKey.Kind;
import dev.imagetrust.testkit.ImageSignerContract;
import dev.imagetrust.testkit.SignatureJudge;
import dev.imagetrust.trust.TrustSnapshot;
import org.junit.jupiter.api.Nested;

/** What every signer of images has to do, for each layout and each kind of content. */
class SigningContractTest {

    private static final ForgedKey KEY = ForgedKey.generate(Kind.EC_P256);
    private static final String SBOM = "https://spdx.dev/Document";
    private static final Bytes PREDICATE = Bytes.utf8("{\"name\":\"app\",\"packages\":[]}");

    private static SignatureJudge judge(CosignRequirement.Builder requirement) {
        return SignatureJudge.of(new CosignVerifierProvider(), requirement.build(), TrustSnapshot.empty());
    }

    private static CosignRequirement.Builder key() {
        return CosignRequirement.key(KEY.publicKeyPem(), "key");
    }

    @Nested
    class Bundle extends ImageSignerContract {
        @Override
        protected ImageSigner signer() {
            return CosignSigner.bundle(KEY.asRemoteSigner()).build();
        }

        @Override
        protected SignatureJudge judge() {
            return SigningContractTest.judge(key());
        }
    }

    @Nested
    class Legacy extends ImageSignerContract {
        @Override
        protected ImageSigner signer() {
            return CosignSigner.legacy(KEY.asRemoteSigner()).build();
        }

        @Override
        protected SignatureJudge judge() {
            return SigningContractTest.judge(key());
        }
    }

    @Nested
    class BundledAttestation extends ImageSignerContract {
        @Override
        protected ImageSigner signer() {
            return CosignSigner.bundle(KEY.asRemoteSigner())
                    .attestation(SBOM, PREDICATE)
                    .build();
        }

        @Override
        protected SignatureJudge judge() {
            return SigningContractTest.judge(key().attestation(SBOM));
        }
    }

    @Nested
    class LegacyAttestation extends ImageSignerContract {
        @Override
        protected ImageSigner signer() {
            return CosignSigner.legacy(KEY.asRemoteSigner())
                    .attestation(SBOM, PREDICATE)
                    .build();
        }

        @Override
        protected SignatureJudge judge() {
            return SigningContractTest.judge(key().attestation(SBOM));
        }
    }
}
