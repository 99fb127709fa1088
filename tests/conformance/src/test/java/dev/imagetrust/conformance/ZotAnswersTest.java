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
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.store.fs.FileTrustStore;
import dev.imagetrust.store.fs.ZotCompat;
import dev.imagetrust.verdict.Signer;
import dev.imagetrust.verdict.TrustedSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private static final List<String> KEYS = List.of("ecdsa-p256", "rsa-3072", "ecdsa-p384", "ed25519");
    private static final List<String> ROOTS = List.of("n-ecdsa-p256", "n-rsa-3072");

    @TempDir
    static Path root;

    private static FileTrustStore store;
    private static JsonObject answers;

    /** What zot was given when it answered; corpus/README.md. */
    @BeforeAll
    static void uploadsWhatZotWasGiven() throws Exception {
        for (String key : KEYS) {
            upload(CORPUS.resolve("keys").resolve(key + ".pub"), root.resolve("_cosign"));
        }
        for (String name : ROOTS) {
            upload(
                    CORPUS.resolve("certs").resolve(name + "-root.crt"),
                    root.resolve("_notation/truststore/x509/ca/default"));
        }
        store = FileTrustStore.open(root);
        answers = Json.parseObject(
                Bytes.copyOf(Files.readAllBytes(CORPUS.resolve("zot-answers.json"))), JsonLimits.CONFIGURATION);
    }

    @TestFactory
    Stream<DynamicTest> everyImageIsShownAsZotShowsItUnlessItIsListed() throws IOException {
        Map<String, String> differences = differences();
        return answers.names().stream()
                .map(id -> DynamicTest.dynamicTest(id, () -> {
                    String ours = text(summaries(id).toGraphQl());
                    String zots = zots(id);
                    if (differences.containsKey(id)) {
                        assertThat(ours).isEqualTo(differences.get(id)).isNotEqualTo(zots);
                    } else {
                        assertThat(ours).isEqualTo(zots);
                    }
                }));
    }

    @Test
    void everyListedImageIsThere() throws IOException {
        assertThat(answers.names()).containsAll(differences().keySet());
    }

    @Test
    void theOrderIsTheSameWheneverItIsAskedFor() throws Exception {
        SignatureInfo first = summaries("all/three:v1");
        assertThat(first.signatures()).extracting(s -> s.tool()).isSorted();
        assertThat(text(summaries("all/three:v1").toGraphQl())).isEqualTo(text(first.toGraphQl()));
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
        Asked asked = new Asked.ByDigest(Digest.parse(answers.object(id).text("Digest")));
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

    private static String zots(String id) throws MalformedInputException {
        JsonObject answer = answers.object(id);
        List<Map<String, Object>> signatures = new ArrayList<>();
        for (JsonObject each : answer.array("SignatureInfo").objects()) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("Tool", each.text("Tool"));
            members.put("IsTrusted", each.value("IsTrusted").asBoolean());
            members.put("Author", each.text("Author"));
            signatures.add(members);
        }
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("IsSigned", answer.value("IsSigned").asBoolean());
        whole.put("SignatureInfo", signatures);
        return text(whole);
    }

    /** zot's order is that of its pushes, and none among tools: both are sorted. Keys are told by the names of their files. */
    private static String text(Map<String, Object> answer) {
        List<String> signatures = new ArrayList<>();
        for (Object each : (List<?>) answer.get("SignatureInfo")) {
            Map<?, ?> members = (Map<?, ?>) each;
            assertThat(members.keySet()).hasToString("[Tool, IsTrusted, Author]");
            signatures.add(members.get("Tool")
                    + (Boolean.TRUE.equals(members.get("IsTrusted")) ? "+" : "-")
                    + called((String) members.get("Author")));
        }
        return (Boolean.TRUE.equals(answer.get("IsSigned")) ? "signed " : "unsigned ")
                + signatures.stream().sorted().toList();
    }

    private static String called(String author) {
        for (String key : KEYS) {
            try {
                if (author.equals(Files.readString(CORPUS.resolve("keys").resolve(key + ".pub")))) {
                    return key + ".pub";
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return author;
    }

    private static Map<String, String> differences() throws IOException {
        Map<String, String> ours = new TreeMap<>();
        Set<String> reasons = new LinkedHashSet<>();
        for (String line : Files.readAllLines(HOME.resolve("zot-differences.txt"))) {
            if (!line.startsWith("#")) {
                String[] parts = line.split("\t", -1);
                assertThat(parts)
                        .as(line)
                        .hasSize(3)
                        .allSatisfy(part -> assertThat(part).isNotBlank());
                assertThat(ours.put(parts[0], parts[1]))
                        .as("listed twice: " + parts[0])
                        .isNull();
                reasons.add(parts[2]);
            }
        }
        assertThat(reasons).hasSizeLessThan(6);
        return ours;
    }

    private static void upload(Path file, Path folder) throws IOException {
        Bytes content = Bytes.copyOf(Files.readAllBytes(file));
        Files.createDirectories(folder);
        Files.write(folder.resolve(Digest.sha256(content).toString()), content.toByteArray());
    }
}
