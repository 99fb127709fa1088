/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards.vulnerabilities;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The compiled product with a few classes compiled anew from patched sources, and the tests of one module over it.
 *
 * <p>Nothing is changed where the sources and the compiled classes lie.
 */
final class PatchedProduct implements AutoCloseable {

    private final Path root;
    private final Path scratch;
    private final ProductLoader loader;

    private PatchedProduct(Path root, Path scratch, String testModule) throws IOException {
        this.root = root;
        this.scratch = scratch;
        this.loader = new ProductLoader(classPath(testModule));
    }

    /**
     * Applies a patch in a scratch folder.
     *
     * @param testModule whose tests are to run
     */
    static PatchedProduct of(Path root, Patch patch, String testModule) throws IOException {
        Path scratch = Files.createTempDirectory("image-trust-patch");
        Files.createDirectories(scratch.resolve("classes"));
        PatchedProduct product = new PatchedProduct(root, scratch, testModule);
        product.compile(patch);
        return product;
    }

    ClassLoader loader() {
        return loader;
    }

    @Override
    public void close() throws IOException {
        loader.close();
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private void compile(Patch patch) throws IOException {
        Map<String, String> patched = new LinkedHashMap<>();
        for (Patch.Edit edit : patch.edits()) {
            String text = patched.getOrDefault(edit.file(), Files.readString(root.resolve(edit.file())));
            patched.put(edit.file(), edit.applyTo(text));
        }
        List<Path> sources = new ArrayList<>();
        for (Map.Entry<String, String> each : patched.entrySet()) {
            Path source = scratch.resolve("sources").resolve(each.getKey());
            Files.createDirectories(source.getParent());
            sources.add(Files.writeString(source, each.getValue()));
        }
        compile(sources);
    }

    private void compile(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, UTF_8)) {
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "-nowarn",
                    "-g",
                    "-parameters",
                    "-d",
                    scratch.resolve("classes").toString(),
                    "-cp",
                    compileClassPath());
            boolean compiled = compiler.getTask(
                            null, files, problems, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new AssertionError("the patched sources do not compile: " + problems.getDiagnostics());
            }
        }
    }

    private String compileClassPath() {
        return Stream.concat(
                        Stream.of(loader.getURLs()).map(URL::getPath), Stream.of(System.getProperty("java.class.path")))
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    /** The patched classes, then the tests, then the product as it was compiled. */
    private URL[] classPath(String testModule) throws IOException {
        List<URL> path = new ArrayList<>();
        path.add(url(scratch.resolve("classes")));
        path.add(url(root.resolve(testModule).resolve("target/test-classes")));
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.sorted().toList()) {
                Path classes = module.resolve("target/classes");
                if (module.getFileName().toString().startsWith("trust-") && Files.isDirectory(classes)) {
                    path.add(url(classes));
                }
            }
        }
        return path.toArray(new URL[0]);
    }

    private static URL url(Path folder) throws MalformedURLException {
        // A folder that is not there yet has no slash at its end, and would be taken for a jar.
        String uri = folder.toUri().toString();
        return new URL(uri.endsWith("/") ? uri : uri + "/");
    }

    /** Looks for our own classes here first: the product is also on the class path of these guards. */
    private static final class ProductLoader extends URLClassLoader {

        ProductLoader(URL[] path) {
            super(path, PatchedProduct.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.imagetrust.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
