/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.endpoints.SignatureInfo;
import dev.imagetrust.endpoints.SignatureSummaries;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.oci.ImageResolver;
import dev.imagetrust.oci.OciLayout;
import dev.imagetrust.oci.OciSignatureSource;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.store.fs.FileTrustStore;
import dev.imagetrust.store.fs.ZotCompat;
import dev.imagetrust.verdict.Signer;
import dev.imagetrust.verdict.TrustedSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What zot 2.1.20 shows of every recorded image, and what we show, in the same words. */
class ZotAnswersTest {

    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
    private static final Path HOME = Path.of(System.getProperty("imagetrust.root"), "tests", "conformance");
    private static final Path CORPUS = HOME.resolve("corpus");

    @TempDir
    static Path root;

    private static FileTrustStore store;
    private static ZotAnswers answers;

    /** What zot was given when it answered; corpus/README.md. */
    @BeforeAll
    static void uploadsWhatZotWasGiven() throws Exception {
        for (String key : ZotAnswers.KEYS) {
            upload(ZotAnswers.key(CORPUS, key), root.resolve("_cosign"));
        }
        for (String name : ZotAnswers.ROOTS) {
            upload(ZotAnswers.root(CORPUS, name), root.resolve("_notation/truststore/x509/ca/default"));
        }
        store = FileTrustStore.open(root);
        answers = ZotAnswers.open(HOME);
    }

    @TestFactory
    Stream<DynamicTest> everyImageIsShownAsZotShowsItUnlessItIsListed() {
        return answers.images().stream()
                .map(id -> DynamicTest.dynamicTest(id, () -> {
                    String ours = answers.text(summaries(id).toGraphQl());
                    String zots = answers.recorded(id);
                    String listed = answers.differences().get(id);
                    if (listed == null) {
                        assertThat(ours).isEqualTo(zots);
                    } else {
                        assertThat(ours).isEqualTo(listed).isNotEqualTo(zots);
                    }
                }));
    }

    @Test
    void everyListedImageIsThere() {
        assertThat(answers.images()).containsAll(answers.differences().keySet()).hasSizeGreaterThan(50);
    }

    @Test
    void anAnswerHasTheMembersOfZotsSearch() throws Exception {
        Map<String, Object> answer = summaries("all/three:v1").toGraphQl();
        assertThat(answer.keySet()).hasToString("[IsSigned, SignatureInfo]");
        assertThat((List<?>) answer.get("SignatureInfo"))
                .allSatisfy(each -> assertThat(((Map<?, ?>) each).keySet()).hasToString("[Tool, IsTrusted, Author]"));
    }

    @Test
    void theOrderIsTheSameWheneverItIsAskedFor() throws Exception {
        SignatureInfo first = summaries("all/three:v1");
        assertThat(first.signatures()).extracting(s -> s.tool()).isSorted();
        assertThat(summaries("all/three:v1").toGraphQl()).isEqualTo(first.toGraphQl());
        assertThat(summaries("all/three:v1").signatures())
                .extracting(s -> s.candidate())
                .isEqualTo(first.signatures().stream().map(s -> s.candidate()).toList());
    }

    @Test
    void filtersByTrustToolAuthorAndSigner() throws Exception {
        SignatureInfo several = summaries("cosign/several:v1");
        assertThat(several.trusted(true).signatures()).hasSize(2);
        assertThat(several.trusted(false).signatures())
                .hasSize(1)
                .allSatisfy(s -> assertThat(s.reasons()).isNotEmpty());
        String author = several.trusted(true).signatures().get(0).author();
        assertThat(several.byAuthor(author).signatures()).hasSize(1);
        assertThat(several.byAuthor("").signatures()).hasSize(1);
        SignatureInfo all = summaries("all/three:v1");
        assertThat(all.ofTool("notation").signatures()).hasSize(2);
        assertThat(all.ofTool("notation").byAuthor(author).isSigned()).isFalse();
        Signer signer = all.ofTool("notation").signatures().get(0).signer().orElseThrow();
        assertThat(all.bySigner(((TrustedSigner) signer).countsAs()).signatures())
                .isNotEmpty()
                .allSatisfy(s -> assertThat(s.tool()).isEqualTo("notation"));
    }

    /** 2023: an expired signature keeps its author; one nobody vouches for has none. */
    @Test
    void theOlderProfileShowsTheAuthorOfAnExpiredSignature() throws Exception {
        SignatureInfo expired = summaries("notation/jws-expired:v1", ZotCompat.SEED_2023_08);
        assertThat(expired.signatures()).singleElement().satisfies(s -> {
            assertThat(s.isTrusted()).isFalse();
            assertThat(s.author()).isEqualTo("CN=n-ecdsa-p256,O=ImageTrust dev,L=Seattle,ST=WA,C=US");
        });
        assertThat(summaries("notation/jws-rsa-2048:v1", ZotCompat.SEED_2023_08).signatures())
                .singleElement()
                .satisfies(s -> assertThat(s.author()).isEmpty());
    }

    private static SignatureInfo summaries(String id) throws Exception {
        return summaries(id, ZotCompat.V2_1);
    }

    private static SignatureInfo summaries(String id, ZotCompat compat) throws Exception {
        Corpus corpus = Corpus.open(CORPUS);
        String repository = id.substring(0, id.lastIndexOf(':'));
        OciLayout layout = corpus.layout(repository);
        Asked asked = new Asked.ByDigest(answers.digest(id));
        ImageSubject image = new ImageResolver(layout)
                .resolve(
                        corpus.name(repository),
                        asked,
                        Deadline.after(Limits.defaults().time()))
                .value()
                .orElseThrow()
                .subject();
        // zot judges what a digest names, an index as well, and none of its members.
        ImageSubject itself = ImageSubject.of(corpus.name(repository), asked, image.image());
        ImageTrust trust = ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(new Reject("")))
                .trustStore(store)
                .signatures(new OciSignatureSource(layout))
                .clock(InstantSource.fixed(NOW))
                .build();
        return SignatureSummaries.underZotsPolicy(trust, store, compat).summaries(itself);
    }

    private static void upload(Path file, Path folder) throws IOException {
        Bytes content = Bytes.copyOf(Files.readAllBytes(file));
        Files.createDirectories(folder);
        Files.write(folder.resolve(Digest.sha256(content).toString()), content.toByteArray());
    }
}
