/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.notation.NotationReason.PAYLOAD_MALFORMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NotationPayloadTest {

    private static final String DIGEST = "sha256:" + "ab".repeat(32);
    private static final String GOOD = "{\"targetArtifact\":{\"mediaType\":\"m\",\"digest\":\"" + DIGEST
            + "\",\"size\":7,\"new\":[1.5]},\"new\":{}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"size\":7 -> \"size\":7.0",
                "\"size\":7 -> \"size\":7e0",
                "\"size\":7 -> \"size\":\"7\"",
                "\"size\":7 -> \"size\":-1",
                "\"size\":7 -> \"size\":9223372036854775808",
                "\"size\":7 -> \"size\":7,\"s\\u0069ze\":8",
                "\"size\":7 -> \"Size\":7",
                "sha256 -> sha512",
                "sha256 -> md5",
                "sha256 -> SHA256",
                "abab -> ABAB",
                "\"m\" -> 1",
                "\"m\" -> null",
                "[1.5] -> [1.5",
                "{}} -> {}} x",
                "\"new\":{} -> \"targetArtifact\":{}",
                "targetArtifact -> TargetArtifact",
                "[1.5] -> [1.5],\"annotations\":{\"a\":1}",
                "[1.5] -> [1.5],\"annotations\":[]"
            })
    void refuses(String change) {
        String[] parts = change.split(" -> ");
        assertThat(GOOD).contains(parts[0]);
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> NotationPayload.parse(Bytes.utf8(GOOD.replace(parts[0], parts[1]))))
                .satisfies(e -> assertThat(e.reason().code()).isEqualTo(PAYLOAD_MALFORMED));
    }

    @Test
    void refusesDeepNesting() {
        String deep = GOOD.replace("[1.5]", "[".repeat(10_000));
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> NotationPayload.parse(Bytes.utf8(deep)));
    }

    @Test
    void readsTheTargetAndIgnoresUnknownMembers() throws MalformedInputException {
        String withMetadata = GOOD.replace("[1.5]", "[1.5],\"annotations\":{\"build\":\"42\"}");
        assertThat(NotationPayload.parse(Bytes.utf8(withMetadata)))
                .isEqualTo(new NotationPayload("m", Digest.parse(DIGEST), 7, Map.of("build", "42")));
    }
}
