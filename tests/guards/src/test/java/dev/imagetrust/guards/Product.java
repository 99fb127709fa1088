/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What we publish, imported once for all rules. */
final class Product {

    static final List<PublishedModule> MODULES = PublishedModule.all();

    /** The main classes of all published modules. */
    static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(MODULES.stream().map(PublishedModule::classes).toList());

    /** The exported packages of all published modules. */
    static final Set<String> EXPORTED = MODULES.stream()
            .flatMap(module -> module.exportedPackages().stream())
            .collect(Collectors.toUnmodifiableSet());

    private Product() {}

    /** The artifact each package belongs to; a module descriptor forbids that two share one. */
    static Map<String, String> artifactByPackage() {
        Map<String, String> artifacts = new HashMap<>();
        MODULES.forEach(
                module -> module.descriptor().packages().forEach(name -> artifacts.put(name, module.artifact())));
        return artifacts;
    }
}
