/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.consumer;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.MemoryRepository;
import dev.imagetrust.oci.OciSignatureSink;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.testkit.CosignForge;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An embedder with a module descriptor. */
class ModulePathTest {

    private static final ImageSubject IMAGE = ImageForge.image("app").at("registry.example/app");

    @TempDir
    private Path store;

    private static Stream<Module> ours() {
        return ModuleLayer.boot().modules().stream()
                .filter(m -> m.getName().startsWith("dev.imagetrust"))
                .filter(m -> m != ModulePathTest.class.getModule());
    }

    @Test
    void runsOnTheModulePath() {
        assertThat(ImageTrust.class.getModule().getName()).isEqualTo("dev.imagetrust");
        assertThat(Gate.class.getModule().getName()).isEqualTo("dev.imagetrust.consumer");
        assertThat(ours().map(Module::getName))
                .contains(
                        "dev.imagetrust.cosign",
                        "dev.imagetrust.notation",
                        "dev.imagetrust.gpg",
                        "dev.imagetrust.oci",
                        "dev.imagetrust.store.fs");
    }

    @Test
    void admitsWhatIsSignedAndNothingElse() throws IOException, InterruptedException {
        ForgedKey key = ForgedKey.generate(ForgedKey.Kind.EC_P256);
        Path keys = Files.createDirectories(store.resolve("_cosign"));
        Files.write(keys.resolve("ours.pub"), key.publicKeyPem().toByteArray());
        MemoryRepository registry = MemoryRepository.withReferrersApi();
        new OciSignatureSink(registry)
                .store(IMAGE, CosignForge.bundle(IMAGE, key).good().artifact());
        Gate gate = new Gate(
                store, CosignRequirement.keysInStore("default").build(), registry, InstantSource.fixed(ForgedTime.NOW));

        assertThat(gate.admits(IMAGE)).isTrue();
        assertThat(gate.admits(ImageForge.image("other").at("registry.example/app")))
                .isFalse();
    }

    /** Whoever requires only the core gets every provider that lies on the module path. */
    @Test
    void providersAreBoundWithoutBeingRequired() {
        Path[] path = Stream.of(System.getProperty("jdk.module.path").split(File.pathSeparator))
                .map(Path::of)
                .toArray(Path[]::new);
        Configuration bound = Configuration.empty()
                .resolveAndBind(ModuleFinder.of(path), ModuleFinder.ofSystem(), Set.of("dev.imagetrust"));

        assertThat(bound.modules().stream().map(ResolvedModule::name).collect(Collectors.toSet()))
                .contains("dev.imagetrust.cosign", "dev.imagetrust.notation", "dev.imagetrust.gpg");
    }

    @Test
    void nothingInternalIsExportedOrOpened() {
        assertThat(ours().map(Module::getDescriptor).map(ModuleDescriptor::packages))
                .as("there are internal packages to look at")
                .anySatisfy(packages -> assertThat(packages).anyMatch(p -> p.contains(".internal")));
        assertThat(ours())
                .allSatisfy(module -> assertThat(module.getPackages().stream()
                                .filter(p -> p.contains(".internal"))
                                .filter(p -> module.isExported(p, Gate.class.getModule())
                                        || module.isOpen(p, Gate.class.getModule())))
                        .isEmpty());
    }

    @Test
    void theEngineCannotBeReachedByReflection() throws ClassNotFoundException {
        Constructor<?> constructor =
                Class.forName("dev.imagetrust.internal.Engine").getConstructors()[0];

        assertThatThrownBy(() -> constructor.setAccessible(true)).isInstanceOf(InaccessibleObjectException.class);
    }
}
