/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.PolicyEntry.PolicyKey;
import dev.imagetrust.gpg.internal.Recorded;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.SetUpException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

class PolicyEditorTest {

    private static final ImageSubject IMAGE = Judging.tagged("registry.example/team/app", "1");
    private static final PolicyKey PLAIN = PolicyKey.embedded(recorded("plain.asc"));
    private static final PolicyKey RSA = PolicyKey.embedded(recorded("rsa.asc"));

    @TempDir
    private Path folder;

    private Path policy;
    private Path registries;

    @BeforeEach
    void places() {
        policy = folder.resolve("policy.json");
        registries = folder.resolve("registries.d");
    }

    @Test
    void aNewPolicyAcceptsNothing() throws IOException {
        open().set("docker", "registry.example", signedByPlain()).commit();
        assertThat(rule(Judging.tagged("elsewhere.example/app", "1"))).isEqualTo(new Reject("reject"));
        assertThat(rule(IMAGE)).isInstanceOf(SimpleSigningRequirement.class);
    }

    @Test
    void editsNothingThatIsNotUnderstood() throws IOException {
        for (String text : List.of(
                "{\"default\":[]}",
                "{\"default\":[{\"type\":\"newer\"}]}",
                "{\"default\":[{\"type\":\"reject\"}],\"more\":1}",
                "{\"default\":[{\"type\":\"reject\",\"type\":\"reject\"}]}",
                "")) {
            Files.writeString(policy, text);
            assertThat(why(this::open)).isEqualTo(GpgReason.POLICY_INVALID);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative/path", "/a/../b", "/"})
    void takesNoScopeThatCannotMatch(String scope) throws IOException {
        PolicyEditor editor = open();
        assertThat(why(() -> editor.set("dir", scope, PolicyEntry.reject()))).isEqualTo(GpgReason.POLICY_INVALID);
    }

    @Test
    void takesNoKeysThatAreNone() {
        PolicyEntry.Signed signed = PolicyEntry.signedByAny(PolicyKey.embedded(Bytes.utf8("no key")));
        assertThat(why(signed::entry)).isEqualTo(GpgReason.NO_PUBLIC_KEYS);
        assertThat(why(PolicyEntry.signedByAny(PolicyKey.embedded(recorded("secret.asc")))::entry))
                .isEqualTo(GpgReason.KEYRING_HAS_SECRETS);
        assertThatThrownBy(() -> PolicyKey.inFile(Path.of("key.asc"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(PolicyEntry.signedByAny(PLAIN, PolicyKey.inFile(Path.of("/key.asc")))::entry)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deletesOnlyWhatIsThere() throws IOException {
        PolicyEditor editor = open().set("docker", "registry.example", signedByPlain());
        assertThatThrownBy(() -> editor.delete("docker", "registry.example/team"))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> editor.delete("atomic", "registry.example"))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> editor.deleteLookaside("registry.example")).isInstanceOf(NoSuchElementException.class);
        assertThat(text(editor.delete("docker", "registry.example").policy()))
                .isEqualTo(text(open().policy()).replace("\n}\n", ",\n    \"transports\": {}\n}\n"));
    }

    @Test
    void alternativesBecomeOneRequirementAndAllKeysSeveral() throws IOException {
        open().set(
                        "docker",
                        "registry.example",
                        PolicyEntry.signedByAny(PLAIN, RSA).entry())
                .commit();
        assertThat(rule(IMAGE)).isInstanceOf(SimpleSigningRequirement.class);
        assertThat(acceptedBy("plain.signature")).isTrue();
        assertThat(acceptedBy("rsa.signature")).isTrue();
        open().set(
                        "docker",
                        "registry.example",
                        PolicyEntry.signedByAll(PLAIN, RSA).entry())
                .commit();
        assertThat(rule(IMAGE))
                .isInstanceOfSatisfying(
                        AllOf.class, all -> assertThat(all.requirements()).hasSize(2));
    }

    @Test
    void namesKeysInFilesByTheirPaths() throws IOException {
        Path one = Files.write(folder.resolve("one.asc"), recorded("plain.asc").toByteArray());
        Path two = Files.write(folder.resolve("two.asc"), recorded("rsa.asc").toByteArray());
        PolicyEditor editor = open().set(
                        "docker",
                        "registry.example",
                        PolicyEntry.signedByAny(PolicyKey.inFile(one), PolicyKey.inFile(two))
                                .identity(new SignedIdentity.MatchRepository())
                                .entry());
        assertThat(text(editor.policy())).contains("\"keyPaths\": [").contains(one.toString());
        editor.commit();
        assertThat(((SimpleSigningRequirement) rule(IMAGE)).signedIdentity())
                .isEqualTo(new SignedIdentity.MatchRepository());
    }

    @Test
    void writesEveryKindOfIdentityAndSigstoreKeys() throws IOException {
        PolicyKey pem = PolicyKey.embedded(Bytes.utf8("-----BEGIN PUBLIC KEY-----\n"));
        for (SignedIdentity identity : List.of(
                new SignedIdentity.MatchExact(),
                new SignedIdentity.MatchRepoDigestOrExact(),
                new SignedIdentity.MatchRepository(),
                new SignedIdentity.ExactReference("registry.example/a:1"),
                new SignedIdentity.ExactRepository("registry.example/a"),
                new SignedIdentity.RemapIdentity("mirror.example", "registry.example"))) {
            PolicyEditor editor = open().set(
                            "docker",
                            "",
                            PolicyEntry.signedByAny(PLAIN).identity(identity).entry())
                    .setDefault(PolicyEntry.sigstoreSignedByAny(pem, pem)
                            .identity(identity)
                            .entry());
            assertThat(ContainersPolicy.parse(editor.policy(), KeyFiles.relativeTo(folder))
                            .ruleFor(IMAGE)
                            .orElseThrow()
                            .canonical())
                    .contains(identity.canonical());
            assertThat(text(editor.policy())).contains("\"keyDatas\": [");
        }
    }

    /** {@code podman image trust set} looks which transport has the scope. */
    @Test
    void findsTheTransportThatHasTheScope() throws IOException {
        PolicyEditor editor = open().set("atomic", "registry.example/team", signedByPlain())
                .set("registry.example/team", PolicyEntry.reject())
                .set("registry.example/other", PolicyEntry.reject());
        assertThat(editor.show(KeyFiles.relativeTo(folder), SecretKeys.NOW))
                .extracting(PolicyScope::transport, PolicyScope::scope)
                .containsExactly(
                        tuple("", ""),
                        tuple("atomic", "registry.example/team"),
                        tuple("docker", "registry.example/other"));
        PolicyEditor ambiguous = editor.set("docker", "registry.example/team", PolicyEntry.reject());
        assertThat(why(() -> ambiguous.set("registry.example/team", PolicyEntry.reject())))
                .isEqualTo(GpgReason.POLICY_INVALID);
    }

    /** {@code atomic trust default} left members of the old default behind, which spoiled the file. */
    @Test
    void replacesTheWholeDefault() throws IOException {
        Files.writeString(policy, """
            {"transports": {"docker": {"a.example": [{"type": "reject"}]}},
             "default": [{"type": "signedBaseLayer", "baseLayerIdentity": {"type": "matchExact"}}, {"type": "reject"}]}
            """);
        assertThat(text(open().setDefault(PolicyEntry.insecurelyAcceptAnything())
                        .policy()))
                .isEqualTo("""
                    {
                        "default": [
                            {
                                "type": "insecureAcceptAnything"
                            }
                        ],
                        "transports": {
                            "docker": {
                                "a.example": [
                                    {
                                        "type": "reject"
                                    }
                                ]
                            }
                        }
                    }
                    """);
    }

    @Test
    void nothingIsWrittenBeforeItIsCommittedAndNothingWhereNothingChanged() throws IOException {
        PolicyEditor editor = open().set("docker", "registry.example", signedByPlain())
                .setLookaside("registry.example", URI.create("https://signatures.example/"), null);
        assertThat(policy).doesNotExist();
        assertThat(editor.preview())
                .extracting(PolicyFileChange::file)
                .containsExactly(registries.resolve("registry.example.yaml"), policy);
        editor.commit();
        assertThat(open().preview()).isEmpty();
        Files.writeString(policy, Files.readString(policy).replace("    ", ""));
        assertThat(open().preview()).isEmpty();
    }

    @Test
    void refusesToOverwriteWhatSomebodyElseWrote() throws IOException {
        open().setDefault(PolicyEntry.reject())
                .set("docker", "a.example", PolicyEntry.reject())
                .commit();
        PolicyEditor editor = open().set("docker", "b.example", PolicyEntry.reject())
                .setLookaside("b.example", URI.create("https://b/"), null);
        String others = Files.readString(policy) + "\n";
        Files.writeString(policy, others);
        assertThatThrownBy(editor::commit).isInstanceOf(IOException.class).hasMessageContaining("meanwhile");
        assertThat(policy).hasContent(others);
        assertThat(registries).doesNotExist();
    }

    @Test
    void tellsTheLinesThatChange() throws IOException {
        open().set("docker", "a.example", PolicyEntry.reject()).commit();
        List<PolicyFileChange> changes = open().set("docker", "a.example", PolicyEntry.insecurelyAcceptAnything())
                .preview();
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0))
                .hasToString(policy + "\n-                    \"type\": \"reject\"\n"
                        + "+                    \"type\": \"insecureAcceptAnything\"\n");
    }

    /** {@code atomic trust add --sigstore} threw the other scopes of the file away. */
    @Test
    void keepsOtherScopesOfARegistriesFile() throws IOException {
        Files.createDirectories(registries);
        Files.writeString(registries.resolve("all.yaml"), """
            # comments go
            default-docker: {sigstore: file:///default}
            docker:
              registry.example/team: {sigstore: https://old/, use-sigstore-attachments: true}
              other.example: {lookaside: https://other/}
            """);
        open().setLookaside("registry.example/team", URI.create("https://new/"), URI.create("file:///staging"))
                .setLookaside("*.wild.example:5000", URI.create("https://wild/"), null)
                .commit();
        assertThat(registries.resolve("all.yaml")).hasContent("""
            default-docker:
              sigstore: "file:///default"
            docker:
              "registry.example/team":
                lookaside: "https://new/"
                lookaside-staging: "file:///staging"
                use-sigstore-attachments: true
              "other.example":
                lookaside: "https://other/"
            """);
        assertThat(registries.resolve("-.wild.example-5000.yaml")).exists();
        RegistriesConfiguration read = RegistriesConfiguration.load(registries);
        assertThat(read.lookaside(IMAGE)).contains(URI.create("https://new/"));
        assertThat(read.lookasideStaging(IMAGE)).contains(URI.create("file:///staging"));
    }

    @Test
    void aRegistriesFileWithoutScopesIsDeleted() throws IOException {
        open().setLookaside("a.example", URI.create("https://a/"), null).commit();
        open().deleteLookaside("a.example").commit();
        assertThat(registries.resolve("a.example.yaml")).doesNotExist();
    }

    @Test
    void losesNoMembersThatItDoesNotKnow() throws IOException {
        Files.createDirectories(registries);
        Files.writeString(registries.resolve("a.yaml"), "docker: {a.example: {newer: 1, lookaside: 'https://a/'}}");
        PolicyEditor editor = open();
        assertThat(why(() -> editor.setLookaside("a.example", URI.create("https://b/"), null)))
                .isEqualTo(GpgReason.REGISTRIES_INVALID);
        assertThat(why(() -> editor.deleteLookaside("a.example"))).isEqualTo(GpgReason.REGISTRIES_INVALID);
    }

    @Test
    void takesNoUrlAndNoScopeThatCouldNotBeRead() throws IOException {
        PolicyEditor editor = open();
        assertThat(why(() -> editor.setLookaside("a.example", URI.create("ftp://a/"), null)))
                .isEqualTo(GpgReason.REGISTRIES_INVALID);
        for (String scope : List.of("", "a b", "a\"b", "a\nb", "é")) {
            assertThatThrownBy(() -> editor.setLookaside(scope, URI.create("https://a/"), null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void showsScopesWithTheirKeysAndStores() throws IOException {
        PolicyEditor editor = open().set("docker", "registry.example/team", signedByPlain())
                .set(
                        "docker",
                        "lost.example",
                        PolicyEntry.signedByAny(PolicyKey.inFile(Path.of("/nowhere/key.asc")))
                                .entry())
                .setLookaside("registry.example/team", URI.create("https://signatures.example/"), null);
        List<PolicyScope> shown = editor.show(KeyFiles.relativeTo(folder), SecretKeys.NOW);
        assertThat(shown.get(0)).isEqualTo(new PolicyScope("", "", List.of("reject"), List.of(), List.of(), null));
        assertThat(shown.get(1).requirements()).containsExactly("signedBy");
        assertThat(shown.get(1).keys()).isEqualTo(OpenPgpKey.readAll(recorded("plain.asc"), SecretKeys.NOW));
        assertThat(shown.get(1).lookaside()).isEqualTo(URI.create("https://signatures.example/"));
        assertThat(shown.get(2).problems()).containsExactly("cannot read /nowhere/key.asc");
    }

    /** The policy that containers/image tests with has one of every requirement. */
    @Test
    void keepsWhatItDoesNotEdit() throws IOException {
        Files.write(policy, Recorded.upstream("policy.json").toByteArray());
        TrustPolicy before = ContainersPolicy.parseTolerantly(read(), KeyFiles.relativeTo(folder));
        open().set("docker", "new.example", PolicyEntry.reject()).commit();
        open().delete("docker", "new.example").commit();
        assertThat(ContainersPolicy.parseTolerantly(read(), KeyFiles.relativeTo(folder))
                        .id())
                .isEqualTo(before.id());
    }

    private PolicyEditor open() throws IOException {
        return PolicyEditor.open(policy, registries);
    }

    private static PolicyEntry signedByPlain() {
        return PolicyEntry.signedByAny(PLAIN).entry();
    }

    private Requirement rule(ImageSubject image) throws IOException {
        return ContainersPolicy.parse(read(), KeyFiles.relativeTo(folder))
                .ruleFor(image)
                .orElseThrow()
                .requirement()
                .orElseThrow();
    }

    private boolean acceptedBy(String signature) throws IOException {
        SimpleSigningRequirement requirement = (SimpleSigningRequirement) rule(IMAGE);
        SimpleSigningRequirement.Builder any = SimpleSigningRequirement.builder();
        requirement.anchors().forEach(anchor -> any.pinnedKeys(((AnchorSelector.Pinned) anchor).material(), "policy"));
        return Judging.why(Judging.by(any).report(recorded(signature), Judging.tagged("registry.example/app", "1")))
                .equals("ACCEPTED");
    }

    private Bytes read() throws IOException {
        return Bytes.copyOf(Files.readAllBytes(policy));
    }

    private static String text(Bytes content) {
        return StandardCharsets.UTF_8.decode(content.asReadOnlyBuffer()).toString();
    }

    private static Object why(ThrowingCallable work) {
        return catchThrowableOfType(SetUpException.class, work).reason().code();
    }
}
