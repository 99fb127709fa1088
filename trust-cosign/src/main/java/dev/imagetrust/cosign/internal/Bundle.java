/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.cosign.internal.UnverifiedSignature.Material;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.List;

/**
 * A Sigstore bundle of version 0.3, not verified.
 *
 * @param material the key hint, or that there is a certificate
 * @param logEntries how many there are
 * @param timestamps how many there are
 * @param envelope the content
 */
record Bundle(Material material, int logEntries, int timestamps, DsseEnvelope envelope) {

    private static final ProtoFields FIELDS =
            ProtoFields.of("mediaType", "verificationMaterial", "messageSignature", "dsseEnvelope");
    private static final ProtoFields MATERIAL = ProtoFields.of(
            "publicKey", "x509CertificateChain", "certificate", "tlogEntries", "timestampVerificationData");
    private static final ProtoFields PUBLIC_KEY = ProtoFields.of("hint");
    private static final ProtoFields LOG_ENTRY = ProtoFields.of(
            "logIndex",
            "logId",
            "kindVersion",
            "integratedTime",
            "inclusionPromise",
            "inclusionProof",
            "canonicalizedBody");
    private static final ProtoFields LOG_ID = ProtoFields.of("keyId");
    private static final ProtoFields KIND_VERSION = ProtoFields.of("kind", "version");
    private static final ProtoFields INCLUSION_PROMISE = ProtoFields.of("signedEntryTimestamp");
    private static final ProtoFields INCLUSION_PROOF =
            ProtoFields.of("logIndex", "rootHash", "treeSize", "hashes", "checkpoint");
    private static final ProtoFields CHECKPOINT = ProtoFields.of("envelope");
    private static final ProtoFields TIMESTAMPS = ProtoFields.of("rfc3161Timestamps");
    private static final ProtoFields TIMESTAMP = ProtoFields.of("signedTimestamp");

    static Bundle parse(Bytes content, JsonLimits limits) throws MalformedInputException {
        JsonObject json = Json.parseObject(content, limits);
        requireVersion(json);
        ProtoObject bundle = ProtoObject.of(json, FIELDS);
        ProtoObject material = bundle.object("verificationMaterial", MATERIAL);
        if (bundle.oneOf("messageSignature", "dsseEnvelope").equals("messageSignature")) {
            throw new MalformedInputException(Reason.of(CosignReason.MESSAGE_SIGNATURE));
        }
        return new Bundle(
                material(material),
                logEntries(material),
                timestamps(material),
                DsseEnvelope.of(bundle.object("dsseEnvelope", DsseEnvelope.FIELDS)));
    }

    /** Before anything else is read: what other versions have in them is not known. */
    private static void requireVersion(JsonObject json) throws MalformedInputException {
        String mediaType = json.has("media_type") ? json.text("media_type") : json.text("mediaType");
        if (!CosignFormat.BUNDLES.contains(mediaType)) {
            throw new MalformedInputException(new Reason(CosignReason.BUNDLE_VERSION, mediaType));
        }
    }

    private static Material material(ProtoObject material) throws MalformedInputException {
        String which = material.oneOf("publicKey", "x509CertificateChain", "certificate");
        return which.equals("publicKey")
                ? new Material.KeyHint(material.object("publicKey", PUBLIC_KEY).text("hint"))
                : new Material.BundleCertificate();
    }

    /** Counts them; their names are checked because an unknown one must not pass unseen anywhere in a bundle. */
    private static int logEntries(ProtoObject material) throws MalformedInputException {
        List<ProtoObject> entries = material.objects("tlogEntries", LOG_ENTRY);
        requireAtMost(CosignFormat.MAX_LOG_ENTRIES, entries.size(), "log entries");
        for (ProtoObject entry : entries) {
            entry.findObject("logId", LOG_ID);
            entry.findObject("kindVersion", KIND_VERSION);
            entry.findObject("inclusionPromise", INCLUSION_PROMISE);
            if (entry.has("inclusionProof")) {
                entry.object("inclusionProof", INCLUSION_PROOF).findObject("checkpoint", CHECKPOINT);
            }
        }
        return entries.size();
    }

    private static int timestamps(ProtoObject material) throws MalformedInputException {
        if (!material.has("timestampVerificationData")) {
            return 0;
        }
        int count = material.object("timestampVerificationData", TIMESTAMPS)
                .objects("rfc3161Timestamps", TIMESTAMP)
                .size();
        requireAtMost(CosignFormat.MAX_TIMESTAMPS, count, "timestamps");
        return count;
    }

    private static void requireAtMost(int limit, int count, String what) throws MalformedInputException {
        if (count > limit) {
            throw new MalformedInputException(
                    new Reason(CosignReason.TOO_MANY, count + " " + what + ", limit " + limit));
        }
    }
}
