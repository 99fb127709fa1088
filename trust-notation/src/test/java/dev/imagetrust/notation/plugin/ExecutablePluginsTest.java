/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.plugin;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.notation.plugin.EnvelopePlugin.Order;
import dev.imagetrust.notation.plugin.PluginException.ErrorCode;
import dev.imagetrust.notation.plugin.SigningPlugin.KeyReference;
import dev.imagetrust.notation.plugin.VerificationPlugin.Answer;
import dev.imagetrust.notation.plugin.VerificationPlugin.Question;
import dev.imagetrust.notation.plugin.VerificationPlugin.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.notation.plugin.PluginCapability.SIGNATURE_VERIFIER_REVOCATION_CHECK;
import static dev.imagetrust.notation.plugin.PluginCapability.SIGNATURE_VERIFIER_TRUSTED_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Over real programs: shell scripts that know only what they get. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are shell scripts")
class ExecutablePluginsTest {

    private static final Deadline DEADLINE = Deadline.after(Duration.ofSeconds(30));
    private static final String METADATA = """
            {"name":"acme","description":"d","version":"1.2.3","url":"u","supportedContractVersions":["1.0"],\
            "capabilities":["SIGNATURE_VERIFIER.TRUSTED_IDENTITY","OF.LATER"]}""";

    @TempDir
    Path folder;

