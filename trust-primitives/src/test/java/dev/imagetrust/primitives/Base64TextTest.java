/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class Base64TextTest {

    private static final Bytes FBFF = Bytes.fromHex("fbff");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+/8",
                "-_8=",
                "+/9=",
                "+/8==",
                "+/8=\n",
                "+/\n8=",
                " +/8=",
                "+/8=+/8=",
                "A",
                "=",
                "A===",
                "+/\u00e98"
            })
    void standardRefusesEveryOtherSpelling(String text) {
        assertRefused(PrimitiveReason.BASE64_NOT_CANONICAL, () -> Base64Text.decodeStandard(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-_8=", "+/8", "-_9", "-_8\n", "-\n_8", "-_8-_8.", "A", "=", "-_8 "})
    void urlRefusesEveryOtherSpelling(String text) {
        assertRefused(PrimitiveReason.BASE64_NOT_CANONICAL, () -> Base64Text.decodeUrl(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-/8", "+_8=", "+/9", "-_9=", "+/8==", "-_8\n", "A", "=", "AA=", "AAA==", "\u00e9AAA"})
    void eitherRefusesMixturesAndDanglingBits(String text) {
        assertRefused(PrimitiveReason.BASE64_NOT_CANONICAL, () -> Base64Text.decodeEither(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+/8=", "+/8", "-_8=", "-_8"})
    void eitherTakesBothAlphabetsPaddedOrNot(String text) throws Exception {
        assertThat(Base64Text.decodeEither(text)).isEqualTo(FBFF);
    }

    @Test
    void takesTheEmptyText() throws Exception {
        assertThat(Base64Text.decodeStandard("")).isEqualTo(Bytes.empty());
        assertThat(Base64Text.decodeUrl("")).isEqualTo(Bytes.empty());
        assertThat(Base64Text.decodeEither("")).isEqualTo(Bytes.empty());
    }

    @Test
    void encodesAsTheNamesSay() {
        assertThat(Base64Text.encodeStandard(FBFF)).isEqualTo("+/8=");
        assertThat(Base64Text.encodeUrl(FBFF)).isEqualTo("-_8");
    }

    @Property(tries = 300)
    void decodesWhatItEncoded(@ForAll byte[] octets) throws MalformedInputException {
        Bytes bytes = Bytes.copyOf(octets);

        assertThat(Base64Text.decodeStandard(Base64Text.encodeStandard(bytes))).isEqualTo(bytes);
        assertThat(Base64Text.decodeUrl(Base64Text.encodeUrl(bytes))).isEqualTo(bytes);
        assertThat(Base64Text.decodeEither(Base64.getUrlEncoder().encodeToString(octets)))
                .isEqualTo(bytes);
    }

    @Property(tries = 500)
    void hasOneSpellingPerValue(@ForAll String text) {
        try {
            assertThat(Base64Text.encodeStandard(Base64Text.decodeStandard(text)))
                    .isEqualTo(text);
        } catch (MalformedInputException e) {
            assertThat(e.reason().code()).isEqualTo(PrimitiveReason.BASE64_NOT_CANONICAL);
        }
    }
}
