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
 * A Sigstore bundle, not verified.
 *
 * @param version which decides what has to be there
 * @param material the key hint or the certificate
 * @param logEntries not read yet
 * @param timestamps not read yet
 * @param content what is signed
 */
record Bundle(
        BundleVersion version,
        Material material,
        List<Unread<LogEntry>> logEntries,
        List<Unread<Bytes>> timestamps,
        Content content) {

    /** Octets of a file, or a statement in an envelope. */
    sealed interface Content permits MessageSignature, DsseEnvelope {}

    private static final ProtoFields FIELDS =
            ProtoFields.of("mediaType", "verificationMaterial", "messageSignature", "dsseEnvelope");
    private static final ProtoFields MATERIAL = ProtoFields.of(
            "publicKey", "x509CertificateChain", "certificate", "tlogEntries", "timestampVerificationData");
    private static final ProtoFields PUBLIC_KEY = ProtoFields.of("hint");
    private static final ProtoFields CERTIFICATE = ProtoFields.of("rawBytes");
    private static final ProtoFields CHAIN = ProtoFields.of("certificates");
    private static final ProtoFields TIMESTAMPS = ProtoFields.of("rfc3161Timestamps");
    private static final ProtoFields TIMESTAMP = ProtoFields.of("signedTimestamp");

    static Bundle parse(Bytes content, JsonLimits limits) throws MalformedInputException {
        JsonObject json = Json.parseObject(content, limits);
        BundleVersion version = BundleVersion.of(json);
        ProtoObject bundle = ProtoObject.of(json, FIELDS);
        ProtoObject material = bundle.object("verificationMaterial", MATERIAL);
        return new Bundle(
                version,
                material(material, version),
                logEntries(material, version.evidence()),
                timestamps(material),
                content(bundle));
    }

    private static Content content(ProtoObject bundle) throws MalformedInputException {
        return bundle.oneOf("messageSignature", "dsseEnvelope").equals("messageSignature")
                ? MessageSignature.of(bundle.object("messageSignature", MessageSignature.FIELDS))
                : DsseEnvelope.of(bundle.object("dsseEnvelope", DsseEnvelope.FIELDS));
    }

    /**
     * The statement of a bundle that belongs to an image (section 5.1): of version 0.3, and no signature over octets, for an
     * image is none.
     */
    DsseEnvelope statement() throws MalformedInputException {
        if (version != BundleVersion.V0_3) {
            throw new MalformedInputException(new Reason(CosignReason.BUNDLE_VERSION, version + ", of an image"));
        }
        if (content instanceof DsseEnvelope envelope) {
            return envelope;
        }
        throw new MalformedInputException(Reason.of(CosignReason.MESSAGE_SIGNATURE));
    }

    /** The signature over a statement of the bundle, with all that came along. */
    UnverifiedSignature signatureOver(DsseEnvelope envelope) {
        return new UnverifiedSignature(
                CosignKind.BUNDLE,
                envelope.signature(),
                new SignedOctets.Whole(envelope.signed()),
                envelope.payload(),
                material,
                null,
                logEntries,
                timestamps);
    }

    private static Material material(ProtoObject material, BundleVersion version) throws MalformedInputException {
        String which = material.oneOf("publicKey", "x509CertificateChain", "certificate");
        if (which.equals("publicKey")) {
            return new Material.KeyHint(material.object("publicKey", PUBLIC_KEY).text("hint"));
        }
        if (!which.equals(version.certificateField())) {
            return new Material.OfAnotherVersion(which);
        }
        if (which.equals("certificate")) {
            return new Material.BundleCertificates(
                    List.of(material.object("certificate", CERTIFICATE).octets("rawBytes")));
        }
        List<Bytes> chain = new ArrayList<>();
        for (ProtoObject each : material.object("x509CertificateChain", CHAIN).objects("certificates", CERTIFICATE)) {
            chain.add(each.octets("rawBytes"));
        }
        return new Material.BundleCertificates(chain);
    }

    private static List<Unread<LogEntry>> logEntries(ProtoObject material, LogEntry.Evidence evidence)
            throws MalformedInputException {
        List<ProtoObject> entries = material.objects("tlogEntries", LogEntry.FIELDS);
        requireAtMost(CosignFormat.MAX_LOG_ENTRIES, entries.size(), "log entries");
        List<Unread<LogEntry>> unread = new ArrayList<>();
        for (ProtoObject entry : entries) {
            LogEntry.requireKnownFields(entry);
            unread.add(() -> LogEntry.ofBundle(entry, evidence));
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
