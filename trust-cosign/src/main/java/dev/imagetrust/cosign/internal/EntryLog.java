/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignSigningReason;
import dev.imagetrust.cosign.internal.LogEntry.KindVersion;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonArray;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A log of the first kind, "Rekor v1" (section 5.6): {@code hashedrekord} 0.0.1 for payloads and {@code dsse} 0.0.1 for
 * envelopes.
 *
 * @param base its address, without a slash at the end
 */
record EntryLog(String base) implements LogClient {

    private static final String JSON = "application/json";
    private static final int MAX_ANSWER = 1 << 20;
    private static final JsonLimits LIMITS = new JsonLimits(MAX_ANSWER, 16, MAX_ANSWER, 2_000);

    @Override
    public boolean promises() {
        return true;
    }

    /** The log checks envelopes with SHA-256 and pure Ed25519 only, and payloads by Ed25519 only if they are hashed. */
    @Override
    public void requireSuitable(OwnKey key, boolean isStatement) {
        boolean suitable = switch (key.algorithm()) {
            case ED25519 -> isStatement;
            case ED25519PH, ECDSA_SHA384, ECDSA_SHA512 -> !isStatement;
            default -> true;
        };
        if (!suitable) {
            throw new IllegalStateException("a log of entries checks no signatures by " + key.algorithm() + " over "
                    + (isStatement ? "envelopes" : "payloads") + "; take another algorithm");
        }
    }

    @Override
    public LogEntry enter(Draft draft, OwnKey key, EvidenceFetcher fetcher, Deadline deadline)
            throws IOException, InterruptedException {
        Bytes proposed = JsonWriter.object(entry -> propose(entry, draft, key));
        Bytes answer;
        try {
            answer = post(fetcher, "/api/v1/log/entries", proposed, deadline);
        } catch (IOException e) {
            // A log refuses what it has already, with a status that is no answer; a signature without random numbers
            // is the same each time.
            return present(proposed, fetcher, deadline).orElseThrow(() -> e);
        }
        try {
            return entry(Json.parseObject(answer, LIMITS));
        } catch (MalformedInputException e) {
            throw refusal(e);
        }
    }

    private Optional<LogEntry> present(Bytes proposed, EvidenceFetcher fetcher, Deadline deadline)
            throws InterruptedException, SigningException {
        Bytes search = Bytes.utf8("{\"entries\":[" + LogEntryText.text(proposed) + "]}");
        try {
            Bytes answer = post(fetcher, "/api/v1/log/entries/retrieve", search, deadline);
            JsonArray found = Json.parse(answer, LIMITS).asArray();
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(entry(found.objects().get(0)));
        } catch (MalformedInputException e) {
            throw refusal(e);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Bytes post(EvidenceFetcher fetcher, String path, Bytes body, Deadline deadline)
            throws IOException, InterruptedException {
        return fetcher.fetch(
                new EvidenceFetcher.Request("POST", URI.create(base + path), body, JSON, JSON, MAX_ANSWER, deadline));
    }

    private static void propose(ObjectContent entry, Draft draft, OwnKey key) {
        entry.text("apiVersion", "0.0.1").text("kind", draft.isStatement() ? "dsse" : "hashedrekord");
        String verifier = Base64Text.encodeStandard(key.pem());
        if (draft.isStatement()) {
            String envelope = LogEntryText.text(draft.envelope());
            entry.object(
                    "spec",
                    spec -> spec.object(
                            "proposedContent",
                            content -> content.text("envelope", envelope)
                                    .array("verifiers", verifiers -> verifiers.text(verifier))));
            return;
        }
        Digest digest = Digest.of(key.scheme().hash(), draft.signed());
        entry.object(
                "spec",
                spec -> spec.object(
                                "data",
                                data -> data.object(
                                        "hash",
                                        hash -> hash.text(
                                                        "algorithm",
                                                        digest.algorithm().ociName())
                                                .text("value", digest.hex())))
                        .object(
                                "signature",
                                signature -> signature
                                        .text("content", Base64Text.encodeStandard(draft.signature()))
                                        .object("publicKey", each -> each.text("content", verifier))));
    }

    /** {@code {uuid: entry}}; the uuid says nothing that the entry does not. */
    private static LogEntry entry(JsonObject answer) throws MalformedInputException {
        List<JsonValue> values = List.copyOf(answer.members().values());
        if (values.size() != 1) {
            throw answer.refusal(CosignSigningReason.LOG_ANSWER, "has " + values.size() + " entries");
        }
        JsonObject entry = values.get(0).asObject();
        JsonObject verification = entry.object("verification");
        Bytes body = entry.value("body").asBase64();
        JsonObject logged = Json.parseObject(body, CosignFormat.json(body.length()));
        return new LogEntry(
                hex(entry, "logID"),
                entry.integer("logIndex"),
                entry.integer("integratedTime"),
                body,
                LogEntry.Evidence.PROOF,
                new KindVersion(logged.text("kind"), logged.text("apiVersion")),
                verification.value("signedEntryTimestamp").asBase64(),
                proof(verification.object("inclusionProof")));
    }

    private static InclusionProof proof(JsonObject proof) throws MalformedInputException {
        List<Bytes> hashes = new ArrayList<>();
        for (String hash : proof.array("hashes").texts()) {
            hashes.add(hex(proof, hash, "hashes"));
        }
        return new InclusionProof(
                proof.integer("logIndex"),
                proof.integer("treeSize"),
                hex(proof, "rootHash"),
                hashes,
                proof.text("checkpoint"));
    }

    private static Bytes hex(JsonObject object, String member) throws MalformedInputException {
        return hex(object, object.text(member), member);
    }

    private static Bytes hex(JsonObject object, String text, String member) throws MalformedInputException {
        try {
            return Bytes.copyOf(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            throw object.refusal(CosignSigningReason.LOG_ANSWER, member + " is not hexadecimal");
        }
    }

    private static SigningException refusal(MalformedInputException e) {
        return new SigningException(
                new Reason(CosignSigningReason.LOG_ANSWER, e.reason().toString()), e);
    }
}
