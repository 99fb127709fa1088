/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/** Who may know whom. */
final class LayerRules {

    /**
     * What each module may use: prefixes of class names, the modules of ours by artifact. The JDK and JSpecify's
     * annotations are open to all. A new line here is a new dependency for embedders.
     */
    static final Map<String, List<String>> ALLOWED = Map.ofEntries(
            Map.entry("trust-core", List.of()),
            Map.entry("trust-primitives", List.of("trust-core", "com.fasterxml.jackson.core.", "org.bouncycastle.")),
            Map.entry("trust-oci", List.of("trust-core", "trust-primitives")),
            Map.entry(
                    "trust-cosign", List.of("trust-core", "trust-primitives", "org.bouncycastle.", "com.google.re2j.")),
            Map.entry("trust-notation", List.of("trust-core", "trust-primitives", "org.bouncycastle.")),
            Map.entry(
                    "trust-gpg",
                    List.of("trust-core", "trust-primitives", "org.bouncycastle.", "org.snakeyaml.engine.")),
            Map.entry("trust-store-fs", List.of("trust-core", "trust-primitives")),
            Map.entry("trust-registry", List.of("trust-core", "trust-primitives", "trust-oci", "okhttp3.", "okio.")),
            // Servlets and the JDK's server: one adapter each, in a package of its own.
            Map.entry(
                    "trust-endpoints",
                    List.of(
                            "trust-core",
                            "trust-primitives",
                            "trust-store-fs",
                            "jakarta.servlet.",
                            "com.sun.net.httpserver.")),
            Map.entry("trust-sigstore", List.of("trust-core", "trust-cosign", "dev.sigstore.")),
            // Shares no code with the product's signers and parsers: a fault in one must not hide in the other.
            Map.entry("trust-testkit", List.of("trust-core", "org.bouncycastle.", "org.assertj.", "org.junit.")));

    private static final List<String> OPEN_TO_ALL = List.of("java.", "javax.", "org.jspecify.annotations.");

    private LayerRules() {}

    static ArchRule packagesAreFreeOfCycles() {
        return SlicesRuleDefinition.slices()
                .assignedFrom(eachPackage())
                .should()
                .beFreeOfCycles()
                .because("a reader must be able to start somewhere");
    }

    /**
     * Each class uses only what its module may.
     *
     * @param artifactByPackage which module a package belongs to
     * @param allowed what a module may use, as in {@link #ALLOWED}
     */
    static ArchRule modulesUseOnly(Map<String, List<String>> allowed, Map<String, String> artifactByPackage) {
        return classes().should(new ArchCondition<>("use only what their module may use") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                String artifact = artifactByPackage.get(user.getPackageName());
                Predicate<JavaClass> permitted = permitted(artifact, allowed, artifactByPackage);
                for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
                    JavaClass used = dependency.getTargetClass().getBaseComponentType();
                    if (!permitted.test(used)) {
                        events.add(SimpleConditionEvent.violated(
                                user,
                                artifact + " may not use " + used.getName() + ": " + dependency.getDescription()));
                    }
                }
            }
        });
    }

    private static Predicate<JavaClass> permitted(
            String artifact, Map<String, List<String>> allowed, Map<String, String> artifactByPackage) {
        List<String> entries = allowed.getOrDefault(artifact, List.of());
        return used -> {
            String owner = artifactByPackage.get(used.getPackageName());
            return owner != null
                    ? owner.equals(artifact) || entries.contains(owner)
                    : used.isPrimitive()
                            || OPEN_TO_ALL.stream().anyMatch(used.getName()::startsWith)
                            || entries.stream()
                                    .anyMatch(entry -> entry.endsWith(".")
                                            && used.getName().startsWith(entry));
        };
    }

    private static SliceAssignment eachPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                // A package and its internal part are one: the API leads inside, reason codes lead out again.
                return SliceIdentifier.of(javaClass.getPackageName().replaceFirst("\\.internal$", ""));
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }
}
