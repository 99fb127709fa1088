/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.notation.NotationPolicy;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.Cursor;
import dev.imagetrust.oci.ImageManifest;
import dev.imagetrust.oci.ImageRepository;
import dev.imagetrust.oci.ImageResolver;
import dev.imagetrust.oci.Manifest;
import dev.imagetrust.oci.OciDocument;
import dev.imagetrust.oci.OciIndex;
import dev.imagetrust.oci.OciSignatureSource;
import dev.imagetrust.oci.Page;
import dev.imagetrust.oci.Reference;
import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.CosignAuthority;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How many requests a verdict by tag costs on a registry without the referrers API, counted there. */
class RequestCountsTest {

    private static final String NOTATION = """
            {"version":"1.0","trustPolicies":[{"name":"p","registryScopes":["*"],"signatureVerification":
            {"level":"strict"},"trustStores":["ca:acme"],"trustedIdentities":["*"]}]}""";

    @Test
    void aLegacyCosignSignatureCostsThree() throws Exception {
        assertThat(counts("cosign/legacy-ecdsa-p256", cosign(CosignRequirement.Format.LEGACY)))
                .containsExactly(3, 3);
    }

    @Test
    void aSignatureUnderATagCostsThree() throws Exception {
        try (TestRegistry registry = TestRegistry.withoutReferrersApi(Corpus.layout("cosign/legacy-ecdsa-p256"));
                RegistryRepository client = registry.client()) {
            ImageSubject image = RecordedLayoutsTest.resolve(client, registry.name("cosign/legacy-ecdsa-p256"));
            new OciSignatureSource(client)
                    .search(
                            image,
                            List.of(image.image().digest()),
                            Set.of(Asking.SIGNATURES),
                            new SearchBudget(Limits.defaults(), Deadline.never()));
            assertThat(registry.lines()).hasSize(3);
        }
    }

    @Test
    void aCosignBundleCostsFiveThenFour() throws Exception {
        assertThat(counts("cosign/bundle-ecdsa-p256", cosign(CosignRequirement.Format.BUNDLE)))
                .containsExactly(5, 4);
    }

    @Test
    void aNotationSignatureCostsFiveThenFour() throws Exception {
        assertThat(counts("notation/jws-ecdsa-p256", NotationPolicy.parse(Bytes.utf8(NOTATION))))
                .containsExactly(5, 4);
    }

    @Test
    void oneOfEachCostsNineThenEight() throws Exception {
        Requirement all = new AllOf(List.of(
                cosignRequirement(CosignRequirement.Format.LEGACY),
                cosignRequirement(CosignRequirement.Format.BUNDLE),
                NotationPolicy.parse(Bytes.utf8(NOTATION))
                        .ruleFor(ImageSubject.byDigest(
                                ImageName.parse("registry.example/all/three"),
                                Descriptor.of(Asking.MANIFEST_TYPE, Asking.IMAGE)))
                        .orElseThrow()
                        .requirement()
                        .orElseThrow()));
        ImageRepository content = new OneNotationSignature(Corpus.layout("all/three"));
        assertThat(counts(
                        content,
                        "all/three",
                        TrustPolicy.builder().otherwise(all).build()))
                .containsExactly(9, 8);
    }

    @Test
    void theSameTagAgainCostsOneWithTheVerdictCache() throws Exception {
        try (TestRegistry registry = TestRegistry.withoutReferrersApi(Corpus.layout("cosign/legacy-ecdsa-p256"));
                RegistryRepository client = registry.client()) {
            ImageTrust trust = trust(client, cosign(CosignRequirement.Format.LEGACY));
            ImageName name = registry.name("cosign/legacy-ecdsa-p256");
            verify(trust, client, name);
            registry.drain();
            verify(trust, client, name);
            assertThat(registry.drain()).hasSize(1);
        }
    }

    private static TrustPolicy cosign(CosignRequirement.Format format) throws IOException {
        return TrustPolicy.builder().otherwise(cosignRequirement(format)).build();
    }

