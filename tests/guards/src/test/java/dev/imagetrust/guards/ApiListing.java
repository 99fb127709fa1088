/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public API as sorted text: one line per public type of an exported package and per public or protected member
 * that it declares. The separators make a type come before its members.
 *
 * <p>Left out are what every type has ({@code equals}, {@code hashCode}, {@code toString}) and what the kind of a type
 * implies: {@code values} and {@code valueOf} of an enum.
 */
final class ApiListing {

    private final SortedSet<String> lines = new TreeSet<>();

    private ApiListing() {}

    static SortedSet<String> of(PublishedModule module) {
        ApiListing listing = new ApiListing();
        module.exportedPackages().forEach(name -> classesIn(module, name).forEach(listing::addType));
        return listing.lines;
    }

    /** The lines of one type and of the types in it. */
    static SortedSet<String> of(Class<?> type) {
        ApiListing listing = new ApiListing();
        listing.addType(type);
        return listing.lines;
    }

    private static List<Class<?>> classesIn(PublishedModule module, String packageName) {
        Path folder = module.classes().resolve(packageName.replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.contains("-"))
                    .<Class<?>>map(name -> load(packageName + '.' + name.replace(".class", "")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiListing.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " is exported but not on the class path of the guards", e);
        }
    }

    private void addType(Class<?> type) {
        if (!isVisible(type.getModifiers())) {
            return;
        }
        lines.add(type.getCanonicalName() + " = " + ApiText.type(type));
        Arrays.stream(type.getDeclaredFields()).filter(ApiListing::isListed).forEach(f -> add(type, ApiText.field(f)));
        Arrays.stream(type.getDeclaredConstructors())
                .filter(ApiListing::isListed)
                .forEach(c -> add(type, ApiText.constructor(c)));
        Arrays.stream(type.getDeclaredMethods())
                .filter(ApiListing::isListed)
                .forEach(m -> add(type, ApiText.method(m)));
        Arrays.stream(type.getDeclaredClasses()).forEach(this::addType);
    }

    private void add(Class<?> type, String member) {
        lines.add(type.getCanonicalName() + ": " + member);
    }

    private static boolean isListed(Field field) {
        return isVisible(field.getModifiers()) && !field.isSynthetic();
    }

    private static boolean isListed(Constructor<?> constructor) {
        return isVisible(constructor.getModifiers()) && !constructor.isSynthetic();
    }

    private static boolean isListed(Method method) {
        return isVisible(method.getModifiers())
                && !method.isSynthetic()
                && !isCommonToAll(method)
                && !(method.getDeclaringClass().isEnum() && isImpliedByEnum(method));
    }

    private static boolean isCommonToAll(Method method) {
        return switch (method.getName()) {
            case "equals" -> method.getParameterCount() == 1 && method.getParameterTypes()[0] == Object.class;
            case "hashCode", "toString" -> method.getParameterCount() == 0;
            default -> false;
        };
    }

    private static boolean isImpliedByEnum(Method method) {
        return Modifier.isStatic(method.getModifiers())
                && (signature(method).equals("values()") || signature(method).equals("valueOf(java.lang.String)"));
    }

    private static String signature(Executable executable) {
        return executable.getName()
                + Arrays.stream(executable.getParameterTypes())
                        .map(Class::getName)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }
}
