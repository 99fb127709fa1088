/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.JsonWriter;
import java.util.List;
import java.util.Locale;

/** What is known about the signatures of an image, for people and programs. */
final class StatusDocument {

    private StatusDocument() {}

    static Bytes write(Digest image, List<StoredSignature> signatures) {
        return JsonWriter.object(out -> out.text("image", image.toString())
                .text("signed", signatures.isEmpty() ? "UNSIGNED" : "SIGNED")
                .array("signatures", list -> signatures.forEach(each -> list.object(entry -> signature(entry, each)))));
    }

    private static void signature(JsonWriter.ObjectContent out, StoredSignature signature) {
        out.text("name", signature.object().name())
                .text("origin", signature.origin().name().toLowerCase(Locale.ROOT))
                .text("addedBy", signature.added().who())
                .text("addedAt", signature.added().when().toString());
        state(out, signature.state());
    }

    /** The members that tell a state; read again by {@link SignatureFile}. */
    static void state(JsonWriter.ObjectContent out, SignatureState state) {
        out.text("state", state.name());
        if (state instanceof SignatureState.Verified verified) {
            out.text("by", verified.by()).text("at", verified.when().toString()).text("signer", verified.signer());
        } else if (state instanceof SignatureState.Rejected rejected) {
            out.text("by", rejected.by())
                    .text("at", rejected.when().toString())
                    .text("code", rejected.code())
                    .text("why", rejected.why());
        }
    }
}
