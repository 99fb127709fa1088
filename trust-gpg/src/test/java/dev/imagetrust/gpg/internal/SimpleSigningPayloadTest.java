/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.PrimitiveReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.internal.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class SimpleSigningPayloadTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String GOOD = ("{'critical':{'identity':{'docker-reference':'registry.example/app:1'},"
                    + "'image':{'docker-manifest-digest':'" + DIGEST + "'},'type':'atomic container signature'},"
                    + "'optional':{'creator':'c','timestamp':1458239713}}")
            .replace('\'', '"');

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\":\"atomic container signature\" | \"type\":\"cosign container image signature\""
                        + " | PAYLOAD_WRONG_KIND",
                "atomic container | Atomic container | PAYLOAD_WRONG_KIND",
                "0123456789abcdef\"} | 0123456789abcde\"} | PAYLOAD_DIGEST_INVALID",
                "0123456789abcdef\"} | 0123456789ABCDEF\"} | PAYLOAD_DIGEST_INVALID",
                "sha256: | sha512: | PAYLOAD_DIGEST_INVALID",
                "sha256: | sha256:../ | PAYLOAD_DIGEST_INVALID",
                "1458239713 | 1.5 | JSON_NOT_AN_INTEGER",
                "1458239713 | 9007199254740993 | PAYLOAD_TIMESTAMP_INVALID",
                "1458239713 | \"1458239713\" | PAYLOAD_TIMESTAMP_INVALID",
                "1458239713 | null | PAYLOAD_TIMESTAMP_INVALID",
                "\"c\" | null | JSON_WRONG_TYPE",
                "\"c\" | 1 | JSON_WRONG_TYPE",
                "\"registry.example/app:1\" | null | JSON_WRONG_TYPE",
                "\"timestamp\":1458239713 | \"creator\":\"d\" | JSON_DUPLICATE_MEMBER",
                "\"timestamp\":1458239713 | \"other\":{\"a\":1,\"a\":2} | JSON_DUPLICATE_MEMBER",
                "\"optional\" | \"Optional\" | JSON_MEMBER_UNKNOWN",
                "\"type\" | \"types\" | JSON_MEMBER_UNKNOWN",
            })
    void refusesABentPayload(String from, String to, String reason) {
        assertThat(GOOD).contains(from);
        assertRefused(code(reason), () -> parse(GOOD.replace(from, to)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "This is not JSON\n", "{}"})
    void refusesWhatIsNoPayload(String text) {
        org.assertj.core.api.Assertions.assertThatExceptionOfType(
                        dev.imagetrust.primitives.MalformedInputException.class)
                .isThrownBy(() -> parse(text));
    }

    @Test
    void refusesDataBehindThePayload() {
        assertRefused(PrimitiveReason.JSON_SYNTAX, () -> parse(GOOD + "{}"));
    }

    @Test
    void refusesOptionalNull() {
        int optional = GOOD.indexOf("{\"creator\"");
        assertRefused(PrimitiveReason.JSON_WRONG_TYPE, () -> parse(GOOD.substring(0, optional) + "null}"));
    }

    @Test
    void readsEveryField() throws Exception {
        SimpleSigningPayload payload = parse(GOOD);
        assertThat(payload.manifestDigest()).hasToString(DIGEST);
        assertThat(payload.dockerReference()).isEqualTo("registry.example/app:1");
        assertThat(payload.creator()).isEqualTo("c");
        assertThat(payload.timestamp()).isEqualTo(1458239713L);
    }

    @Test
    void readsATimeThatGoWouldWriteAsAFloat() throws Exception {
        assertThat(parse(GOOD.replace("1458239713", "1e3")).timestamp()).isEqualTo(1000L);
        assertThat(parse(GOOD.replace("1458239713", "9007199254740992")).timestamp())
                .isEqualTo(1L << 53);
        assertThat(parse(GOOD.replace("1458239713", "1.0")).timestamp()).isEqualTo(1L);
    }

    @Test
    void ignoresOtherOptionalMembers() throws Exception {
        SimpleSigningPayload payload =
                parse(GOOD.replace("\"creator\":\"c\",\"timestamp\":1458239713", "\"other\":[{\"creator\":1}]"));
        assertThat(payload.creator()).isNull();
        assertThat(payload.timestamp()).isNull();
    }

    private static SimpleSigningPayload parse(String json) throws Exception {
        return SimpleSigningPayload.parse(Bytes.utf8(json));
    }

    private static dev.imagetrust.verdict.ReasonCode code(String name) {
        return name.startsWith("JSON") ? PrimitiveReason.valueOf(name) : GpgReason.valueOf(name);
    }
}
