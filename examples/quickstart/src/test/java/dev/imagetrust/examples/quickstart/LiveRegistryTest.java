/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code verify} against a registry on loopback that serves the example's images. */
class LiveRegistryTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-12-01T00:00:00Z"));
    private static final String[] COSIGN = {"--cosign-key", "data/truststore/_cosign/ecdsa-p256.pub"};
    private static final String[] GPG = {"--gpg-key", "data/truststore/_gpg/release/sue.asc"};
    private static final String[] NOTATION = {
        "--notation-ca", "data/truststore/_notation/truststore/x509/ca/acme/n-ecdsa-p256-root.crt"
    };

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private LayoutServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LayoutServer(Path.of("data"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void refusesAnImageThatAnotherKeySigned() throws Exception {
        assertThat(verify("/cosign/bundle-ecdsa-p256:v1", List.of(COSIGN[0], "data/pinned/other.pub")))
                .isEqualTo(1);
        assertThat(printed()).contains("cosign/bundle-ecdsa-p256:v1", "UNTRUSTED", "[cosign.signature-invalid]");
    }

    @Test
    void refusesAnImageThatNobodySigned() throws Exception {
        assertThat(verify("/cosign/unsigned:v1", List.of(COSIGN))).isEqualTo(1);
        assertThat(printed()).contains("[core.unsigned]");
    }

    @Test
    void cannotTellWhereASignatureIsMissingThatIsListed() throws Exception {
        assertThat(verify("/cosign/damaged:v1", List.of(COSIGN))).isEqualTo(2);
        assertThat(printed()).contains("UNDETERMINED");
    }

    @Test
    void cannotTellWhereThereIsNoRegistry() throws Exception {
        server.close();
        assertThat(verify("/cosign/unsigned:v1", List.of(COSIGN))).isEqualTo(2);
        assertThat(printed()).startsWith("It cannot be told");
    }

    @Test
    void cannotTellWhereThereIsNoSuchImage() throws Exception {
        assertThat(verify("/cosign/unsigned:v9", List.of(COSIGN))).isEqualTo(2);
        assertThat(printed()).contains("there is no image");
    }

    @Test
    void aRegistryInTheNetworkIsNotAskedUnlessItIsAllowed() throws Exception {
        List<String> arguments =
                List.of("--plain-http", server.host(), COSIGN[0], COSIGN[1], server.host() + "/cosign/unsigned:v1");
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(printed()).contains("127.0.0.1");
    }

    @Test
    void saysHowItIsUsed() throws Exception {
        for (List<String> wrong : List.of(
                List.<String>of(),
                List.of("registry.example/app"),
                List.of("--cosign-key", COSIGN[1]),
                List.of("--other", "x", COSIGN[0], COSIGN[1], "registry.example/app"),
                List.of(COSIGN[0], COSIGN[1], "No Reference"))) {
            printed.reset();
            assertThat(run(wrong)).isEqualTo(2);
            assertThat(printed()).contains(VerifyOptions.USAGE);
        }
    }

    @Test
    void admitsWhatTheKeySigned() throws Exception {
        assertThat(verify("/cosign/legacy-ecdsa-p256:v1", List.of(COSIGN))).isZero();
        assertThat(printed()).contains("TRUSTED      cosign");
    }

    /** Simple signatures name the registry that they were made for. */
    @Test
    void admitsWhatAllThreeToolsSigned() throws Exception {
        List<String> arguments = new ArrayList<>(List.of(COSIGN));
        arguments.addAll(List.of(NOTATION));
        arguments.addAll(List.of(GPG));
        arguments.addAll(List.of("--lookaside", "http://" + server.host() + "/lookaside"));
        arguments.addAll(List.of("--read-from", server.host()));
        arguments.addAll(List.of("--plain-http", server.host(), "--in-house", server.host()));
        arguments.add(Rules.REGISTRY + "/all/three:v1");
        assertThat(run(arguments)).as("%s", printed).isZero();
        assertThat(printed()).contains("all/three:v1", "cosign", "notation", "gpg", "95CFC26AC47059BF2A10EBC66B1B5C4D");
    }

    private int verify(String image, List<String> requirements) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--plain-http", server.host(), "--in-house", server.host()));
        arguments.addAll(requirements);
        arguments.add(server.host() + image);
        return run(arguments);
    }

    private int run(List<String> arguments) throws InterruptedException {
        return Quickstart.verifyLive(arguments, CLOCK, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
