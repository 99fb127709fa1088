/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.JsonWriter;
import java.util.function.Consumer;

/** The error bodies of registries: OCI distribution-spec, "Error Codes". */
final class ErrorDocument {

    static final String JSON = "application/json";

    private ErrorDocument() {}

    /** {@code {"code":…,"message":…,"detail":{"description":…}}}: what zot sends where credentials are missing. */
    static TrustResponse single(int status, String code, String message, String description) {
        return TrustResponse.of(status, JSON, JsonWriter.object(one(code, message, description)));
    }

    /** The same inside {@code {"errors":[…]}}. */
    static TrustResponse list(int status, String code, String message, String description) {
        Bytes document =
                JsonWriter.object(out -> out.array("errors", errors -> errors.object(one(code, message, description))));
        return TrustResponse.of(status, JSON, document);
    }

    private static Consumer<JsonWriter.ObjectContent> one(String code, String message, String description) {
        return out -> out.text("code", code)
                .text("message", message)
                .object("detail", detail -> detail.text("description", description));
    }
}
