/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.endpoints.SignatureSummaries;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.ImageResolver;
import dev.imagetrust.oci.OciLayout;
import dev.imagetrust.oci.OciSignatureSource;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.store.fs.FileTrustStore;
import dev.imagetrust.store.fs.ZotCompat;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real zot gets keys and roots over its API, then every recorded image by plain HTTP. Its search has to say what was
 * recorded, and our summaries, over the directory that zot itself wrote, the same but for the images that
 * {@code tests/conformance/zot-differences.txt} lists. Run by {@code tests/zot/run.sh}.
 */
class ZotVerdictsTest {

    /** When it was recorded, zot left a signature out that it lists if it is pushed after the image, as here. */
    private static final String IN_ANOTHER_ORDER = "all/three:v1";

    @TempDir
    static Path folder;

    private static ZotRun zot;
    private static ZotAnswers answers;
    private static FileTrustStore store;

    @BeforeAll
    static void pushes() throws Exception {
        TrustPeer.needsZot();
        answers = ZotAnswers.open(ZotRun.HOME);
        zot = ZotRun.in(folder);
        zot.giveWhatWasGiven();
        Set<String> repositories = new LinkedHashSet<>();
        answers.images().forEach(image -> repositories.add(repository(image)));
        for (String repository : repositories) {
            zot.push(repository);
        }
        store = FileTrustStore.open(zot.root());
    }

    @AfterAll
    static void stops() throws Exception {
        if (zot != null) {
            zot.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> zotSaysWhatWasRecorded() {
        return answers.images().stream()
                .filter(image -> !image.equals(IN_ANOTHER_ORDER))
                .map(image -> DynamicTest.dynamicTest(
                        image, () -> assertThat(live(image)).isEqualTo(answers.recorded(image))));
    }

    @TestFactory
    Stream<DynamicTest> weSayTheSameUnlessItIsListed() {
        Map<String, String> listed = new TreeMap<>(answers.differences());
        assertThat(listed.remove(IN_ANOTHER_ORDER)).isNotNull();
        return answers.images().stream()
                .map(image -> DynamicTest.dynamicTest(image, () -> {
                    String ours = ours(image);
                    if (listed.containsKey(image)) {
                        assertThat(ours).isEqualTo(listed.get(image)).isNotEqualTo(live(image));
                    } else {
                        assertThat(ours).isEqualTo(live(image));
                    }
                }));
    }

    private static String live(String image) throws Exception {
        return answers.text(zot.answer(image));
    }

    private static String ours(String image) throws Exception {
        Corpus corpus = OverHttp.corpus();
        OciLayout layout = corpus.layout(repository(image));
        Asked asked = new Asked.ByDigest(answers.digest(image));
        ImageSubject resolved = new ImageResolver(layout)
                .resolve(corpus.name(repository(image)), asked, Deadline.never())
                .value()
                .orElseThrow()
                .subject();
        ImageTrust trust = ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(new Reject("")))
                .trustStore(store)
                .signatures(new OciSignatureSource(layout))
                .clock(InstantSource.system())
                .build();
        // zot judges what a digest names, an index as well, and none of its members.
        ImageSubject itself = ImageSubject.of(corpus.name(repository(image)), asked, resolved.image());
        return answers.text(SignatureSummaries.underZotsPolicy(trust, store, ZotCompat.V2_1)
                .summaries(itself)
                .toGraphQl());
    }

    private static String repository(String image) {
        return image.substring(0, image.lastIndexOf(':'));
    }
}
