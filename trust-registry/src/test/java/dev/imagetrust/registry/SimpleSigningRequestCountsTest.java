/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.ImageResolver;
import dev.imagetrust.oci.LookasideSource;
import dev.imagetrust.oci.MemoryRepository;
import dev.imagetrust.oci.OciSignatureSource;
import dev.imagetrust.oci.SignatureSources;
import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How many requests a simple signature costs, counted at the registry and at the lookaside store. */
class SimpleSigningRequestCountsTest {

    /** Simple signatures name the registry that they were made for; it is read elsewhere. */
    private static final String RECORDED = "127.0.0.1:5011";

    private TestRegistry registry;
    private TestRegistry store;
    private RegistryRepository client;
    private HttpLookaside lookaside;

    private void start(String repository) throws IOException {
        registry = TestRegistry.withoutReferrersApi(Corpus.layout(repository));
        store = TestRegistry.withoutReferrersApi(MemoryRepository.withoutReferrersApi())
                .behind(exchange -> {
                    Path file = Corpus.folder()
                            .resolve("lookaside" + exchange.getRequestURI().getPath());
                    boolean there = Files.exists(file);
                    if (there) {
                        TestRegistry.send(exchange, 200, "application/octet-stream", Files.readAllBytes(file));
                    }
                    return there;
                });
        client = RegistryRepository.builder()
                .http(registry.settings().build())
                .readFrom(RECORDED, registry.host())
                .build();
        lookaside = HttpLookaside.open(
                URI.create("http://" + store.host()), store.settings().build());
    }

    @AfterEach
    void stop() {
        lookaside.close();
        client.close();
        registry.close();
        store.close();
    }

    @Test
    void costsOneAtTheRegistryAndItsOwnAtTheStore() throws Exception {
        start("gpg/robert");
        ImageTrust trust = trust(simple("robert"), beside(), 0);
        verify(trust, "gpg/robert");
        assertThat(registry.drain()).hasSize(1);
        assertThat(store.drain()).hasSize(2);
        verify(trust, "gpg/robert");
        assertThat(registry.drain()).hasSize(1);
    }

    @Test
    void theSameTagAgainCostsOneInAllWithTheVerdictCache() throws Exception {
        start("gpg/robert");
        ImageTrust trust = trust(simple("robert"), beside(), 10);
        verify(trust, "gpg/robert");
        registry.drain();
        store.drain();
        verify(trust, "gpg/robert");
        assertThat(registry.drain()).hasSize(1);
        assertThat(store.drain()).isEmpty();
    }

    @Test
    void asksTheRegistryNothingMoreForASimpleSignatureBesideAnother() throws Exception {
        start("all/three");
        Requirement cosign = CosignRequirement.key(key("ecdsa-p256.pub"), "key")
                .onlyFormat(CosignRequirement.Format.BUNDLE)
                .build();
        verify(trust(cosign, beside(), 0), "all/three");
        int alone = registry.drain().size();
        assertThat(store.drain()).isEmpty();
        client.close();
        client = RegistryRepository.builder()
                .http(registry.settings().build())
                .readFrom(RECORDED, registry.host())
                .build();
        verify(trust(AllOf.of(cosign, simple("sue")), beside(), 0), "all/three");
        assertThat(registry.drain()).hasSize(alone);
        assertThat(store.drain()).hasSize(2);
    }

    @Test
    void aRegistryThatKeepsSignaturesItselfCostsThreeThenTwo() throws Exception {
        start("gpg/robert");
        registry.behind(exchange -> {
            exchange.getResponseHeaders().add("X-Registry-Supports-Signatures", "1");
            String path = exchange.getRequestURI().getPath();
            if (!path.equals("/v2/") && !path.startsWith("/extensions/")) {
                return false;
            }
            TestRegistry.send(exchange, 200, "application/json", path.equals("/v2/") ? "{}" : list());
            return true;
        });
        SignatureSource source = SignatureExtensionSource.before(client, new LookasideSource(lookaside));
        ImageTrust trust = trust(simple("robert"), source, 0);
        verify(trust, "gpg/robert");
        assertThat(registry.drain()).hasSize(3);
        verify(trust, "gpg/robert");
        assertThat(registry.drain()).hasSize(2);
        assertThat(store.drain()).isEmpty();
    }

    private static String list() throws IOException {
        String digest = "sha256:e9f21f96b55de3dbd722f7af865a90c4714f1e1fe41c5201a48858770101e3f9";
        Path file = Corpus.folder().resolve("lookaside/gpg/robert@" + digest.replace(':', '=') + "/signature-1");
        return "{\"signatures\":[{\"schemaVersion\":2,\"name\":\"" + digest
                + "@00112233445566778899aabbccddeeff\",\"type\":\"atomic\",\"content\":\""
                + Base64Text.encodeStandard(Bytes.copyOf(Files.readAllBytes(file))) + "\"}]}";
    }

    private SignatureSource beside() {
        return SignatureSources.combined(new OciSignatureSource(client), new LookasideSource(lookaside));
    }

    private static SimpleSigningRequirement simple(String signer) throws IOException {
        return SimpleSigningRequirement.builder()
                .pinnedKeys(key(signer + ".asc"), signer)
                .build();
    }

    private static Bytes key(String file) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(Corpus.folder().resolve("keys").resolve(file)));
    }

    private static ImageTrust trust(Requirement requirement, SignatureSource source, int cached) {
        return ImageTrust.builder()
                .policy(TrustPolicy.builder().otherwise(requirement).build())
                .signatures(source)
                .cachedVerdicts(cached)
                .clock(() -> Instant.parse("2026-11-25T00:00:00Z"))
                .build();
    }

    private void verify(ImageTrust trust, String repository) throws Exception {
        ImageSubject image = new ImageResolver(client)
                .resolve(ImageName.parse(RECORDED + '/' + repository), new Asked.ByTag("v1"), Deadline.never())
                .value()
                .orElseThrow()
                .subject();
        Verdict verdict = trust.verify(image);
        assertThat(verdict.outcome()).as("%s", verdict.summary()).isEqualTo(Outcome.TRUSTED);
    }
}
