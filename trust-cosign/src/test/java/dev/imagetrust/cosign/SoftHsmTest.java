/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Signing with keys in a token: SoftHSM 2 behind the PKCS#11 provider of the Java runtime.
 *
 * <p>SoftHSM finds its tokens through an environment variable, so that {@link TokenSigning} runs in a process of its own.
 */
class SoftHsmTest {

    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib64/libsofthsm2.so"));

    @TempDir
    Path folder;

    @Test
    void signsImagesWithKeysThatStayInAToken() throws Exception {
        Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
        assumeTrue(library.isPresent() && isOnPath("softhsm2-util"), "softhsm2 is not installed");
        Path tokens = Files.createDirectory(folder.resolve("tokens"));
        Path conf = folder.resolve("softhsm2.conf");
        Files.writeString(conf, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
        assertThat(run(
                        conf,
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "t",
                        "--pin",
                        "1234",
                        "--so-pin",
                        "5678"))
                .contains("initialized");
        Path provider = folder.resolve("pkcs11.cfg");
        Files.writeString(provider, "name = SoftHSM\nlibrary = " + library.get() + "\nslotListIndex = 0\n");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        assertThat(run(conf, java, "-Xmx128m", "-cp", classPath, TokenSigning.class.getName(), provider.toString()))
                .contains("EC_P256 bundle ACCEPTED", "EC_P256 legacy ACCEPTED")
                .contains("EC_P384 bundle ACCEPTED", "EC_P384 legacy ACCEPTED")
                .contains("RSA bundle ACCEPTED", "RSA legacy ACCEPTED")
                .contains("another key's name refused");
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    private String run(Path conf, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("SOFTHSM2_CONF", conf.toString());
        Process process = builder.start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended && process.exitValue() == 0).as(said).isTrue();
        return said;
    }
}
