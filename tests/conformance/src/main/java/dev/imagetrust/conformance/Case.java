/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.PrimitiveReason;

/**
 * One recorded question with its answer.
 *
 * @param id names the case within its corpus
 * @param repository without the registry
 * @param image what is judged
 * @param tool whose verifier answered
 * @param config what that verifier was given
 * @param expected the answer that is right
 */
record Case(String id, String repository, Digest image, String tool, JsonObject config, Expectation expected) {

    static Case read(JsonObject recorded) throws MalformedInputException {
        return new Case(
                recorded.text("id"),
                recorded.text("repository"),
                digest(recorded.value("reference")),
                recorded.text("tool"),
                recorded.object("config"),
                Expectation.of(recorded.value("expected")));
    }

    private static Digest digest(JsonValue value) throws MalformedInputException {
        try {
            return Digest.parse(value.asText());
        } catch (IllegalArgumentException e) {
            throw value.refusal(PrimitiveReason.JSON_WRONG_TYPE, "expected a digest, " + e.getMessage());
        }
    }
}
