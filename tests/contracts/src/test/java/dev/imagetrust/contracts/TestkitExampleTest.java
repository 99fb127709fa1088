/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.testkit.CosignBend;
import dev.imagetrust.testkit.CosignForge;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedSource;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Place;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.testkit.TrustAssertions.assertThat;

/** The example of the testkit's documentation, with the whole engine. */
class TestkitExampleTest {

    private final ForgedKey key = ForgedKey.generate(ForgedKey.Kind.EC_P256);
    private final ImageSubject image = ImageForge.image("app").at("registry.example/team/app");

    @Test
    void refusesASignatureMadeForAnotherImage() {
        ImageTrust trust =
                trusting(ForgedSource.of(CosignForge.legacy(image, key).bent(CosignBend.OTHER_DIGEST)));
        assertThat(trust.verify(image)).isUntrustedBecause(CosignReason.DIGEST_MISMATCH);
    }

    @Test
    void trustsASignatureByTheKey() {
        SignatureCandidate good = CosignForge.bundle(image, key).good();
        assertThat(trusting(ForgedSource.of(good)).verify(image)).isTrustedBy(key);
    }

    @Test
    void doesNotCallAnImageUnsignedWhoseSignaturesCouldNotBeRead() {
        ImageTrust trust = trusting(ForgedSource.of().failingAt(new Place.DigestTag(".sig")));
        assertThat(trust.verify(image)).isUndeterminedBecause(CoreReason.PLACE_FAILED);
    }

    private ImageTrust trusting(ForgedSource source) {
        return ImageTrust.builder()
                .policy(policyThatTrusts(key.publicKeyPem()))
                .signatures(source)
                .clock(() -> ForgedTime.NOW)
                .build();
    }

    private static TrustPolicy policyThatTrusts(Bytes pem) {
        return TrustPolicy.forAllImages(CosignRequirement.key(pem, "key").build());
    }
}
