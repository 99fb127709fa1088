/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A log entry that came with a signature, not verified.
 *
 * @param logId which log it claims to be in
 * @param index its position in the whole log
 * @param integratedTime when it was taken up, in seconds since 1970; believed only under a promise that holds
 * @param body what was logged
 * @param evidence what has to be there
 * @param claimedKind kind and version, as a bundle repeats them; null in an annotation, which repeats nothing
 * @param promise the log's signature over the other members, the "signed entry timestamp"; null if there is none
 * @param proof that it is in the log; null if there is none
 */
record LogEntry(
        Bytes logId,
        long index,
        long integratedTime,
        Bytes body,
        Evidence evidence,
        @Nullable KindVersion claimedKind,
        @Nullable Bytes promise,
        @Nullable InclusionProof proof) {

    /** What an entry must have with it, by the format it came in; the other may be there as well and has to hold then. */
    enum Evidence {
        /** The log's promise: annotations, and bundles of version 0.1. */
        PROMISE,
        /** A proof of inclusion: bundles from version 0.2. */
        PROOF
    }

    /**
     * What kind of entry.
     *
     * @param kind such as {@code hashedrekord}
     * @param version such as {@code 0.0.1}
     */
    record KindVersion(String kind, String version) {

        /** The one kind that logs made of tiles, "Rekor v2", have. */
        static final KindVersion TILED = new KindVersion("hashedrekord", "0.0.2");

        @Override
        public String toString() {
            return kind + " " + version;
        }
    }

    static final ProtoFields FIELDS = ProtoFields.of(
            "logIndex",
            "logId",
            "kindVersion",
            "integratedTime",
            "inclusionPromise",
            "inclusionProof",
            "canonicalizedBody");
    private static final ProtoFields LOG_ID = ProtoFields.of("keyId");
    private static final ProtoFields KIND_VERSION = ProtoFields.of("kind", "version");
    private static final ProtoFields PROMISE = ProtoFields.of("signedEntryTimestamp");
    private static final ProtoFields PROOF = ProtoFields.of("logIndex", "rootHash", "treeSize", "hashes", "checkpoint");
    private static final ProtoFields CHECKPOINT = ProtoFields.of("envelope");

    private static final int MAX_BODY = 16 << 20;
    private static final int ID_LENGTH = 32;

    /** Names that are unknown must not pass unseen anywhere in a bundle, also where entries are not looked at. */
    static void requireKnownFields(ProtoObject entry) throws MalformedInputException {
        entry.findObject("logId", LOG_ID);
        entry.findObject("kindVersion", KIND_VERSION);
        entry.findObject("inclusionPromise", PROMISE);
        if (entry.has("inclusionProof")) {
            entry.object("inclusionProof", PROOF).findObject("checkpoint", CHECKPOINT);
        }
    }

    /** Reads an entry of a bundle (section 5.1). */
    static LogEntry ofBundle(ProtoObject entry, Evidence evidence) throws MalformedInputException {
        ProtoObject kind = entry.object("kindVersion", KIND_VERSION);
        Optional<ProtoObject> promise = entry.findObject("inclusionPromise", PROMISE);
        Optional<ProtoObject> proof = entry.findObject("inclusionProof", PROOF);
        return new LogEntry(
                id(entry.object("logId", LOG_ID).octets("keyId")),
                entry.number("logIndex"),
                entry.number("integratedTime"),
                body(entry.octets("canonicalizedBody")),
                evidence,
                new KindVersion(kind.text("kind"), kind.text("version")),
                // CVE-2026-48816: one that is there but empty is not absent.
                promise.isPresent() ? promise.get().octets("signedEntryTimestamp") : null,
                proof.isPresent() ? proof(proof.get()) : null);
    }

    private static InclusionProof proof(ProtoObject proof) throws MalformedInputException {
        List<Bytes> hashes = proof.octetStrings("hashes");
        if (hashes.size() > InclusionProof.MAX_HASHES) {
            throw new MalformedInputException(
                    new Reason(CosignReason.LOG_PROOF_INVALID, "a proof of " + hashes.size() + " hashes"));
        }
        Optional<ProtoObject> checkpoint = proof.findObject("checkpoint", CHECKPOINT);
        return new InclusionProof(
                proof.number("logIndex"),
                proof.number("treeSize"),
                proof.octets("rootHash"),
                hashes,
                checkpoint.isPresent() ? checkpoint.get().text("envelope") : "");
    }

    /** Reads the annotation of a legacy layer (section 2.3). */
    static LogEntry ofAnnotation(String json) throws MalformedInputException {
        JsonObject bundle = Json.parseObject(Bytes.utf8(json), JsonLimits.BUNDLE)
                .requireExactly(Set.of("SignedEntryTimestamp", "Payload"));
        JsonObject payload =
                bundle.object("Payload").requireExactly(Set.of("body", "integratedTime", "logIndex", "logID"));
        String logId = payload.text("logID");
        if (!logId.matches("[0-9a-f]{64}")
                || payload.integer("integratedTime") < 0
                || payload.integer("logIndex") < 0) {
            throw malformed("log id, time or index");
        }
        return new LogEntry(
                Bytes.fromHex(logId),
                payload.integer("logIndex"),
                payload.integer("integratedTime"),
                body(Base64Text.decodeStandard(payload.text("body"))),
                Evidence.PROMISE,
                null,
                Base64Text.decodeStandard(bundle.text("SignedEntryTimestamp")),
                null);
    }

    /** Whether it claims to be in a log made of tiles, which gives neither promises nor times. */
    boolean isTiled() {
        return KindVersion.TILED.equals(claimedKind);
    }

    /** The octets that a promise covers (section 2.3): canonical JSON, written by hand since nothing needs escaping. */
    Bytes promised() {
        return Bytes.utf8("{\"body\":\"" + Base64Text.encodeStandard(body) + "\",\"integratedTime\":" + integratedTime
                + ",\"logID\":\"" + logId.toHex() + "\",\"logIndex\":" + index + "}");
    }

    private static Bytes id(Bytes id) throws MalformedInputException {
        if (id.length() != ID_LENGTH) {
            throw malformed("a log id of " + id.length() + " octets");
        }
        return id;
    }

    private static Bytes body(Bytes body) throws MalformedInputException {
        if (body.isEmpty() || body.length() > MAX_BODY) {
            throw malformed("a body of " + body.length() + " octets");
        }
        return body;
    }

    private static MalformedInputException malformed(String detail) {
        return new MalformedInputException(new Reason(CosignReason.LOG_ENTRY_MALFORMED, detail));
    }
}
