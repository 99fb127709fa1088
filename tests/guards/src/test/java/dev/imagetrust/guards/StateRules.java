/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

/** No state but the caller's. */
final class StateRules {

    /** Types of other people whose instances do not change, or are safe to share by their own word. */
    private static final Set<String> IMMUTABLE = Set.of(
            "java.lang.Class",
            "java.lang.String",
            "java.math.BigInteger",
            "java.net.URI",
            "java.nio.charset.Charset",
            "java.time.Duration",
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.ZoneOffset",
            "java.time.format.DateTimeFormatter",
            "java.util.Base64$Decoder",
            "java.util.Base64$Encoder",
            "java.util.Comparator",
            "java.util.HexFormat",
            "java.util.Locale",
            "java.util.regex.Pattern",
            "com.fasterxml.jackson.core.JsonFactory",
            "org.bouncycastle.asn1.ASN1ObjectIdentifier");

    private StateRules() {}

    static ArchRule staticFieldsAreConstants() {
        return fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should(new ArchCondition<>("be final and hold something that cannot change") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        if (!field.getModifiers().contains(JavaModifier.FINAL)) {
                            violated(field, "is not final", events);
                        } else if (!holdsConstant(field)) {
                            violated(field, "may hold something that changes", events);
                        }
                    }
                });
    }

    private static void violated(JavaField field, String why, ConditionEvents events) {
        events.add(SimpleConditionEvent.violated(
                field, field.getFullName() + " of type " + field.getRawType().getName() + ' ' + why));
    }

    private static boolean holdsConstant(JavaField field) {
        JavaClass type = field.getRawType();
        if (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class)) {
            return isUnmodifiable(value(field));
        }
        return type.isPrimitive() || IMMUTABLE.contains(type.getName()) || isValueOfOurs(type);
    }

    /** By the class of the object: the declared type of a collection tells nothing. */
    private static boolean isUnmodifiable(Object collection) {
        String name = collection.getClass().getName();
        return name.startsWith("java.util.ImmutableCollections$")
                || name.matches("java\\.util\\.Collections\\$(Unmodifiable|Empty|Singleton)\\w+");
    }

    /** An interface of ours, or a class all of whose fields are final. */
    private static boolean isValueOfOurs(JavaClass type) {
        return type.getName().startsWith("dev.imagetrust.")
                && type.getAllFields().stream()
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> field.getOwner().getName().startsWith("dev.imagetrust."))
                        .allMatch(field -> field.getModifiers().contains(JavaModifier.FINAL));
    }

    private static Object value(JavaField field) {
        try {
            Field reflected = field.reflect();
            reflected.setAccessible(true);
            return reflected.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field.getFullName(), e);
        }
    }
}
