/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FingerprintCheckTest {

    private static final String KEY = "08CD26E446E2E95249B7A405E932F44B23E8DD43";

    @ParameterizedTest
    @ValueSource(strings = {"23E8DD43", "E932F44B23E8DD43", "0", "8CD26E446E2E95249B7A405E932F44B23E8DD43"})
    void anEndOfTheFingerprintIsTooShort(String typed) {
        assertThat(FingerprintCheck.compare(KEY, typed)).isEqualTo(FingerprintCheck.TOO_SHORT);
        assertThat(FingerprintCheck.find(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0x08CD26E446E2E95249B7A405E932F44B23E8DD43",
                "08CD26E446E2E95249B7A405E932F44B23E8DD430",
                "O8CD26E446E2E95249B7A405E932F44B23E8DD43",
                "\u0660\u0668CD26E446E2E95249B7A405E932F44B23E8DD43",
            })
    void whatIsNoFingerprintMatchesNothing(String typed) {
        assertThat(FingerprintCheck.compare(KEY, typed)).isEqualTo(FingerprintCheck.NOT_A_FINGERPRINT);
        assertThat(FingerprintCheck.find(typed)).isEmpty();
    }

    @Test
    void anEndlessTextIsNotRead() {
        assertThat(FingerprintCheck.compare(KEY, KEY + " ".repeat(10_000)))
                .isEqualTo(FingerprintCheck.NOT_A_FINGERPRINT);
    }

    @Test
    void oneDigitMakesAnotherKey() {
        assertThat(FingerprintCheck.compare(KEY, KEY.replace('0', '1'))).isEqualTo(FingerprintCheck.DIFFERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08CD26E446E2E95249B7A405E932F44B23E8DD43",
                "08cd26e446e2e95249b7a405e932f44b23e8dd43",
                "08CD 26E4 46E2 E952 49B7  A405 E932 F44B 23E8 DD43",
                " 08CD\u00a026E4\t46E2 E952 49B7\n A405 E932 F44B 23E8 DD43\r\n",
            })
    void spacesAndCaseDoNotCount(String typed) {
        assertThat(FingerprintCheck.compare(KEY, typed)).isEqualTo(FingerprintCheck.MATCHES);
        assertThat(FingerprintCheck.find(typed)).contains(KEY);
    }
}
