/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.verdict.Place;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NotationVerifierProviderTest {

    private static final String NOTARY = "application/vnd.cncf.notary.signature";
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";
    private static final Descriptor IMAGE = Descriptor.of("m", Bytes.utf8("image"));

    private final NotationVerifierProvider provider = new NotationVerifierProvider();

    @Test
    void recognisesNothingOfOtherTools() {
        assertThat(provider.recognise(referrer("application/vnd.example", EMPTY, "application/jose+json")))
                .isEmpty();
        SignatureArtifact tagLayer = new SignatureArtifact.TagLayer(
                ".sig", Descriptor.of("application/jose+json", Bytes.empty()), Bytes.empty());
        assertThat(provider.recognise(new SignatureCandidate(tagLayer, IMAGE.digest(), new Place.DigestTag(".sig"))))
                .isEmpty();
    }

    @Test
    void recognisesByArtifactTypeOrByTheTypeOfTheConfig() {
        assertThat(kind(referrer(NOTARY, EMPTY, "application/jose+json"))).contains("jws");
        assertThat(kind(referrer("", NOTARY, "application/cose"))).contains("cose");
        assertThat(kind(referrer(NOTARY, "", "application/octet-stream"))).contains("unknown-envelope");
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(TrustVerifierProvider.class))
                .anySatisfy(found -> assertThat(found).isInstanceOf(NotationVerifierProvider.class));
    }

    @Test
    void looksAmongTheReferrersOfItsArtifactType() {
        assertThat(provider.places()).containsExactly(new Place.Referrers(NOTARY));
        assertThat(provider.verifiers())
                .singleElement()
                .satisfies(verifier -> assertThat(verifier.requirementType()).isEqualTo(NotationRequirement.class));
    }

    private Optional<String> kind(SignatureCandidate candidate) {
        return provider.recognise(candidate).map(Claim::kind);
    }

    private static SignatureCandidate referrer(String artifactType, String configType, String layerType) {
        return new SignatureCandidate(
                new SignatureArtifact.Referrer(
                        new SignatureArtifact.ReferrerManifest(IMAGE, artifactType, configType, IMAGE, Map.of(), 1),
                        Descriptor.of(layerType, Bytes.empty()),
                        Bytes.empty()),
                IMAGE.digest(),
                new Place.Referrers(NOTARY));
    }
}
