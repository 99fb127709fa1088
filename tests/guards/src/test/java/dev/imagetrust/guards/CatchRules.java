/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.TryCatchBlock;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/** Where a fault of ours could be mistaken for a bad signature, or for a good one. */
final class CatchRules {

    /** Outer classes that may catch everything: around a call into other people's code that throws what it likes. */
    static final Set<String> MAY_CATCH_ALL = Set.of(
            // Around verifiers and sources that embedders bring: a throw costs one candidate or one look.
            "dev.imagetrust.internal.Boundary",
            // Around rules, plugins and fetchers that embedders bring: a throw costs one bundle, or one file.
            "dev.imagetrust.cosign.SigstoreBundles",
            "dev.imagetrust.notation.internal.BlobCheck",
            // Around what embedders hook into requests: a throw costs one request, which then has no answer.
            "dev.imagetrust.registry.internal.Interception",
            // Around parsers of libraries, which announce bad input with any unchecked exception.
            "dev.imagetrust.primitives.Asn1",
            "dev.imagetrust.gpg.internal.BouncyCastle");

    private static final Set<String> BROAD =
            Set.of("java.lang.Throwable", "java.lang.Exception", "java.lang.RuntimeException", "java.lang.Error");

    private static final Pattern CATCHES_THROWABLE = Pattern.compile("catch\\s*\\([^)]*\\bThrowable\\b");

    private CatchRules() {}

    /**
     * No class catches {@code Exception} and its like.
     *
     * <p>A try-with-resources statement catches {@code Throwable} in bytecode as well, to call
     * {@code addSuppressed}; such methods are excused here and looked at by {@link #sourcesCatchingThrowable}.
     */
    static ArchRule nobodyCatchesEverything(Set<String> mayCatchAll) {
        return classes().should(new ArchCondition<>("catch the narrowest type") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                if (mayCatchAll.contains(outermost(javaClass))) {
                    return;
                }
                for (JavaCodeUnit unit : javaClass.getCodeUnits()) {
                    unit.getTryCatchBlocks().stream()
                            .filter(block -> catchesTooMuch(block, unit))
                            .forEach(block -> events.add(SimpleConditionEvent.violated(
                                    unit,
                                    unit.getDescription() + " catches " + block.getCaughtThrowables() + " at "
                                            + block.getSourceCodeLocation())));
                }
            }
        });
    }

    /** Source files below a folder that catch {@code Throwable}, whatever the compiler makes of it. */
    static List<Path> sourcesCatchingThrowable(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> CATCHES_THROWABLE.matcher(read(file)).find())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String outermost(JavaClass javaClass) {
        return javaClass.getName().replaceFirst("\\$.*", "");
    }

    private static boolean catchesTooMuch(TryCatchBlock block, JavaCodeUnit unit) {
        boolean closesResources = unit.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getName().equals("addSuppressed"));
        return block.getCaughtThrowables().stream()
                .map(JavaClass::getName)
                .filter(BROAD::contains)
                .anyMatch(name -> !(closesResources && name.equals("java.lang.Throwable")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
