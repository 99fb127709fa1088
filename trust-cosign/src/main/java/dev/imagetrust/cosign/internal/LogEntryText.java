/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.internal.LogEntry.KindVersion;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes log entries as signatures carry them. */
final class LogEntryText {

    private LogEntryText() {}

    /** The annotation of a legacy layer (section 2.3). */
    static String annotation(LogEntry entry, Bytes promise) {
        Bytes json = JsonWriter.object(bundle -> bundle.text("SignedEntryTimestamp", Base64Text.encodeStandard(promise))
                .object(
                        "Payload",
                        payload -> payload.text("body", Base64Text.encodeStandard(entry.body()))
                                .integer("integratedTime", entry.integratedTime())
                                .integer("logIndex", entry.index())
                                .text("logID", entry.logId().toHex())));
        return text(json);
    }

    /** An entry of a bundle (section 5.1). Protobuf's JSON has 64-bit integers as texts and leaves out zero. */
    static void write(ObjectContent out, LogEntry entry, KindVersion kind) {
        integer(out, "logIndex", entry.index());
        out.object("logId", id -> id.text("keyId", Base64Text.encodeStandard(entry.logId())))
                .object(
                        "kindVersion",
                        version -> version.text("kind", kind.kind()).text("version", kind.version()));
        integer(out, "integratedTime", entry.integratedTime());
        @Nullable Bytes promise = entry.promise();
        if (promise != null) {
            out.object(
                    "inclusionPromise", each -> each.text("signedEntryTimestamp", Base64Text.encodeStandard(promise)));
        }
        @Nullable InclusionProof proof = entry.proof();
        if (proof != null) {
            out.object("inclusionProof", each -> write(each, proof));
        }
        out.text("canonicalizedBody", Base64Text.encodeStandard(entry.body()));
    }

    private static void write(ObjectContent out, InclusionProof proof) {
        integer(out, "logIndex", proof.index());
        out.text("rootHash", Base64Text.encodeStandard(proof.root()));
        integer(out, "treeSize", proof.size());
        out.array("hashes", hashes -> proof.hashes().forEach(hash -> hashes.text(Base64Text.encodeStandard(hash))));
        out.object("checkpoint", checkpoint -> checkpoint.text("envelope", proof.checkpoint()));
    }

    /** JSON that was written here, to stand inside of other JSON. */
    static String text(Bytes written) {
        return StandardCharsets.UTF_8.decode(written.asReadOnlyBuffer()).toString();
    }

    private static void integer(ObjectContent out, String name, long value) {
        if (value != 0) {
            out.text(name, Long.toString(value));
        }
    }
}
