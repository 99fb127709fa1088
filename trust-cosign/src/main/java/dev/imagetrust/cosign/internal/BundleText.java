/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.internal.LogEntry.KindVersion;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import java.util.List;
import java.util.Optional;

/** Writes Sigstore bundles of version 0.3 by a key (section 5.6). */
final class BundleText {

    private BundleText() {}

    static Bytes write(Draft draft, OwnKey key, OwnEvidence evidence) {
        return JsonWriter.object(bundle -> bundle.text("mediaType", CosignFormat.BUNDLE)
                .object("verificationMaterial", material -> {
                    material.object("publicKey", each -> each.text("hint", key.hint()));
                    writeEntries(material, evidence.entries());
                    writeTimestamps(material, evidence.timestamps());
                })
                .object("dsseEnvelope", draft::writeEnvelope));
    }

    private static void writeEntries(ObjectContent material, List<LogEntry> entries) {
        if (!entries.isEmpty()) {
            material.array(
                    "tlogEntries",
                    array ->
                            entries.forEach(entry -> array.object(out -> LogEntryText.write(out, entry, kind(entry)))));
        }
    }

    private static KindVersion kind(LogEntry entry) {
        return Optional.ofNullable(entry.claimedKind()).orElseThrow();
    }

    private static void writeTimestamps(ObjectContent material, List<Bytes> timestamps) {
        if (!timestamps.isEmpty()) {
            material.object(
                    "timestampVerificationData",
                    data -> data.array(
                            "rfc3161Timestamps",
                            array -> timestamps.forEach(timestamp -> array.object(
                                    each -> each.text("signedTimestamp", Base64Text.encodeStandard(timestamp))))));
        }
    }
}
