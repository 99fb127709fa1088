/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import dev.imagetrust.cosign.CosignVerifierProvider;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.testkit.CosignForge;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedKey.Kind;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.testkit.TrustVerifierContract;
import dev.imagetrust.testkit.VerifierSample;
import dev.imagetrust.trust.TrustSnapshot;
import java.util.List;

/** The contract of verifiers, for cosign. Its tables are run in the module itself. */
class CosignContractTest extends TrustVerifierContract {

    private static final ImageSubject IMAGE = ImageForge.image("app").at("registry.example/team/app", "v1");
    private static final String SBOM = "https://spdx.dev/Document";

    @Override
    protected TrustVerifierProvider provider() {
        return new CosignVerifierProvider();
    }

    @Override
    protected List<VerifierSample> samples() {
        ForgedKey key = ForgedKey.generate(Kind.EC_P256);
        return List.of(
                sample(signature(key), CosignForge.legacy(IMAGE, key)),
                sample(signature(key), CosignForge.bundle(IMAGE, key)),
                sample(attestation(key), CosignForge.legacyAttestation(IMAGE, key, SBOM, "{}")),
                sample(attestation(key), CosignForge.bundledAttestation(IMAGE, key, SBOM, "{}")));
    }

    private static VerifierSample sample(CosignRequirement requirement, CosignForge forge) {
        return new VerifierSample(requirement, TrustSnapshot.empty(), IMAGE, forge.good());
    }

    private static CosignRequirement signature(ForgedKey key) {
        return CosignRequirement.key(key.publicKeyPem(), "key").build();
    }

    private static CosignRequirement attestation(ForgedKey key) {
        return CosignRequirement.key(key.publicKeyPem(), "key")
                .attestation(SBOM)
                .build();
    }
}
