/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.gpg.ConfiguredLookaside;
import dev.imagetrust.gpg.LookasideStores;
import dev.imagetrust.gpg.OpenPgpSigningKey;
import dev.imagetrust.gpg.RegistriesConfiguration;
import dev.imagetrust.gpg.SimpleSigner;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.DirectoryLookaside;
import dev.imagetrust.oci.LookasideSource;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.registry.HttpLookaside;
import dev.imagetrust.registry.HttpSettings;
import dev.imagetrust.spi.SignatureSink;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.testkit.ForgedImage;
import dev.imagetrust.testkit.ForgedOpenPgpKey;
import dev.imagetrust.testkit.ForgedOpenPgpKey.Kind;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.testkit.SignatureSinkContract;
import dev.imagetrust.verdict.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Lookaside stores behind a registries.d: written and read where it says. */
class ConfiguredLookasideTest {

    @TempDir
    Path folder;

    private FileServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FileServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Nested
    class InADirectory extends SignatureSinkContract {
        @Override
        protected Storage storage(ForgedImage forged, ImageSubject at) throws IOException {
            Path base = Files.createTempDirectory(folder, "lookaside");
            ConfiguredLookaside lookaside = configured("default-docker: {lookaside: '" + base.toUri() + "'}");
            return new Storage(lookaside, lookaside);
        }
    }

    @Nested
    class OnAWebServer extends SignatureSinkContract {
        private int stores;

        @Override
        protected Storage storage(ForgedImage forged, ImageSubject at) {
            String base = "http://" + server.host() + "/store-" + stores++;
            ConfiguredLookaside lookaside = configured("default-docker: {sigstore: '" + base + "'}");
            return new Storage(lookaside, lookaside);
        }
    }

    /** What is staged is not read until somebody moves it. */
    @Test
    void writesToTheStagingPlaceAndReadsFromTheOther() throws Exception {
        Path published = Files.createDirectory(folder.resolve("published"));
        Path staging = Files.createDirectory(folder.resolve("staging"));
        ConfiguredLookaside lookaside = configured("""
            docker:
              registry.example:
                lookaside: %s
                lookaside-staging: %s
            """.formatted(published.toUri(), staging.toUri()));
        ForgedOpenPgpKey key = ForgedOpenPgpKey.generate(Kind.ED25519);
        ImageSubject image = ImageForge.image("app").at("registry.example/team/app", "v1");
        SimpleSigner signer = SimpleSigner.of(OpenPgpSigningKey.unlock(
                key.secretKeys("secret"), key.fingerprint(), "secret".toCharArray(), ForgedTime.SIGNED));
        SignatureSink.StoredAt stored =
                lookaside.store(image, signer.sign(image, SigningContext.offline(ForgedTime.SIGNED, Deadline.never())));
        ImageTrust trust = ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(SimpleSigningRequirement.builder()
                        .pinnedKeys(key.certificate(), "key")
                        .build()))
                .signatures(lookaside)
                .clock(() -> ForgedTime.NOW)
                .build();
        assertThat(trust.verify(image).outcome()).isEqualTo(Outcome.UNTRUSTED);
        Path file = published.resolve(stored.location());
        Files.createDirectories(file.getParent());
        Files.move(staging.resolve(stored.location()), file);
        assertThat(trust.verify(image).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    private ConfiguredLookaside configured(String yaml) {
        return new ConfiguredLookaside(
                RegistriesConfiguration.parse(Map.of("default.yaml", Bytes.utf8(yaml))), new Stores(server.settings()));
    }

    /** What an embedder writes who has trust-oci and trust-registry. */
    private record Stores(HttpSettings settings) implements LookasideStores {

        @Override
        public SignatureSource source(URI base) throws IOException {
            return new LookasideSource(
                    base.getScheme().equals("file")
                            ? DirectoryLookaside.open(Path.of(base))
                            : HttpLookaside.open(base, settings));
        }

        @Override
        public SignatureSink sink(URI base) throws IOException {
            return base.getScheme().equals("file")
                    ? DirectoryLookaside.open(Path.of(base))
                    : HttpLookaside.open(base, settings);
        }
    }
}
