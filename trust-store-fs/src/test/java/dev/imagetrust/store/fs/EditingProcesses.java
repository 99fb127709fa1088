/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.primitives.Json;
import dev.imagetrust.trust.TrustSnapshot;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Starts {@link EditingProgram}, and loads it a second time. */
final class EditingProcesses {

    private EditingProcesses() {}

    static Process start(Path root, String what, int... numbers) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                String.join(File.pathSeparator, classPath()),
                EditingProgram.class.getName(),
                root.toString(),
                what));
        for (int number : numbers) {
            command.add(String.valueOf(number));
        }
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Has all classes of ours a second time. */
    static URLClassLoader otherClassLoader() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String file : classPath()) {
            urls.add(new File(file).toURI().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** Where our classes and those they need lie, also when they were found on a module path. */
    private static Set<String> classPath() {
        Set<String> path = new LinkedHashSet<>();
        try {
            for (Class<?> example : List.of(
                    EditingProgram.class,
                    FileTrustStoreEditor.class,
                    Json.class,
                    TrustSnapshot.class,
                    Class.forName("com.fasterxml.jackson.core.JsonFactory"),
                    Class.forName("org.bouncycastle.asn1.ASN1Encoding"))) {
                path.add(Path.of(example.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            }
        } catch (URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return path;
    }
}