    private Path root;
    private Path scratch;
    private ExecutablePlugins plugins;

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectory(folder.resolve("plugins"));
        scratch = Files.createDirectory(folder.resolve("scratch"));
        plugins = ExecutablePlugins.in(root, scratch);
    }

    @Test
    void readsWhatAPluginSaysAboutItself() throws Exception {
        install("acme", "[ \"$1\" = get-plugin-metadata ] && echo '" + METADATA + "'");

        PluginMetadata metadata = plugins.plugin("acme").orElseThrow().metadata(DEADLINE);

        assertThat(metadata)
                .isEqualTo(new PluginMetadata(
                        "acme", "1.2.3", Set.of("1.0"), Set.of(SIGNATURE_VERIFIER_TRUSTED_IDENTITY)));
        assertThat(plugins.find("acme")).isPresent();
        assertScratchIsEmpty();
    }

    @Test
    void asksAboutASignatureInTheWordsOfTheContract() throws Exception {
        Path seen = folder.resolve("seen");
        install(
                "acme",
                "/bin/cat > " + seen + "; echo '{\"verificationResults\":{"
                        + "\"SIGNATURE_VERIFIER.TRUSTED_IDENTITY\":{\"success\":true,\"reason\":null},"
                        + "\"SIGNATURE_VERIFIER.REVOCATION_CHECK\":{\"success\":false,\"reason\":\"revoked\"},"
                        + "\"OF.LATER\":{\"success\":true}},\"processedAttributes\":null}'");

        Answer answer = plugins.plugin("acme").orElseThrow().verify(question(), DEADLINE);

        assertThat(answer)
                .isEqualTo(new Answer(
                        Map.of(
                                SIGNATURE_VERIFIER_TRUSTED_IDENTITY, new Result(true, ""),
                                SIGNATURE_VERIFIER_REVOCATION_CHECK, new Result(false, "revoked")),
                        Set.of()));
        assertThat(seen).hasContent("""
                {"contractVersion":"1.0","signature":{"criticalAttributes":{"contentType":"application/x",\
                "signingScheme":"notary.x509","expiry":"2027-01-01T00:00:00Z","extendedAttributes":{"acme.a":"1"}},\
                "unprocessedAttributes":["acme.a"],"certificateChain":["AQI="]},\
                "trustPolicy":{"trustedIdentities":["acme:somebody"],\
                "signatureVerification":["SIGNATURE_VERIFIER.REVOCATION_CHECK","SIGNATURE_VERIFIER.TRUSTED_IDENTITY"]}}""");
    }

    @Test
    void letsAPluginSign() throws Exception {
        Path seen = folder.resolve("seen");
        install(
                "acme",
                "/bin/cat >> " + seen + "; case $1 in describe-key) echo '{\"keyId\":\"k\",\"keySpec\":\"EC-256\"}';; "
                        + "*) echo '{\"keyId\":\"k\",\"signature\":\"AAE=\",\"signingAlgorithm\":\"ECDSA-SHA-256\",\"certificateChain\":[\"AQI=\"]}';; esac");
        KeyReference key = new KeyReference("k", Map.of("region", "north"));
        ExecutablePlugin plugin = plugins.plugin("acme").orElseThrow();

        String keySpec = plugin.describeKey(key, DEADLINE);

        assertThat(plugin.generateSignature(key, keySpec, Bytes.utf8("sign me"), DEADLINE))
                .isEqualTo(new SigningPlugin.RawSignature(
                        Bytes.copyOf(new byte[] {0, 1}), "ECDSA-SHA-256", List.of(Bytes.copyOf(new byte[] {1, 2}))));
        assertThat(seen).hasContent("""
                {"contractVersion":"1.0","keyId":"k","pluginConfig":{"region":"north"}}\
                {"contractVersion":"1.0","keyId":"k","pluginConfig":{"region":"north"},"keySpec":"EC-256",\
                "hashAlgorithm":"SHA-256","payload":"c2lnbiBtZQ=="}""");
    }

    @Test
    void letsAPluginMakeAnEnvelope() throws Exception {
        Path seen = folder.resolve("seen");
        install(
                "acme",
                "/bin/cat > " + seen + "; echo '{\"signatureEnvelope\":\"AAE=\","
                        + "\"signatureEnvelopeType\":\"application/cose\",\"annotations\":{\"a\":\"b\"}}'");
        Order order = new Order(
                KeyReference.of("k"), Bytes.utf8("{}"), "application/x", "application/cose", Duration.ofHours(1));

        assertThat(plugins.plugin("acme").orElseThrow().generateEnvelope(order, DEADLINE))
                .isEqualTo(new EnvelopePlugin.Envelope(Bytes.copyOf(new byte[] {0, 1}), Map.of("a", "b")));
        assertThat(seen).hasContent("""
                {"contractVersion":"1.0","keyId":"k","payload":"e30=","payloadType":"application/x",\
                "signatureEnvelopeType":"application/cose","expiryDurationInSeconds":3600}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "../acme", "acme ", "acme\u0000", "%2e%2e", "ACME\\x"})
    void runsNothingUnderAnotherName(String name) throws IOException {
        install("acme", "exit 0");
        assertThat(plugins.find(name)).isEmpty();
    }

    @Test
    void runsNothingBehindALink() throws IOException {
        install("acme", "exit 0");
        Files.createSymbolicLink(root.resolve("linked"), root.resolve("acme"));
        Files.createDirectory(root.resolve("other"));
        Files.createSymbolicLink(root.resolve("other/notation-other"), root.resolve("acme/notation-acme"));

        assertThat(plugins.find("linked")).isEmpty();
        assertThat(plugins.find("other")).isEmpty();
        assertThat(plugins.find("absent")).isEmpty();
    }

    @Test
    void runsNothingThatIsNoProgram() throws IOException {
        Path program = install("acme", "exit 0");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(plugins.find("acme")).isEmpty();
        Files.delete(program);
        Files.createDirectory(program);
        assertThat(plugins.find("acme")).isEmpty();
    }

    @Test
    void givesAPluginNeitherEnvironmentNorFiles() throws Exception {
        Path seen = folder.resolve("seen");
        install(
                "acme",
                "/usr/bin/env | /bin/grep -v -E '^(PWD|SHLVL|_)=' > " + seen + "; /bin/ls -A >> " + seen + "; echo '"
                        + METADATA + "'");

        plugins.plugin("acme").orElseThrow().metadata(DEADLINE);

        assertThat(seen).isEmptyFile();
    }

    @Test
    void endsAPluginThatTakesTooLongWithAllThatItStarted() throws Exception {
        Path seen = folder.resolve("seen");
        install("acme", "/bin/sleep 600 & echo $! > " + seen + "; echo $$ >> " + seen + "; wait");
        ExecutablePlugin plugin =
                plugins.within(Duration.ofSeconds(1)).plugin("acme").orElseThrow();

        assertFails(ErrorCode.TIMEOUT, plugin).withMessageContaining("takes too long");

        for (String line : Files.readAllLines(seen)) {
            Optional<ProcessHandle> started = ProcessHandle.of(Long.parseLong(line));
            if (started.isPresent()) {
                // Killed, though whoever inherited it may take a moment to notice.
                assertThat(started.get().onExit()).succeedsWithin(Duration.ofSeconds(20));
            }
        }
        assertScratchIsEmpty();
    }

    @Test
    void heedsTheDeadlineOfTheCaller() throws Exception {
        install("acme", "/bin/sleep 600");
        ExecutablePlugin plugin = plugins.plugin("acme").orElseThrow();
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugin.metadata(Deadline.after(Duration.ofMillis(50))))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
    }

    @Test
    void endsAPluginThatSaysTooMuch() throws Exception {
        install("acme", "/usr/bin/head -c " + (PluginProcess.MAX_OUTPUT + 1) + " /dev/zero; exec /bin/sleep 600");
        assertFails(ErrorCode.ERROR, plugins.plugin("acme").orElseThrow()).withMessageContaining("writes more than");
    }

    @Test
    void passesOnTheErrorOfAPlugin() throws Exception {
        install("acme", "echo '{\"errorCode\":\"ACCESS_DENIED\",\"errorMessage\":\"no\\u001b[31m key\"}' >&2; exit 1");
        assertFails(ErrorCode.ACCESS_DENIED, plugins.plugin("acme").orElseThrow())
                .withMessageContaining("ended with 1")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b"));
    }

    @Test
    void tellsOfAnErrorOutsideTheContract() throws Exception {
        install("acme", "echo nothing to see >&2; exit 3");
        assertFails(ErrorCode.ERROR, plugins.plugin("acme").orElseThrow()).withMessageContaining("ended with 3");
        assertThat(ErrorCode.of("WHATEVER")).isEqualTo(ErrorCode.ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"name\":\"acme\"}",
                "{\"name\":\"acme\",\"name\":\"acme\"}",
                "{\"name\":\"acme\",\"description\":\"\",\"version\":\"1\",\"url\":\"u\","
                        + "\"supportedContractVersions\":[],\"capabilities\":[]}"
            })
    void refusesAnAnswerOutsideTheContract(String answer) throws Exception {
        install("acme", "echo '" + answer + "'");
        assertFails(ErrorCode.ERROR, plugins.plugin("acme").orElseThrow()).withMessageContaining("answers");
    }

    @Test
    void refusesAPluginOfAnotherName() throws Exception {
        install("other", "echo '" + METADATA + "'");
        assertFails(ErrorCode.ERROR, plugins.plugin("other").orElseThrow()).withMessageContaining("calls itself acme");
    }

    @Test
    void refusesTheAnswerToAnotherRequest() throws Exception {
        install("acme", "echo '{\"keyId\":\"other\",\"keySpec\":\"EC-256\"}'");
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.plugin("acme").orElseThrow().describeKey(KeyReference.of("k"), DEADLINE))
                .withMessageContaining("answers another request");
    }

    @Test
    void refusesASignatureByAnotherKey() throws Exception {
        install(
                "acme",
                "echo '{\"keyId\":\"other\",\"signature\":\"AAE=\",\"signingAlgorithm\":\"ECDSA-SHA-256\","
                        + "\"certificateChain\":[\"AQI=\"]}'");
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.plugin("acme")
                        .orElseThrow()
                        .generateSignature(KeyReference.of("k"), "EC-256", Bytes.utf8("sign me"), DEADLINE))
                .withMessageContaining("answers another request");
    }

    @Test
    void refusesAnEnvelopeOfAnotherFormat() throws Exception {
        install("acme", "echo '{\"signatureEnvelope\":\"AAE=\",\"signatureEnvelopeType\":\"application/jose+json\"}'");
        Order order = new Order(KeyReference.of("k"), Bytes.utf8("{}"), "application/x", "application/cose", null);
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.plugin("acme").orElseThrow().generateEnvelope(order, DEADLINE))
                .withMessageContaining("answers another request");
    }

    @Test
    void signsNothingForAnUnknownKindOfKey() throws Exception {
        install("acme", "exit 0");
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.plugin("acme")
                        .orElseThrow()
                        .generateSignature(KeyReference.of("k"), "DSA-1024", Bytes.empty(), DEADLINE))
                .withMessageContaining("DSA-1024");
    }

    @Test
    void aPluginNeedNotListen() throws Exception {
        install("acme", "echo '{\"verificationResults\":{}}'");
        Question endless = new Question(
                "application/x",
                "notary.x509",
                null,
                null,
                Map.of("a", "b".repeat(1_000_000)),
                Set.of(),
                List.of(),
                List.of(),
                Set.of());
        assertThat(plugins.plugin("acme")
                        .orElseThrow()
                        .verify(endless, DEADLINE)
                        .results())
                .isEmpty();
    }

    @Test
    void tellsThatItCannotRunHere() throws Exception {
        install("acme", "exit 0");
        ExecutablePlugin plugin = ExecutablePlugins.in(root, folder.resolve("absent"))
                .plugin("acme")
                .orElseThrow();
        assertFails(ErrorCode.ERROR, plugin).withMessageContaining("cannot be run");
    }

    @Test
    void wantsSomeTime() {
        assertThatIllegalArgumentException().isThrownBy(() -> plugins.within(Duration.ZERO));
    }

    private static ThrowableAssertAlternative<PluginException> assertFails(ErrorCode code, ExecutablePlugin plugin) {
        return assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugin.metadata(DEADLINE))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private static Question question() {
        return new Question(
                "application/x",
                "notary.x509",
                Instant.parse("2027-01-01T00:00:00Z"),
                null,
                Map.of("acme.a", "1"),
                Set.of("acme.a"),
                List.of(Bytes.copyOf(new byte[] {1, 2})),
                List.of("acme:somebody"),
                Set.of(SIGNATURE_VERIFIER_TRUSTED_IDENTITY, SIGNATURE_VERIFIER_REVOCATION_CHECK));
    }

    private Path install(String name, String script) throws IOException {
        Path program = Files.createDirectory(root.resolve(name)).resolve("notation-" + name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    private void assertScratchIsEmpty() throws IOException {
        try (Stream<Path> files = Files.list(scratch)) {
            assertThat(files).isEmpty();
        }
    }
}
