/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.trustserver;

import dev.imagetrust.examples.trustserver.RunningServer.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** skopeo stores its signatures in the server and verifies them from there. */
class TrustServerTest {

    private static final Path KEYS = Path.of(System.getProperty("imagetrust.root"), "tests", "conformance", "corpus");

    @TempDir
    Path folder;

    @BeforeEach
    void needsSkopeo() {
        assumeTrue(RunningServer.isInstalled("skopeo"), "skopeo is not installed");
        assumeTrue(RunningServer.isInstalled("gpg"), "GnuPG is not installed");
    }

    @Test
    void skopeoStoresASignatureAndVerifiesIt() throws Exception {
        try (RunningServer server = new RunningServer(folder.resolve("registry"));
                PlainFront front = new PlainFront(server.server.port())) {
            gnupgHome(server);
            String host = "127.0.0.1:" + front.port();
            Path accept = policy("accept", "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}");
            String image = "docker://" + host + "/team/app:v1";
            Path layout = KEYS.resolve("layouts").resolve("gpg_robert");
            String key =
                    Files.readString(KEYS.resolve("keys/robert.fingerprint")).strip();

            // Nobody without the right stores one: the image is there then, and no signature.
            Output denied = skopeo(
                    server, accept, "--sign-by", key, "--dest-creds", "joe:secret", "oci:" + layout + ":v1", image);
            assertThat(denied.exit()).as(denied.text()).isNotZero();
            assertThat(stored(server)).isEmpty();

            Output signed = skopeo(
                    server, accept, "--sign-by", key, "--dest-creds", "sue:secret", "oci:" + layout + ":v1", image);
            assertThat(signed.exit()).as(signed.text()).isZero();
            assertThat(stored(server)).hasSize(1);
            // The same image signed again is another signature; both stay.
            assertThat(skopeo(
                                    server,
                                    accept,
                                    "--sign-by",
                                    key,
                                    "--dest-creds",
                                    "sue:secret",
                                    "oci:" + layout + ":v1",
                                    image)
                            .exit())
                    .isZero();

            Path robert = signedBy(host, "robert.asc");
            Output verified =
                    skopeo(server, robert, "--src-creds", "joe:secret", image, "dir:" + folder.resolve("pulled"));
            assertThat(verified.exit()).as(verified.text()).isZero();
            assertThat(folder.resolve("pulled/signature-1")).isRegularFile();

            Path mallory = signedBy(host, "mallory.asc");
            Output refused =
                    skopeo(server, mallory, "--src-creds", "joe:secret", image, "dir:" + folder.resolve("refused"));
            assertThat(refused.exit()).isNotZero();
            assertThat(refused.text()).containsIgnoringCase("signature");
        }
    }

    private Output skopeo(RunningServer server, Path policy, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("skopeo", "--policy", policy.toString(), "copy"));
        command.addAll(List.of("--src-tls-verify=false", "--dest-tls-verify=false"));
        Collections.addAll(command, arguments);
        return server.run(folder, command);
    }

    private void gnupgHome(RunningServer server) throws Exception {
        Path home = Files.createDirectory(folder.resolve("gnupg"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        server.environment("GNUPGHOME", home.toString());
        Output imported = server.run(
                folder,
                List.of(
                        "gpg",
                        "--batch",
                        "--import",
                        KEYS.resolve("keys/robert-secret.asc").toString()));
        assertThat(imported.exit()).as(imported.text()).isZero();
    }

    private Path signedBy(String host, String key) throws IOException {
        return policy(
                key,
                "{\"default\":[{\"type\":\"reject\"}],\"transports\":{\"docker\":{\"" + host
                        + "\":[{\"type\":\"signedBy\",\"keyType\":\"GPGKeys\",\"keyPath\":\""
                        + KEYS.resolve("keys").resolve(key) + "\"}]}}}");
    }

    private Path policy(String name, String document) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), document);
    }

    private static List<Path> stored(RunningServer server) throws IOException {
        try (Stream<Path> files = Files.walk(server.root.resolve("_signatures"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
