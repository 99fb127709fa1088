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
import java.util.ArrayList;
import java.util.List;

/**
 * A Sigstore bundle of version 0.3, not verified.
 *
 * @param material the key hint or the certificate
 * @param logEntries not read yet
 * @param timestamps not read yet
 * @param envelope the content
 */
record Bundle(
        Material material, List<Unread<LogEntry>> logEntries, List<Unread<Bytes>> timestamps, DsseEnvelope envelope) {

    private static final ProtoFields FIELDS =
            ProtoFields.of("mediaType", "verificationMaterial", "messageSignature", "dsseEnvelope");
    private static final ProtoFields MATERIAL = ProtoFields.of(
            "publicKey", "x509CertificateChain", "certificate", "tlogEntries", "timestampVerificationData");
    private static final ProtoFields PUBLIC_KEY = ProtoFields.of("hint");
    private static final ProtoFields CERTIFICATE = ProtoFields.of("rawBytes");
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
        return switch (which) {
            case "publicKey" ->
                new Material.KeyHint(material.object("publicKey", PUBLIC_KEY).text("hint"));
            case "certificate" ->
                new Material.BundleCertificate(
                        material.object("certificate", CERTIFICATE).octets("rawBytes"));
            default -> new Material.UnsupportedChain();
        };
    }

    private static List<Unread<LogEntry>> logEntries(ProtoObject material) throws MalformedInputException {
        List<ProtoObject> entries = material.objects("tlogEntries", LogEntry.FIELDS);
        requireAtMost(CosignFormat.MAX_LOG_ENTRIES, entries.size(), "log entries");
        List<Unread<LogEntry>> unread = new ArrayList<>();
        for (ProtoObject entry : entries) {
            LogEntry.requireKnownFields(entry);
            unread.add(() -> LogEntry.ofBundle(entry));
        }
        return unread;
    }

    private static List<Unread<Bytes>> timestamps(ProtoObject material) throws MalformedInputException {
        List<Unread<Bytes>> unread = new ArrayList<>();
        if (!material.has("timestampVerificationData")) {
            return unread;
        }
        for (ProtoObject timestamp :
                material.object("timestampVerificationData", TIMESTAMPS).objects("rfc3161Timestamps", TIMESTAMP)) {
            unread.add(() -> timestamp.octets("signedTimestamp"));
        }
        requireAtMost(CosignFormat.MAX_TIMESTAMPS, unread.size(), "timestamps");
        return unread;
    }

    private static void requireAtMost(int limit, int count, String what) throws MalformedInputException {
        if (count > limit) {
            throw new MalformedInputException(
                    new Reason(CosignReason.TOO_MANY, count + " " + what + ", limit " + limit));
        }
    }
}
