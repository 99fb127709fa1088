/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

import static org.assertj.core.api.Assertions.assertThat;

/** The shape of what we publish: module descriptors and POMs. */
class PublicationTest {

    static List<PublishedModule> modules() {
        return Product.MODULES;
    }

    @Test
    void thereIsSomethingToGuard() {
        assertThat(modules()).extracting(PublishedModule::artifact).contains("trust-core", "trust-primitives");
        assertThat(Product.CLASSES).isNotEmpty();
    }

    @Test
    void theGuardsSeeEveryPublishedModule() {
        assertThat(Pom.read(PublishedModule.ROOT.resolve("tests/guards/pom.xml"))
                        .ownDependencies())
                .as("dependencies of tests/guards/pom.xml")
                .containsExactlyInAnyOrderElementsOf(artifacts());
    }

    @Test
    void theLayersNameEveryPublishedModule() {
        assertThat(LayerRules.ALLOWED).containsKeys(artifacts().toArray(String[]::new));
    }

    @Test
    void theBomNamesEveryPublishedModule() {
        assertThat(bom().ownManagedDependencies())
                .as("managed dependencies of trust-bom/pom.xml")
                .containsExactlyInAnyOrderElementsOf(artifacts());
    }

    @Test
    void theBomHasTheVersionOfTheModulesAndNoParentWhosePinsItWouldPassOn() {
        Pom root = Pom.read(PublishedModule.ROOT.resolve("pom.xml"));
        assertThat(bom().text("version")).isPresent().isEqualTo(root.text("version"));
        assertThat(bom().text("parent")).isEmpty();
        assertThat(bom().text("licenses", "license", "name")).hasValue("Apache-2.0");
        assertThat(bom().text("description")).isPresent();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theModuleIsNullMarked(PublishedModule module) throws IOException {
        assertThat(annotations(Files.readAllBytes(module.classes().resolve("module-info.class"))))
                .contains(Type.getDescriptor(NullMarked.class));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theModuleIsNamedAfterThePackagesItExports(PublishedModule module) {
        String name = module.descriptor().name();
        assertThat(module.descriptor().packages())
                .allMatch(exported -> exported.equals(name) || exported.startsWith(name + '.'));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theModuleExportsSomethingButNothingInternalAndNothingToFriends(PublishedModule module) {
        assertThat(module.exportedPackages()).isNotEmpty().noneMatch(PublicationTest::isInternal);
        assertThat(module.descriptor().exports()).noneMatch(export -> export.isQualified());
        assertThat(module.descriptor().opens()).isEmpty();
        assertThat(module.descriptor().isOpen()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void thePomTellsWhatTheJarIsAndUnderWhichLicense(PublishedModule module) {
        Pom pom = module.pom();
        assertThat(pom.text("name")).isPresent();
        assertThat(pom.text("description")).isPresent().get().asString().hasSizeGreaterThan(20);
        // The license comes from the parent, which is published too.
        assertThat(pom.text("parent", "artifactId")).hasValue("image-trust");
        assertThat(Pom.read(PublishedModule.ROOT.resolve("pom.xml")).text("licenses", "license", "name"))
                .hasValue("Apache-2.0");
    }

    @Test
    void internalPackagesAreToldByAnyPartOfTheName() {
        assertThat(Set.of("a.internal", "a.internal.b")).allMatch(PublicationTest::isInternal);
        assertThat(Set.of("a", "a.internals")).noneMatch(PublicationTest::isInternal);
    }

    /** A build that asks for another Java than Maven's own must get it: .ci/run passes the property. */
    @Test
    void theTestsRunOnTheJavaThatWasAskedFor() {
        int running = Runtime.version().feature();
        assertThat(running).isEqualTo(Integer.getInteger("imagetrust.java", running));
    }

    private static Pom bom() {
        return Pom.read(PublishedModule.ROOT.resolve("trust-bom/pom.xml"));
    }

    private static List<String> artifacts() {
        return modules().stream().map(PublishedModule::artifact).toList();
    }

    private static boolean isInternal(String packageName) {
        return List.of(packageName.split("\\.")).contains("internal");
    }

    private static List<String> annotations(byte[] classFile) {
        List<String> found = new ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                                found.add(descriptor);
                                return super.visitAnnotation(descriptor, visible);
                            }
                        },
                        ClassReader.SKIP_CODE);
        return found;
    }
}
