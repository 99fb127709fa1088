/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A module whose jar we publish: each {@code trust-*} module of the root POM that is no mere POM.
 *
 * <p>Compiled classes are read where the compiler put them, so that it makes no difference whether Maven has packaged
 * them already.
 */
record PublishedModule(String artifact, Path folder) {

    static final Path ROOT = Path.of(System.getProperty("imagetrust.root", "../.."))
            .toAbsolutePath()
            .normalize();

    static List<PublishedModule> all() {
        return Pom.read(ROOT.resolve("pom.xml")).modules().stream()
                .filter(name -> name.startsWith("trust-"))
                .map(name -> new PublishedModule(name, ROOT.resolve(name)))
                .filter(module -> !module.pom().text("packaging").equals(Optional.of("pom")))
                .toList();
    }

    Path classes() {
        return folder.resolve("target/classes");
    }

    Path sources() {
        return folder.resolve("src/main/java");
    }

    Pom pom() {
        return Pom.read(folder.resolve("pom.xml"));
    }

    /** The compiled module descriptor. Fails where there is none. */
    ModuleDescriptor descriptor() {
        Set<ModuleReference> found = ModuleFinder.of(classes()).findAll();
        if (found.size() != 1) {
            throw new AssertionError(artifact + " has no compiled module-info");
        }
        return found.iterator().next().descriptor();
    }

    /** The packages that everybody may use. */
    Set<String> exportedPackages() {
        return descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return artifact;
    }
}
