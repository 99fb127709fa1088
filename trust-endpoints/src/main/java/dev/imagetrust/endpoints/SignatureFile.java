/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SignatureObjects;
import dev.imagetrust.trust.Provenance;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** A stored signature as a file. */
final class SignatureFile {

    private SignatureFile() {}

    static Bytes write(StoredSignature signature) throws MalformedInputException {
        JsonObject object = Json.parseObject(SignatureObjects.write(signature.object()), JsonLimits.BUNDLE);
        return JsonWriter.object(out -> {
            out.value("object", object)
                    .text("origin", signature.origin().name())
                    .text("addedBy", signature.added().who())
                    .text("addedAt", signature.added().when().toString())
                    .text("addedFrom", signature.added().from());
            StatusDocument.state(out, signature.state());
        });
    }

    /**
     * Reads one.
     *
     * @throws IOException if the file is not as it was written
     */
    static StoredSignature read(Bytes file, Digest image) throws IOException {
        try {
            JsonObject out = Json.parseObject(file, JsonLimits.BUNDLE);
            return new StoredSignature(
                    SignatureObjects.parse(JsonWriter.write(out.object("object")), image),
                    SignatureOrigin.valueOf(out.text("origin")),
                    new Provenance(out.text("addedBy"), Instant.parse(out.text("addedAt")), out.text("addedFrom")),
                    state(out));
        } catch (MalformedInputException | DateTimeException | IllegalArgumentException e) {
            throw new IOException("a stored signature of " + image + " is not as it was written", e);
        }
    }

    private static SignatureState state(JsonObject out) throws MalformedInputException {
        String state = out.text("state");
        return switch (state) {
            case "UNVERIFIED" -> new SignatureState.Unverified();
            case "VERIFIED" ->
                new SignatureState.Verified(out.text("by"), Instant.parse(out.text("at")), out.text("signer"));
            case "REJECTED" ->
                new SignatureState.Rejected(
                        out.text("by"), Instant.parse(out.text("at")), out.text("code"), out.text("why"));
            default -> throw new IllegalArgumentException("no state of a signature");
        };
    }
}
