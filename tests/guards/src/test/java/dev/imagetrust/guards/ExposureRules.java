/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/** What may stand in a signature that embedders compile against. */
final class ExposureRules {

    private ExposureRules() {}

    /**
     * Assertions for embedders' tests extend those of AssertJ: that is what the testkit is for. An adapter to a server is
     * what that server takes.
     */
    private static final Map<String, String> ALSO_IN = Map.of(
            "dev.imagetrust.testkit", "org.assertj.core.api.",
            "dev.imagetrust.endpoints.servlet", "jakarta.servlet.",
            "dev.imagetrust.endpoints.httpserver", "com.sun.net.httpserver.");

    /** Public and protected signatures name types of the JDK and exported types of ours, nothing else. */
    static ArchRule signaturesNameOnlyJdkAndExportedTypes(Set<String> exportedPackages) {
        return exposed(
                exportedPackages,
                "name only JDK types and exported types",
                (owner, type) -> type.getAllInvolvedRawTypes().stream()
                        .filter(raw -> !raw.isPrimitive()
                                && !raw.getName().startsWith(ALSO_IN.getOrDefault(owner.getPackageName(), "java."))
                                && !raw.getName().startsWith("java.")
                                && !raw.getName().startsWith("javax.")
                                && !(exportedPackages.contains(raw.getPackageName()) && isReachable(raw)))
                        .map(JavaClass::getName));
    }

    /** A byte array can be changed by whoever holds it; what was signed must not. */
    static ArchRule signaturesNameNoByteArray(Set<String> exportedPackages, String exceptIn) {
        // ArchUnit tells the component types only. A byte that is not the type itself stands in an array.
        BiFunction<JavaClass, JavaType, Stream<String>> arrays = (owner, type) -> type.getAllInvolvedRawTypes().stream()
                .filter(raw ->
                        raw.isEquivalentTo(byte.class) && !type.toErasure().equals(raw))
                .map(raw -> "byte[]");
        return exposed(exportedPackages, "name no byte[]", arrays, exceptIn);
    }

    private static ArchRule exposed(
            Set<String> packages,
            String what,
            BiFunction<JavaClass, JavaType, Stream<String>> offences,
            String... exceptIn) {
        return classes().should(new ArchCondition<>(what + " in exported signatures") {
            @Override
            public void check(JavaClass declaring, ConditionEvents events) {
                if (!packages.contains(declaring.getPackageName())
                        || !isReachable(declaring)
                        || List.of(exceptIn).contains(declaring.getName())) {
                    return;
                }
                checkTypes(declaring, declaring.getDescription(), supertypes(declaring), events);
                declaring.getMembers().stream()
                        .filter(member ->
                                isVisible(member) && !member.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .forEach(member -> checkTypes(declaring, member.getDescription(), types(member), events));
            }

            private void checkTypes(JavaClass owner, String where, Stream<JavaType> types, ConditionEvents events) {
                types.flatMap(type -> offences.apply(owner, type))
                        .distinct()
                        .forEach(name -> events.add(SimpleConditionEvent.violated(owner, where + " exposes " + name)));
            }
        });
    }

    private static Stream<JavaType> supertypes(JavaClass declaring) {
        return Stream.of(
                        declaring.getSuperclass().stream(),
                        declaring.getInterfaces().stream(),
                        bounds(declaring.getTypeParameters()))
                .flatMap(types -> types);
    }

    private static Stream<JavaType> types(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getExceptionTypes().stream(),
                        bounds(unit.getTypeParameters()))
                .flatMap(types -> types);
    }

    private static Stream<JavaType> bounds(Collection<? extends JavaTypeVariable<?>> variables) {
        return variables.stream().flatMap(variable -> variable.getBounds().stream());
    }

    /** Whether a type and all that enclose it are public or protected. */
    private static boolean isReachable(JavaClass type) {
        return isVisible(type)
                && type.getEnclosingClass().map(ExposureRules::isReachable).orElse(true);
    }

    private static boolean isVisible(HasModifiers element) {
        return element.getModifiers().contains(JavaModifier.PUBLIC)
                || element.getModifiers().contains(JavaModifier.PROTECTED);
    }
}
