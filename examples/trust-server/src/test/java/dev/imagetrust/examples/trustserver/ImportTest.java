/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.trustserver;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.SignatureObjects;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Signatures that lie in the store which registries.d names for an image. */
class ImportTest {

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Bytes manifest;
    private Digest image;
    private ExtensionObject signature;
    private Path registries;
    private Path store;

    @BeforeEach
    void storesASignatureElsewhere() throws Exception {
        manifest = Bytes.copyOf(Files.readAllBytes(RunningServer.DATA.resolve("manifest.json")));
        image = Digest.sha256(manifest);
        Bytes object = Bytes.copyOf(Files.readAllBytes(RunningServer.DATA.resolve("signature.json")));
        Bytes content = SignatureObjects.parse(object, image).content();
        signature = SignatureObjects.of(image, content);
        registries = Files.createDirectory(folder.resolve("registries.d"));
        store = Files.createDirectory(folder.resolve("store"));
        Path signatures = Files.createDirectories(store.resolve("gpg/robert@sha256=" + image.hex()));
        Files.write(signatures.resolve("signature-1"), content.toByteArray());
    }

    @Test
    void importsFromTheDirectoryThatRegistriesDNames() throws Exception {
        registries("default-docker: {lookaside: '" + store.toUri() + "'}");
        try (RunningServer server = start(registriesMember())) {
            assertIsImported(server);
        }
    }

    @Test
    void importsFromTheWebServerThatRegistriesDNames() throws Exception {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/sigstore/", exchange -> {
            Path file = store.resolve(exchange.getRequestURI().getPath().substring("/sigstore/".length()));
            byte[] body = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(Files.exists(file) ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        web.start();
        registries("default-docker: {lookaside: 'http://127.0.0.1:"
                + web.getAddress().getPort() + "/sigstore'}");
        try (RunningServer server = start(registriesMember())) {
            assertIsImported(server);
        } finally {
            web.stop(0);
        }
    }

    @Test
    void importsNothingForAnImageWhoseEntryNamesNoStore() throws Exception {
        registries("default-docker: {use-sigstore-attachments: true}\ndocker: {elsewhere.example: {lookaside: '"
                + store.toUri() + "'}}");
        try (RunningServer server = start(registriesMember())) {
            HttpResponse<String> answer = list(server);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"signatures\":[]}");
        }
    }

    @Test
    void theOneDirectoryIsForImagesOfWhichRegistriesDSaysNothing() throws Exception {
        registries("docker: {elsewhere.example: {lookaside: 'https://elsewhere.example/sigstore'}}");
        try (RunningServer server = start(registriesMember() + ", \"lookaside\": \"" + store + '"')) {
            assertIsImported(server);
        }
    }

    @Test
    void aStoreThatIsNotThereIsNotAnEmptyOne() throws Exception {
        registries("default-docker: {lookaside: '" + folder.resolve("unmounted").toUri() + "'}");
        try (RunningServer server = start(registriesMember())) {
            assertThat(list(server).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void doesNotStartWithoutTheFolderThatItWasTold() throws Exception {
        Files.delete(registries);
        assertThatThrownBy(() -> start(registriesMember())).isInstanceOf(NotDirectoryException.class);
    }

    /** Who names a store inside the network does not open the rest of the network to it. */
    @Test
    void aStoreInsideTheNetworkMayNotSendToAnotherPlaceThere() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer other = web(exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
        });
        HttpServer web = web(exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", at(other) + exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(302, -1);
        });
        registries("default-docker: {lookaside: '" + at(web) + "/sigstore'}");
        try (RunningServer server = start(registriesMember())) {
            assertThat(list(server).statusCode()).isEqualTo(503);
            assertThat(asked).hasValue(0);
        } finally {
            web.stop(0);
            other.stop(0);
        }
    }

    @Test
    void anAddressThatNoFolderCanHaveIsAStoreThatIsNotThere() throws Exception {
        registries("default-docker: {lookaside: 'file:///store%00'}");
        try (RunningServer server = start(registriesMember())) {
            assertThat(list(server).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void importsNothingWhereNothingIsConfigured() throws Exception {
        try (RunningServer server = start("")) {
            assertThat(list(server).body()).isEqualTo("{\"signatures\":[]}");
        }
    }

    @Test
    void writesNoSignaturesElsewhere() {
        try (Elsewhere elsewhere = new Elsewhere()) {
            assertThatThrownBy(() -> elsewhere.sink(store.toUri())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void doesNotStartWithoutTheDirectoryThatItWasTold() throws Exception {
        String missing = ", \"lookaside\": \"" + folder.resolve("missing") + '"';
        assertThatThrownBy(() -> start(missing)).isInstanceOf(NotDirectoryException.class);
    }

    private static HttpServer web(HttpHandler answers) throws IOException {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            answers.handle(exchange);
            exchange.close();
        });
        web.start();
        return web;
    }

    private static String at(HttpServer web) {
        return "http://127.0.0.1:" + web.getAddress().getPort();
    }

    private void assertIsImported(RunningServer server) throws Exception {
        HttpResponse<String> answer = list(server);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Bytes.utf8(answer.body())).isEqualTo(SignatureObjects.writeList(List.of(signature)));
        assertThat(send(HttpRequest.newBuilder(signatures(server, "/status")), "joe")
                        .body())
                .contains("\"origin\":\"imported\"", "\"state\":\"UNVERIFIED\"");
    }

    private RunningServer start(String members) throws Exception {
        return RunningServer.importing(folder.resolve("registry"), members);
    }

    private String registriesMember() {
        return ", \"registriesDir\": \"" + registries + '"';
    }

    private void registries(String yaml) throws Exception {
        Files.writeString(registries.resolve("default.yaml"), yaml);
    }

    /** Asks for the signatures of an image that the server has. */
    private HttpResponse<String> list(RunningServer server) throws Exception {
        URI at = URI.create("http://" + server.server.address() + "/v2/gpg/robert/manifests/v1");
        HttpRequest.Builder put = HttpRequest.newBuilder(at)
                .header("Content-Type", "application/vnd.oci.image.manifest.v1+json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(manifest.toByteArray()));
        assertThat(send(put, "sue").statusCode()).isEqualTo(201);
        return send(HttpRequest.newBuilder(signatures(server, "")), "joe");
    }

    private URI signatures(RunningServer server, String more) {
        return URI.create("http://" + server.server.address() + "/extensions/v2/gpg/robert/signatures/" + image + more);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String user) throws Exception {
        String login = Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
        return client.send(request.header("Authorization", "Basic " + login).build(), BodyHandlers.ofString());
    }
}