    private static CosignRequirement cosignRequirement(CosignRequirement.Format format) throws IOException {
        Bytes key = Bytes.copyOf(Files.readAllBytes(Corpus.folder().resolve("keys/ecdsa-p256.pub")));
        return CosignRequirement.by(
                        new CosignAuthority.Keys(Set.of(new AnchorSelector.Pinned(AnchorKind.COSIGN_KEY, key, "key"))))
                .onlyFormat(format)
                .build();
    }

    private static List<Integer> counts(String repository, TrustPolicy policy) throws Exception {
        return counts(Corpus.layout(repository), repository, policy);
    }

    /** The first verdict of a client, and its second. */
    private static List<Integer> counts(ImageRepository content, String repository, TrustPolicy policy)
            throws Exception {
        try (TestRegistry registry = TestRegistry.withoutReferrersApi(content);
                RegistryRepository client = registry.client()) {
            return List.of(count(registry, client, repository, policy), count(registry, client, repository, policy));
        }
    }

    private static int count(TestRegistry registry, RegistryRepository client, String repository, TrustPolicy policy)
            throws Exception {
        verify(trust(client, policy), client, registry.name(repository));
        return registry.drain().size();
    }

    private static ImageTrust trust(RegistryRepository client, TrustPolicy policy) throws IOException {
        Bytes root = Bytes.copyOf(Files.readAllBytes(Corpus.folder().resolve("certs/n-ecdsa-p256-root.crt")));
        return ImageTrust.builder()
                .policy(policy)
                .trustStore(TrustSnapshot.of(List.of(new TrustAnchor(AnchorKind.NOTATION_CA, "acme", "root", root))))
                .signatures(new OciSignatureSource(client))
                .cachedVerdicts(10)
                .clock(() -> Instant.parse("2026-11-25T00:00:00Z"))
                .build();
    }

    private static void verify(ImageTrust trust, RegistryRepository client, ImageName name) throws Exception {
        ImageSubject image = new ImageResolver(client)
                .resolve(name, new Asked.ByTag("v1"), Deadline.never())
                .value()
                .orElseThrow()
                .subject();
        Verdict verdict = trust.verify(image);
        assertThat(verdict.outcome()).as("%s", verdict.summary()).isEqualTo(Outcome.TRUSTED);
    }

    /** The recorded image has one signature too many for counting: the listing is shown without it. */
    private record OneNotationSignature(ImageRepository content) implements ImageRepository {

        @Override
        public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                throws IOException, InterruptedException {
            Answer<Manifest> answer = content.manifest(name, reference, deadline);
            boolean listing =
                    reference instanceof Reference.Tag && reference.text().matches("sha256-[0-9a-f]{64}");
            return listing ? Answer.present(shortened(name, answer.value().orElseThrow())) : answer;
        }

        private Manifest shortened(ImageName name, Manifest listing) throws IOException, InterruptedException {
            Set<String> seen = new TreeSet<>();
            List<Descriptor> kept = new ArrayList<>();
            for (Descriptor entry : ((OciIndex) parse(listing)).manifests()) {
                Manifest manifest = content.manifest(name, Reference.digest(entry.digest()), Deadline.never())
                        .value()
                        .orElseThrow();
                if (seen.add(((ImageManifest) parse(manifest)).artifactType())) {
                    kept.add(entry);
                }
            }
            return new Manifest(listing.mediaType(), Bytes.utf8(TestRegistry.index(kept)));
        }

        private static OciDocument parse(Manifest manifest) {
            try {
                return OciDocument.parse(manifest.descriptor(), manifest.content(), Limits.defaults());
            } catch (MalformedInputException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public Answer<Page<Descriptor>> referrers(ImageName name, Digest subject, Cursor cursor, Deadline deadline)
                throws IOException, InterruptedException {
            return content.referrers(name, subject, cursor, deadline);
        }

        @Override
        public InputStream blob(ImageName name, Descriptor blob, Deadline deadline)
                throws IOException, InterruptedException {
            return content.blob(name, blob, deadline);
        }
    }
}
