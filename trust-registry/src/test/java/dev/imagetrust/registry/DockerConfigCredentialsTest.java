/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.registry.Credential.IdentityToken;
import dev.imagetrust.registry.Credential.Login;
import dev.imagetrust.registry.Credential.RegistryToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Docker's file, and the programs it may name. */
class DockerConfigCredentialsTest {

    private static final String FILE = """
            {"HttpHeaders": {"x": "y"},
             "auths": {
               "https://index.docker.io/v1/": {"auth": "dXNlcjpwYTpzcw=="},
               "registry.example:5000": {"username": "me", "password": "pw"},
               "azure.example": {"identitytoken": "refresh", "auth": "MDAwOg=="},
               "token.example": {"registrytoken": "bearer"},
               "empty.example": {},
               "broken.example": {"auth": "s3cret!"},
               "nopair.example": {"auth": "c2VjcmV0"},
               "path.example/team": {"auth": "dXNlcjpwYXNz"}},
             "credHelpers": {"ecr.example": "ecr-login"},
             "credsStore": "desktop"}""";

    @Test
    void refusesWhatIsNoSuchFile() {
        for (String text : List.of("", "[]", "{\"auths\":[]}", "{\"auths\":{\"a\":5}}", "{\"credsStore\":{}}")) {
            assertThatThrownBy(() -> DockerConfigCredentials.parse(Bytes.utf8(text)))
                    .as(text)
                    .isInstanceOf(MalformedInputException.class);
        }
    }

    @Test
    void knowsOnlyTheExactHost() throws Exception {
        for (String host : List.of(
                "registry.example",
                "registry.example:5001",
                "egistry.example:5000",
                "evil.registry.example:5000",
                "path.example",
                "nobody.example")) {
            assertThat(file().find(host)).as(host).isEmpty();
        }
    }

    @Test
    void doesNotShowWhatItCannotRead() {
        for (String host : List.of("broken.example", "nopair.example")) {
            assertThatThrownBy(() -> file().find(host))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(host)
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void saysThatAHelperCannotBeAsked() {
        assertThatThrownBy(() -> file().find("ecr.example"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ecr-login");
    }

    @Test
    void readsEveryKindOfLogin() throws Exception {
        assertThat(file().find("docker.io")).contains(new Login("user", "pa:ss"));
        assertThat(file().find("registry.example:5000")).contains(new Login("me", "pw"));
        assertThat(file().find("azure.example")).contains(new IdentityToken("refresh"));
        assertThat(file().find("token.example")).contains(new RegistryToken("bearer"));
        assertThat(file().find("empty.example")).isEmpty();
    }

    @Test
    void asksTheHelperOfAHostAndThenThatOfAll() throws Exception {
        List<String> asked = new ArrayList<>();
        DockerConfigCredentials credentials = file().withHelpers((helper, server) -> {
            asked.add(helper + " " + server);
            return Optional.empty();
        });
        assertThat(credentials.find("ecr.example")).isEmpty();
        assertThat(credentials.find("docker.io")).contains(new Login("user", "pa:ss"));
        assertThat(asked).containsExactly("ecr-login ecr.example", "desktop https://index.docker.io/v1/");
    }

    @Test
    void takesWhatAHelperSaysBeforeTheFile() throws Exception {
        DockerConfigCredentials credentials =
                file().withHelpers((helper, server) -> Optional.of(new Login("kept", "safe")));
        assertThat(credentials.find("docker.io")).contains(new Login("kept", "safe"));
    }

    @Test
    void readsAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("config.json"), FILE);
        assertThat(DockerConfigCredentials.read(file).find("token.example")).isPresent();
        Files.writeString(file, "{");
        assertThatThrownBy(() -> DockerConfigCredentials.read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void runsTheProgramOfAHelper(@TempDir Path folder) throws Exception {
        helper(
                folder,
                "good",
                "read server; echo \"{\\\"ServerURL\\\":\\\"$server\\\",\\\"Username\\\":\\\"$1\\\",\\\"Secret\\\":\\\"$server\\\"}\"");
        helper(folder, "token", "echo '{\"Username\":\"<token>\",\"Secret\":\"refresh\"}'");
        CredentialHelper helpers = CredentialHelperProcesses.in(folder);
        assertThat(helpers.find("good", "registry.example")).contains(new Login("get", "registry.example"));
        assertThat(helpers.find("token", "registry.example")).contains(new IdentityToken("refresh"));
    }

    @Test
    void tellsAHelperThatHasNothingFromOneThatFails(@TempDir Path folder) throws Exception {
        helper(folder, "nothing", "echo 'credentials not found in native keychain'; exit 1");
        helper(folder, "fails", "echo 'locked'; exit 1");
        helper(folder, "babbles", "echo 's3cret'");
        helper(folder, "floods", "yes s3cret");
        CredentialHelper helpers = CredentialHelperProcesses.in(folder);
        assertThat(helpers.find("nothing", "registry.example")).isEmpty();
        for (String name : List.of("fails", "babbles", "floods", "absent", "../../bin/sh", "")) {
            assertThatThrownBy(() -> helpers.find(name, "registry.example"))
                    .as(name)
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void stopsWaitingForAHelperWhenInterrupted(@TempDir Path folder) throws Exception {
        helper(folder, "sleeps", "exec sleep 30");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> CredentialHelperProcesses.in(folder).find("sleeps", "registry.example"))
                .isInstanceOf(InterruptedException.class);
    }

    private static void helper(Path folder, String name, String script) throws IOException {
        Path program = Files.writeString(folder.resolve("docker-credential-" + name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private static DockerConfigCredentials file() throws MalformedInputException {
        return DockerConfigCredentials.parse(Bytes.utf8(FILE));
    }
}
