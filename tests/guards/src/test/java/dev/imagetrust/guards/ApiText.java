/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Types and members in the words of the Java language, with the nullness of each type. */
final class ApiText {

    private ApiText() {}

    static String type(Class<?> type) {
        return words(
                modifiers(type),
                kind(type) + typeParameters(type.getTypeParameters()) + components(type),
                clause("extends", superclass(type)),
                clause(type.isInterface() ? "extends" : "implements", List.of(type.getAnnotatedInterfaces())),
                permits(type));
    }

    static String field(Field field) {
        if (field.isEnumConstant()) {
            return "enum constant " + field.getName();
        }
        return words("field", Modifier.toString(field.getModifiers()), type(field.getAnnotatedType()), field.getName());
    }

    static String constructor(Constructor<?> constructor) {
        return words("constructor", Modifier.toString(constructor.getModifiers()), signature("new", constructor));
    }

    static String method(Method method) {
        return words(
                "method",
                method.isDefault() ? "default" : Modifier.toString(method.getModifiers() & Modifier.methodModifiers()),
                typeParameters(method.getTypeParameters()),
                type(method.getAnnotatedReturnType()),
                signature(method.getName(), method));
    }

    private static String modifiers(Class<?> type) {
        // An interface is always abstract, a record and most enums always final.
        int implied = type.isInterface() ? Modifier.ABSTRACT : type.isRecord() || type.isEnum() ? Modifier.FINAL : 0;
        int nested =
                type.isMemberClass() && (type.isInterface() || type.isRecord() || type.isEnum()) ? Modifier.STATIC : 0;
        String written = Modifier.toString(type.getModifiers() & ~implied & ~nested & ~Modifier.INTERFACE);
        return type.isSealed() && !type.isEnum() ? written + " sealed" : written;
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        return type.isInterface() ? "interface" : type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
    }

    private static String components(Class<?> type) {
        @Nullable RecordComponent[] components = type.getRecordComponents();
        return components == null
                ? ""
                : Arrays.stream(components)
                        .map(component -> type(component.getAnnotatedType()) + ' ' + component.getName())
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static List<AnnotatedType> superclass(Class<?> type) {
        Class<?> superclass = type.getSuperclass();
        boolean implied = superclass == null || superclass == Object.class || type.isRecord() || type.isEnum();
        return implied ? List.of() : List.of(type.getAnnotatedSuperclass());
    }

    private static String permits(Class<?> type) {
        if (!type.isSealed() || type.isEnum()) {
            return "";
        }
        return Arrays.stream(type.getPermittedSubclasses())
                .map(Class::getCanonicalName)
                .sorted()
                .collect(Collectors.joining(", ", "permits ", ""));
    }

    private static String signature(String name, Executable executable) {
        AnnotatedType[] types = executable.getAnnotatedParameterTypes();
        StringJoiner parameters = new StringJoiner(", ", name + '(', ")");
        for (int i = 0; i < types.length; i++) {
            boolean variable = executable.isVarArgs() && i == types.length - 1;
            String text = type(types[i]);
            parameters.add(variable ? text.substring(0, text.length() - "[]".length()) + "..." : text);
        }
        return words(parameters.toString(), clause("throws", List.of(executable.getAnnotatedExceptionTypes())));
    }

    private static String typeParameters(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables).map(ApiText::typeParameter).collect(Collectors.joining(", ", "<", ">"));
    }

    private static String typeParameter(TypeVariable<?> variable) {
        String bounds = Arrays.stream(variable.getAnnotatedBounds())
                .map(ApiText::type)
                .filter(bound -> !bound.equals("Object"))
                .collect(Collectors.joining(" & "));
        return bounds.isEmpty() ? variable.getName() : variable.getName() + " extends " + bounds;
    }

    private static String type(AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            return type(array.getAnnotatedGenericComponentType()) + nullness(type, " @Nullable ") + "[]";
        }
        return nullness(type, "@Nullable ") + plain(type);
    }

    private static String plain(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType generic) {
            String arguments = Arrays.stream(generic.getAnnotatedActualTypeArguments())
                    .map(ApiText::type)
                    .collect(Collectors.joining(", ", "<", ">"));
            return name(((ParameterizedType) generic.getType()).getRawType()) + arguments;
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            return wildcard(wildcard);
        }
        return name(type.getType());
    }

    private static String wildcard(AnnotatedWildcardType wildcard) {
        if (wildcard.getAnnotatedLowerBounds().length > 0) {
            return "? super " + type(wildcard.getAnnotatedLowerBounds()[0]);
        }
        AnnotatedType[] upper = wildcard.getAnnotatedUpperBounds();
        String bound = upper.length == 0 ? "Object" : type(upper[0]);
        return bound.equals("Object") ? "?" : "? extends " + bound;
    }

    private static String name(Type type) {
        String name = type instanceof Class<?> c ? c.getCanonicalName() : type.getTypeName();
        return name.matches("java\\.lang\\.[A-Z]\\w*") ? name.substring("java.lang.".length()) : name;
    }

    private static String nullness(AnnotatedType type, String mark) {
        return type.isAnnotationPresent(Nullable.class) ? mark : "";
    }

    private static String clause(String word, List<AnnotatedType> types) {
        return types.isEmpty()
                ? ""
                : types.stream().map(ApiText::type).collect(Collectors.joining(", ", word + ' ', ""));
    }

    private static String words(String... words) {
        return Stream.of(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }
}
