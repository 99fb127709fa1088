/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.Octets;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.verdict.ClaimedSigner;
import dev.imagetrust.verdict.Place;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static org.assertj.core.api.Assertions.assertThat;

class GpgVerifierProviderTest {

    private static final Digest DIGEST = Digest.sha256(Bytes.empty());
    private static final Bytes PLAIN = recorded("plain.signature");

    private final GpgVerifierProvider provider = new GpgVerifierProvider();

    @Test
    void leavesSigstoreBlobsToOthers() {
        Bytes sigstore = Octets.join(Octets.of(0), Bytes.utf8("sigstore-json\n{}"));
        assertThat(recognise(new SignatureArtifact.LookasideBlob("signature-1", sigstore)))
                .isEmpty();
    }

    @Test
    void leavesExtensionObjectsOfOtherTypesToOthers() {
        assertThat(recognise(new SignatureArtifact.ExtensionObject("x@y", "AtomicImageV1", PLAIN)))
                .isEmpty();
    }

    @Test
    void leavesWhatLiesElsewhereToOthers() {
        Descriptor layer = Descriptor.of("application/octet-stream", Digest.sha256(PLAIN), PLAIN.length());
        assertThat(recognise(new SignatureArtifact.TagLayer(".sig", layer, PLAIN)))
                .isEmpty();
    }

    @Test
    void claimsAnythingElseInASignaturesPlaceSoThatItIsRefusedAndNotOverlooked() {
        for (Bytes blob : new Bytes[] {Bytes.empty(), Bytes.utf8("garbage"), recorded("armored.signature")}) {
            Optional<Claim> claim = recognise(new SignatureArtifact.LookasideBlob("signature-1", blob));
            assertThat(claim).map(Claim::kind).contains("simple-signing");
            assertThat(claim.orElseThrow().signer()).isEmpty();
        }
    }

    @Test
    void claimsTheKeyIdThatTheMessageNames() {
        for (SignatureArtifact artifact : new SignatureArtifact[] {
            new SignatureArtifact.LookasideBlob("signature-1", PLAIN),
            new SignatureArtifact.ExtensionObject("x@y", "atomic", PLAIN)
        }) {
            assertThat(recognise(artifact).flatMap(Claim::signer))
                    .map(ClaimedSigner::display)
                    .hasValueSatisfying(display -> assertThat(display).matches("key id [0-9A-F]{16}"));
        }
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(TrustVerifierProvider.class))
                .hasAtLeastOneElementOfType(GpgVerifierProvider.class);
        assertThat(provider.tool()).isEqualTo("gpg");
        assertThat(provider.places()).contains(new Place.Lookaside(), new Place.SignatureExtension());
    }

    private Optional<Claim> recognise(SignatureArtifact artifact) {
        return provider.recognise(new SignatureCandidate(artifact, DIGEST, new Place.Lookaside()));
    }
}
