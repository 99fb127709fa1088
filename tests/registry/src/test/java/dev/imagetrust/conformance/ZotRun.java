/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** A running zot that takes uploads from everybody, images of the corpus in it, and what its search says of them. */
final class ZotRun implements AutoCloseable {

    static final Path HOME = Path.of(System.getProperty("imagetrust.root"), "tests", "conformance");
    static final Path CORPUS = HOME.resolve("corpus");

    private final TrustPeer zot;

    private ZotRun(TrustPeer zot) {
        this.zot = zot;
    }

    /** Starts over what lies in {@code root} of a folder. */
    static ZotRun in(Path folder) throws IOException, InterruptedException {
        return new ZotRun(TrustPeer.zot(folder, ZotSettings.open().searching()));
    }

    Path root() {
        return zot.root();
    }

    PlainClient client() {
        return zot.client();
    }

    /** Uploads the keys and roots that it had when its answers were recorded. */
    void giveWhatWasGiven() throws IOException, InterruptedException {
        for (String key : ZotAnswers.KEYS) {
            upload(ZotExchanges.COSIGN, ZotAnswers.key(CORPUS, key));
        }
        for (String name : ZotAnswers.ROOTS) {
            upload(ZotExchanges.NOTATION, ZotAnswers.root(CORPUS, name));
        }
    }

    void upload(String target, Path file) throws IOException, InterruptedException {
        HttpResponse<String> answer = zot.client().post(target, Bytes.copyOf(Files.readAllBytes(file)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Pushes everything of a repository. */
    void push(String repository) throws IOException, InterruptedException, MalformedInputException {
        zot.client().push(layout(repository), repository);
    }

    /** Pushes the signatures of a repository again. */
    void pushSignatures(String repository) throws IOException, InterruptedException, MalformedInputException {
        zot.client().pushSignatures(layout(repository), repository);
    }

    private static Path layout(String repository) {
        return CORPUS.resolve("layouts").resolve(repository.replaceFirst("/", "_"));
    }

    /** What the search says of an image. */
    JsonObject answer(String image) throws IOException, InterruptedException, MalformedInputException {
        String query = "{Image(image:\"" + image + "\"){Digest IsSigned SignatureInfo{Tool IsTrusted Author}}}";
        HttpResponse<String> answer =
                zot.client().get("/v2/_zot/ext/search?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.parseObject(Bytes.utf8(answer.body()), JsonLimits.CONFIGURATION)
                .object("data")
                .object("Image");
    }

    @Override
    public void close() {
        zot.close();
    }
}
