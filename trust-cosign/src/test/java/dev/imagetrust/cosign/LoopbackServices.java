/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.EvidenceFetcher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Transparency logs of both kinds and a timestamp authority on loopback, with the entries and timestamps of
 * {@link SigstoreForge} and {@link ForgedAuthority}, and a fetcher that asks them over HTTP.
 */
final class LoopbackServices implements EvidenceFetcher, AutoCloseable {

    private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 32, 1 << 20, 10_000);

    final ForgedAuthority authority = new ForgedAuthority();

    /** The paths that were asked for. */
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** What becomes of the body of an entry before the log takes it up. */
    UnaryOperator<String> body = UnaryOperator.identity();

    /** What becomes of an answer of a log. */
    UnaryOperator<String> answer = UnaryOperator.identity();

    /** What becomes of an answer of the authority, given as base64. */
    UnaryOperator<String> stamp = UnaryOperator.identity();

    /** Whether the log has every entry already. */
    boolean hasAll;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> entries = new HashMap<>();
    private final HttpServer server;

    LoopbackServices() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI log() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    URI timestamps() {
        return log().resolve("/api/v1/timestamp");
    }

    /** Vouches for the log and the authority. */
    Bytes root() {
        return Bytes.utf8(SigstoreForge.rootText()
                .replace("\"timestampAuthorities\":[]", "\"timestampAuthorities\":[" + authority.inRoot() + "]"));
    }

    @Override
    public Bytes fetch(Request request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(request.uri())
                        .header("Content-Type", request.bodyType())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(
                                request.body().toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("status " + response.statusCode());
        }
        return Bytes.copyOf(response.body());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            byte[] request = exchange.getRequestBody().readAllBytes();
            switch (path) {
                case "/api/v1/log/entries" -> {
                    String made = v1(Bytes.copyOf(request));
                    entries.put(new String(request, StandardCharsets.UTF_8), made);
                    send(exchange, hasAll ? 409 : 201, hasAll ? "{\"code\":409}" : answer.apply(made));
                }
                case "/api/v1/log/entries/retrieve" -> {
                    String search = new String(request, StandardCharsets.UTF_8);
                    String wanted = search.substring("{\"entries\":[".length(), search.length() - 2);
                    send(
                            exchange,
                            200,
                            answer.apply("["
                                    + Optional.ofNullable(entries.get(wanted)).orElse("") + "]"));
                }
                case "/api/v2/log/entries" -> send(exchange, 201, answer.apply(v2(Bytes.copyOf(request))));
                case "/api/v1/timestamp" -> {
                    byte[] response = authority.answer(request, SigstoreForge.SIGNED);
                    send(exchange, 201, Base64.getDecoder().decode(stamp.apply(Forge.base64(response))));
                }
                default -> send(exchange, 404, "");
            }
        } catch (MalformedInputException e) {
            throw new IOException(e);
        }
    }

    private String v1(Bytes request) throws MalformedInputException {
        JsonObject proposed = Json.parseObject(request, LIMITS);
        boolean envelope = proposed.text("kind").equals("dsse");
        String logged = body.apply(envelope ? dsse(proposed.object("spec")) : text(request));
        JsonObject entry =
                Json.parseObject(Bytes.utf8(SigstoreForge.entry(proposed.text("kind"), "0.0.1", logged)), LIMITS);
        JsonObject proof = entry.object("inclusionProof");
        return "{\"24296fb24b8ad77a\":{\"body\":\"" + entry.text("canonicalizedBody") + "\",\"integratedTime\":"
                + entry.text("integratedTime") + ",\"logID\":\""
                + hex(entry.object("logId").text("keyId")) + "\",\"logIndex\":" + entry.text("logIndex")
                + ",\"verification\":{\"inclusionProof\":{\"checkpoint\":\""
                + proof.object("checkpoint").text("envelope").replace("\n", "\\n") + "\",\"hashes\":[\""
                + hex(proof.array("hashes").texts().get(0)) + "\"],\"logIndex\":" + proof.text("logIndex")
                + ",\"rootHash\":\"" + hex(proof.text("rootHash")) + "\",\"treeSize\":" + proof.text("treeSize")
                + "},\"signedEntryTimestamp\":\""
                + entry.object("inclusionPromise").text("signedEntryTimestamp") + "\"}}}";
    }

    /** What the log makes of an envelope: hashes, signature and key. */
    private static String dsse(JsonObject spec) throws MalformedInputException {
        JsonObject content = spec.object("proposedContent");
        String envelope = content.text("envelope");
        JsonObject parsed = Json.parseObject(Bytes.utf8(envelope), LIMITS);
        byte[] payload = Base64.getDecoder().decode(parsed.text("payload"));
        String signature = parsed.array("signatures").objects().get(0).text("sig");
        return "{\"apiVersion\":\"0.0.1\",\"kind\":\"dsse\",\"spec\":{\"envelopeHash\":{\"algorithm\":\"sha256\",\"value\":\""
                + sha256(envelope.getBytes(StandardCharsets.UTF_8))
                + "\"},\"payloadHash\":{\"algorithm\":\"sha256\",\"value\":\"" + sha256(payload)
                + "\"},\"signatures\":[{\"signature\":\"" + signature + "\",\"verifier\":\""
                + content.array("verifiers").texts().get(0) + "\"}]}}";
    }

    private String v2(Bytes request) throws MalformedInputException {
        JsonObject entry = Json.parseObject(request, LIMITS).object("hashedRekordRequestV002");
        JsonObject signature = entry.object("signature");
        JsonObject verifier = signature.object("verifier");
        String details = verifier.text("keyDetails");
        String algorithm = details.endsWith("SHA_384") ? "SHA2_384" : "SHA2_256";
        return SigstoreForge.tiled(body.apply("{\"apiVersion\":\"0.0.2\",\"kind\":\"hashedrekord\",\"spec\":{"
                + "\"hashedRekordV002\":{\"data\":{\"algorithm\":\"" + algorithm + "\",\"digest\":\""
                + entry.text("digest") + "\"},\"signature\":{\"content\":\"" + signature.text("content")
                + "\",\"verifier\":{\"keyDetails\":\"" + details + "\",\"publicKey\":{\"rawBytes\":\""
                + verifier.object("publicKey").text("rawBytes") + "\"}}}}}}"));
    }

    private static String sha256(byte[] content) {
        return HexFormat.of().formatHex(SigstoreForge.sha256(content));
    }

    private static String hex(String base64) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        send(exchange, status, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
