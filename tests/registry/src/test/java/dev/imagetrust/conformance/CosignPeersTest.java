/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.cosign.CosignKeyFile;
import dev.imagetrust.cosign.CosignSigner;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.Manifest;
import dev.imagetrust.oci.OciSignatureSink;
import dev.imagetrust.oci.OciSignatureSource;
import dev.imagetrust.oci.Reference;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.CosignRequirement.Format;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.primitives.SigningKey;
import dev.imagetrust.registry.HttpSettings;
import dev.imagetrust.registry.RegistryRepository;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The real cosign verifies what this library signs, and this library what cosign signs, over a real registry. Run by
 * {@code cosign.sh}; skipped where cosign or docker-registry is absent.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CosignPeersTest {

    private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");
    private static final String SBOM = "https://spdx.dev/Document";
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    private DockerRegistry registry;
    private RegistryRepository client;
    private PushedRepository repository;
    private int images;

    @BeforeAll
    void start() throws Exception {
        registry = DockerRegistry.start();
        client = RegistryRepository.builder()
                .http(HttpSettings.builder()
                        .insecurelyPlainHttp(registry.host())
                        .privateHost(registry.host())
                        .build())
                .build();
        repository = new PushedRepository(client, registry);
    }

    @AfterAll
    void stop() throws IOException {
        if (client != null) {
            client.close();
        }
        if (registry != null) {
            registry.close();
        }
    }

    static Stream<Arguments> everyKeyAndPeer() {
        List<Arguments> all = new ArrayList<>();
        for (String key : List.of("EC_P256", "EC_P384", "EC_P521", "RSA 2048", "RSA 3072", "RSA 4096", "ED25519")) {
            all.add(Arguments.of(key, "v3", "bundle"));
            all.add(Arguments.of(key, "v3", "legacy"));
            all.add(Arguments.of(key, "v2", "legacy"));
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, {2}, cosign {1}")
    @MethodSource("everyKeyAndPeer")
    void cosignAcceptsSignaturesByEveryKindOfKey(String kind, String version, String layout) throws Exception {
        CosignClient cosign = CosignClient.find(version, folder);
        SigningKey key = key(kind);
        ImageSubject image = image();
        store(image, builder(layout, key).annotation("env", "prod"));
        cosign.run(verify(layout, key, image, "-a", "env=prod")).requireAccepted();
        // The same call says no where it should.
        cosign.run(verify(layout, key, image, "-a", "env=test")).requireRefused();
        cosign.run(verify(layout, key("EC_P256"), image)).requireRefused();
    }

    @ParameterizedTest(name = "{1}, cosign {0}")
    @MethodSource("attested")
    void cosignAcceptsAttestations(String version, String layout) throws Exception {
        CosignClient cosign = CosignClient.find(version, folder);
        SigningKey key = key("EC_P256");
        ImageSubject image = image();
        store(image, builder(layout, key).attestation(SBOM, Bytes.utf8("{\"spdxVersion\":\"SPDX-2.3\"}")));
        cosign.run(attestation(layout, key, image, SBOM)).requireAccepted();
        cosign.run(attestation(layout, key, image, "https://slsa.dev/provenance/v1"))
                .requireRefused();
    }

    static Stream<Arguments> attested() {
        return Stream.of(Arguments.of("v3", "bundle"), Arguments.of("v3", "legacy"), Arguments.of("v2", "legacy"));
    }

    /** Why SHA-256 and pure Ed25519 are the default: what cosign itself signs with, it accepts by a flag or not at all. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"bundle", "legacy"})
    void cosignWantsAFlagForTheAlgorithmsItSignsWith(String layout) throws Exception {
        CosignClient cosign = CosignClient.find("v3", folder);
        SigningKey p384 = key("EC_P384");
        ImageSubject image = image();
        store(image, builder(layout, p384).algorithm(SigningAlgorithm.ECDSA_SHA384));
        cosign.run(verify(layout, p384, image)).requireRefused();
        cosign.run(verify(layout, p384, image, "--signature-digest-algorithm", "sha384"))
                .requireAccepted();
        SigningKey ed25519 = key("ED25519");
        ImageSubject other = image();
        store(other, builder(layout, ed25519).algorithm(SigningAlgorithm.ED25519PH));
        cosign.run(verify(layout, ed25519, other)).requireRefused();
    }

    @Test
    void cosignSignsWithAKeyFileOfOurs() throws Exception {
        CosignClient cosign = CosignClient.find("v3", folder);
        for (String kind : List.of("EC_P256", "RSA 2048", "ED25519")) {
            SigningKey key = key(kind);
            Path file = folder.resolve("ours.key");
            Files.write(
                    file,
                    CosignKeyFile.write(key, CosignClient.PASSWORD.toCharArray(), RANDOM)
                            .toByteArray());
            CosignClient.Said said = cosign.run(List.of("public-key", "--key", file.toString()));
            said.requireAccepted();
            assertThat(said.text()).contains(pem(key));
            ImageSubject image = image();
            cosign.run(sign("v3", "bundle", file, image)).requireAccepted();
            assertThat(verdict(
                            image,
                            CosignRequirement.key(Bytes.utf8(pem(key)), "ours").onlyFormat(Format.BUNDLE)))
                    .isEqualTo(Outcome.TRUSTED);
        }
    }

    @ParameterizedTest(name = "{1}, cosign {0}")
    @MethodSource("attested")
    void whatCosignSignsWithItsOwnKeyIsAcceptedHereAndCanBeSignedOnWithThatKey(String version, String layout)
            throws Exception {
        CosignClient cosign = CosignClient.find(version, folder);
        Path prefix = folder.resolve(version + layout);
        cosign.run(List.of("generate-key-pair", "--output-key-prefix", prefix.toString()))
                .requireAccepted();
        Path file = Path.of(prefix + ".key");
        Bytes publicKey = Bytes.copyOf(Files.readAllBytes(Path.of(prefix + ".pub")));
        ImageSubject image = image();
        cosign.run(sign(version, layout, file, image)).requireAccepted();
        CosignRequirement.Builder signed =
                CosignRequirement.key(publicKey, "theirs").onlyFormat(format(layout));
        assertThat(verdict(image, signed)).isEqualTo(Outcome.TRUSTED);

        SigningKey opened =
                CosignKeyFile.open(Bytes.copyOf(Files.readAllBytes(file)), CosignClient.PASSWORD.toCharArray());
        assertThat(Bytes.utf8(pem(opened))).isEqualTo(publicKey);
        store(image, builder(layout, opened).annotation("round", "second"));
        cosign.run(verify(layout, opened, image, "-a", "round=second")).requireAccepted();
    }

    private static Format format(String layout) {
        return layout.equals("bundle") ? Format.BUNDLE : Format.LEGACY;
    }

    private static CosignSigner.Builder builder(String layout, SigningKey key) {
        return layout.equals("bundle") ? CosignSigner.bundle(key) : CosignSigner.legacy(key);
    }

    /** A fresh one; those that take long are the recorded ones. */
    private static SigningKey key(String kind) throws Exception {
        if (!kind.startsWith("RSA ")) {
            return SigningKey.generate(KeyType.valueOf(kind), RANDOM);
        }
        Path keys = Path.of(System.getProperty("imagetrust.root"), "tests/conformance/corpus/keys");
        Path file = keys.resolve("rsa-" + kind.substring(4) + ".key");
        return CosignKeyFile.open(Bytes.copyOf(Files.readAllBytes(file)), CosignClient.PASSWORD.toCharArray());
    }

    private List<String> verify(String layout, SigningKey key, ImageSubject image, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("verify", "--key", publicKey(key).toString()));
        arguments.addAll(List.of("--insecure-ignore-tlog=true", "--allow-http-registry=true"));
        arguments.add("--new-bundle-format=" + layout.equals("bundle"));
        arguments.addAll(List.of(more));
        arguments.add(reference(image));
        return arguments;
    }

    private List<String> attestation(String layout, SigningKey key, ImageSubject image, String type)
            throws IOException {
        List<String> arguments = new ArrayList<>(verify(layout, key, image, "--type", type));
        arguments.set(0, "verify-attestation");
        return arguments;
    }

    private static List<String> sign(String version, String layout, Path key, ImageSubject image) {
        List<String> arguments = new ArrayList<>(List.of("sign", "--key", key.toString(), "--yes"));
        arguments.addAll(List.of("--tlog-upload=false", "--allow-http-registry=true"));
        arguments.add("--new-bundle-format=" + layout.equals("bundle"));
        if (version.equals("v3")) {
            arguments.add("--use-signing-config=false");
        }
        arguments.add(reference(image));
        return arguments;
    }

    private Path publicKey(SigningKey key) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "key", ".pub"), pem(key));
    }

    private static String pem(SigningKey key) {
        return Pem.write(new PemBlock(PemBlock.PUBLIC_KEY, key.publicKey()));
    }

    private static String reference(ImageSubject image) {
        return image.name().orElseThrow() + "@" + image.image().digest();
    }

    /** A fresh image in the registry. */
    private ImageSubject image() throws IOException, InterruptedException {
        ImageName name = ImageName.parse(registry.host() + "/signed/app" + ++images);
        Bytes config = Bytes.utf8("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":"
                + "{\"type\":\"layers\",\"diff_ids\":[]},\"history\":[{\"comment\":\"" + images + "\"}]}");
        repository.putBlob(name, config);
        String digest = Descriptor.of("", config).digest().toString();
        Manifest manifest = new Manifest(
                "application/vnd.oci.image.manifest.v1+json",
                Bytes.utf8(
                        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{"
                                + "\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"" + digest
                                + "\",\"size\":" + config.length() + "},\"layers\":[]}"));
        repository.putManifest(name, Reference.tag("v1"), manifest);
        return ImageSubject.byDigest(name, manifest.descriptor());
    }

    private void store(ImageSubject image, CosignSigner.Builder signer) throws IOException, InterruptedException {
        new OciSignatureSink(repository)
                .store(image, signer.build().sign(image, SigningContext.offline(NOW, Deadline.never())));
    }

    private Outcome verdict(ImageSubject image, CosignRequirement.Builder requirement) {
        return ImageTrust.builder()
                .policy(TrustPolicy.builder().otherwise(requirement.build()).build())
                .trustStore(TrustSnapshot.empty())
                .signatures(new OciSignatureSource(client))
                .clock(InstantSource.fixed(NOW))
                .build()
                .verify(image)
                .outcome();
    }
}
