/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards.vulnerabilities;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A test of some module, by the name of its class and method; a table of cases counts as one test. */
record NamedTest(String className, String method) {

    static NamedTest parse(String name) {
        String[] parts = name.split("#", -1);
        if (parts.length != 2) {
            throw new AssertionError("a test is named Class#method: " + name);
        }
        return new NamedTest(parts[0], parts[1]);
    }

    /** The module whose tests have it, already compiled. */
    String module(Path root) throws IOException {
        String file = "target/test-classes/" + className.replace('.', '/') + ".class";
        try (Stream<Path> modules = Files.list(root)) {
            return modules.filter(module -> Files.isRegularFile(module.resolve(file)))
                    .map(module -> module.getFileName().toString())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no module has compiled the test " + className));
        }
    }

    /** Runs it with the classes of a loader. */
    TestExecutionSummary run(ClassLoader classes) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create().execute(request(classes), listener);
            return listener.getSummary();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private LauncherDiscoveryRequest request(ClassLoader classes) {
        List<DiscoverySelector> methods = methodsNamed(classes)
                .map(parameters -> (DiscoverySelector) DiscoverySelectors.selectMethod(className, method, parameters))
                .toList();
        if (methods.isEmpty()) {
            throw new AssertionError(className + " has no test " + method);
        }
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(methods)
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
    }

    /** The parameter types of each method of that name, here or in a class above, as the launcher wants them. */
    private Stream<String> methodsNamed(ClassLoader classes) {
        try {
            return Stream.<Class<?>>iterate(
                            Class.forName(className, false, classes),
                            type -> Optional.<Class<?>>ofNullable(type).isPresent(),
                            Class::getSuperclass)
                    .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                    .filter(each -> each.getName().equals(method) && !each.isSynthetic())
                    .map(each -> String.join(
                            ", ",
                            Stream.of(each.getParameterTypes())
                                    .map(Class::getName)
                                    .toList()));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(className + " is not among the compiled tests", e);
        }
    }
}
