/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.fuzz;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where Jazzer enters. Which target it feeds, the system property {@code imagetrust.fuzz.target} says. */
public final class UnderJazzer {

    private static final Target TARGET = Target.valueOf(System.getProperty("imagetrust.fuzz.target", "JSON"));

    private UnderJazzer() {}

    /** Makes the keys before Jazzer looks at its clock: on a busy machine that alone takes longer than an input may. */
    public static void fuzzerInitialize() {
        TARGET.feed(Bytes.empty());
    }

    /** By the convention of Jazzer. Whatever comes out of it is a finding. */
    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.feed(Bytes.copyOf(input));
    }

    /** Feeds files: to look at a finding without Jazzer. */
    public static void main(String[] files) throws IOException {
        for (String file : files) {
            fuzzerTestOneInput(Files.readAllBytes(Path.of(file)));
        }
    }
}
