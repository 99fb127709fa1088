/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.consumer;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.MemoryRepository;
import dev.imagetrust.oci.OciSignatureSink;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.testkit.CosignForge;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An embedder that has no module descriptor and registers no provider. */
class ClassPathTest {

    private static final InstantSource CLOCK = InstantSource.fixed(ForgedTime.NOW);
    private static final ImageSubject IMAGE = ImageForge.image("app").at("registry.example/app");

    @TempDir
    private Path store;

    private void trust(ForgedKey key) throws IOException {
        Path keys = Files.createDirectories(store.resolve("_cosign"));
        Files.write(keys.resolve("ours.pub"), key.publicKeyPem().toByteArray());
    }

    @Test
    void runsOnTheClassPath() {
        assertThat(ImageTrust.class.getModule().isNamed()).isFalse();
    }

    @Test
    void everyProviderIsFound() {
        assertThat(ServiceLoader.load(TrustVerifierProvider.class))
                .extracting(TrustVerifierProvider::tool)
                .containsExactlyInAnyOrder("cosign", "notation", "gpg");
    }

    @Test
    void aRequirementOfEveryFormatHasItsVerifierAndMissesItsTrust() {
        assertThatThrownBy(() -> new Gate(store, Gate.everyFormat(), MemoryRepository.withReferrersApi(), CLOCK))
                .isInstanceOf(SetUpException.class)
                .hasMessageNotContaining("is its module missing");
    }

    @Test
    void admitsWhatIsSignedAndNothingElse() throws IOException, InterruptedException {
        ForgedKey key = ForgedKey.generate(ForgedKey.Kind.EC_P256);
        trust(key);
        MemoryRepository registry = MemoryRepository.withReferrersApi();
        new OciSignatureSink(registry)
                .store(IMAGE, CosignForge.bundle(IMAGE, key).good().artifact());
        Gate gate = new Gate(store, CosignRequirement.keysInStore("default").build(), registry, CLOCK);

        assertThat(gate.admits(IMAGE)).isTrue();
        assertThat(gate.admits(ImageForge.image("other").at("registry.example/app")))
                .isFalse();
    }
}
